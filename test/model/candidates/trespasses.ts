import { trespass, type ModuleName } from "../moves";
import { ZERO_ADDRESS } from "../world";
import { anyone, type Candidate, type Scene } from "./Scene";

const PLEDGE = (6n << 32n) | 1n;

/** Calls between modules, which nobody else may make. */
const INTERNAL: readonly (readonly [ModuleName, string, readonly unknown[]])[] = [
  ["membership", "admitFounder", [`0x${"17".repeat(20)}`]],
  ["membership", "followClock", [1n << 120n]],
  ["membership", "activate", [6n]],
  ["membership", "recordFault", [6n, true, 1n]],
  ["membership", "recordOverdue", [6n]],
  ["membership", "recordExcuse", [6n]],
  ["graph", "openApplication", [6n, 1n, 0n, 2n, 0n]],
  ["graph", "closeMember", [6n]],
  ["graph", "addFounder", [6n]],
  ["vault", "lockPledge", [PLEDGE, 1n, 1n, 9_999_999_999n, 0n, 0n]],
  ["vault", "increasePledge", [PLEDGE, 1n]],
  ["vault", "decreasePledge", [PLEDGE, 1n]],
  ["vault", "renewPledge", [PLEDGE, 9_999_999_999n]],
  ["vault", "endPledge", [PLEDGE]],
  ["vault", "commit", [1n, [{ bond: 1n, price: 1n, amount: 1n }], 0n, 0n]],
  ["vault", "draw", [1n, 1n, 1n]],
  ["vault", "drawToEscrow", [1n, 1n, 1n]],
  ["vault", "drawOwn", [1n, 1n, 1n]],
  ["vault", "pay", [1n, [{ to: 1n, amount: 1n }]]],
  ["vault", "release", [1n, 1n]],
  ["vault", "settle", [1n, 1n, 2n, 2n, []]],
  ["vault", "takeFee", [1n, 1n, ZERO_ADDRESS, 1n]],
  ["vault", "payFee", [1n, 1n, 1n]],
  ["court", "file", [1n, 1n, 2n, 1n, 1n, 0, 0n, ZERO_ADDRESS]],
  ["court", "scheduleOpening", [1n, 1n]],
  ["court", "open", [1n, 1n]],
  ["court", "close", [1n]],
  ["court", "conclude", [1n]],
];

/** CHA-5: no role moves anybody's money; calls of modules are theirs alone. */
const moduleCall: Candidate = (scene) => {
  const found = scene.dice.pick(INTERNAL);
  if (!found) return undefined;
  const [module, call, args] = found;
  return trespass(module, call, insiderOr(scene), args, "NotModule");
};

/** Roles above all. */
function insiderOr(scene: Scene): string {
  const { governor, guardian } = scene.world.charter;
  const wallet = scene.dice.one(governor, guardian, anyone(scene));
  return wallet === ZERO_ADDRESS ? anyone(scene) : wallet;
}

/** MEM-1: a card does not move. */
const moveCard: Candidate = (scene) => {
  const { dice, world } = scene;
  const id = BigInt(1 + dice.below(world.members.size));
  const from = world.members.get(id)?.wallet ?? ZERO_ADDRESS;
  const to = anyone(scene);
  const [call, args] = dice.one<readonly [string, readonly unknown[]]>(
    ["transferFrom", [from, to, id]],
    ["safeTransferFrom(address,address,uint256)", [from, to, id]],
    ["safeTransferFrom(address,address,uint256,bytes)", [from, to, id, "0x"]],
    ["approve", [to, id]],
    ["setApprovalForAll", [to, true]],
  );
  return trespass("membership", call, from, args, "Soulbound");
};

/** The modules are wired once, by the deployer. */
const seal: Candidate = (scene) => {
  const { vault } = scene.world;
  const [module, args] = scene.dice.one<readonly [ModuleName, readonly unknown[]]>(
    ["charter", [vault]],
    ["membership", [vault, vault, vault]],
    ["vault", [vault, vault, vault]],
    ["court", [vault]],
  );
  return trespass(module, "seal", insiderOr(scene), args, "NotDeployer");
};

export const TRESPASSES = { moduleCall, moveCard, seal };
