import { clockOf } from "../charter";
import { participantsOf } from "../chains";
import { inGoodStanding, pairOf } from "../graph";
import { accountOf } from "../locks";
import * as moves from "../moves";
import {
  ChainState,
  DAY,
  HOUR,
  known,
  ZERO_HASH,
  type Chain,
  type ChainId,
  type MemberId,
  type Payee,
  type StageTerms,
} from "../world";
import {
  goodMembers,
  memberAmong,
  membersOf,
  walletOf,
  anyone,
  type Candidate,
  type Scene,
} from "./Scene";

export const UNKNOWN_CHAIN = 77n << 24n;

function payeesOf(scene: Scene): Payee[] {
  const { dice } = scene;
  if (!dice.chance(0.2)) return [];
  const members = membersOf(scene);
  const shares = dice.one([10_000n], [3_333n, 3_333n, 3_334n], [2_500n], [1n, 9_998n]);
  const payees = shares.map((shareBps) => ({ member: dice.pick(members) ?? 1n, shareBps }));
  if (!dice.strays()) return payees;
  return [...payees, { member: dice.one(0n, 1n, 99n), shareBps: dice.one(0n, 1n, 10_000n) }];
}

/** Times that end within a run now and then. */
function spanOf({ dice }: Scene): bigint {
  return dice.one(60n, HOUR, DAY, 5n * DAY);
}

function stageTerms(scene: Scene, index: number, receiver: MemberId): StageTerms {
  const { world, dice } = scene;
  const provider = memberAmong(
    scene,
    goodMembers(scene).filter((id) => id !== receiver),
  );
  const most = accountOf(world, receiver).free / 3n;
  const price = dice.wild ? dice.amount(most) : dice.chance(0.05) ? 0n : dice.amount(most);
  const waitsFor = index === 0 || dice.chance(0.5) ? 0n : BigInt(dice.below(2 ** index));
  const terms: StageTerms = {
    provider,
    receiver,
    price,
    listPrice: price + dice.upTo(10n),
    providerBond: dice.chance(0.15) ? 0n : price - dice.upTo(price / 2n),
    receiverBond: dice.chance(0.3) ? 0n : price - dice.upTo(price),
    duration: spanOf(scene),
    inspection: dice.one(HOUR, HOUR, 2n * DAY),
    waitsFor,
    terms: ZERO_HASH,
    payees: payeesOf(scene),
  };
  return dice.strays() ? { ...terms, ...wrongField(scene, terms, index) } : terms;
}

/** A field at a bound or one beyond it. */
function wrongField({ dice }: Scene, terms: StageTerms, index: number): Partial<StageTerms> {
  const { price, receiver } = terms;
  return dice.one<Partial<StageTerms>>(
    { provider: dice.one(0n, receiver, 99n) },
    { receiver: 0n },
    { listPrice: dice.one(price - 1n, price, 2n ** 96n - 1n, 2n ** 96n) },
    { price: 2n ** 96n, listPrice: 2n ** 96n },
    { providerBond: price + dice.one(0n, 1n) },
    { receiverBond: price + dice.one(0n, 1n) },
    { duration: dice.one(0n, 1n, 365n * DAY, 365n * DAY + 1n) },
    { inspection: dice.one(HOUR - 1n, HOUR, 90n * DAY, 90n * DAY + 1n) },
    { waitsFor: dice.one(2n ** BigInt(index) - 1n, 2n ** BigInt(index)) },
  );
}

const propose: Candidate = (scene) => {
  const { world, dice } = scene;
  const now = clockOf(world);
  const solvent = goodMembers(scene).filter((id) => accountOf(world, id).free > 0n);
  const count = dice.wild && dice.chance(0.05) ? dice.one(0, 32, 33) : dice.one(1, 1, 2, 3);
  const receiver = memberAmong(scene, solvent);
  const stages = Array.from({ length: count }, (_, index) =>
    stageTerms(scene, index, dice.chance(0.6) ? receiver : memberAmong(scene, solvent)),
  ).map((terms) =>
    terms.listPrice < 0n || terms.price < 0n ? { ...terms, price: 0n, listPrice: 0n } : terms,
  );
  const acceptBy = dice.wild
    ? now + dice.one(0n, 1n, 30n * DAY, 30n * DAY + 1n)
    : now + dice.one(HOUR, 30n * DAY);
  const from = walletOf(scene, memberAmong(scene, goodMembers(scene)));
  return moves.propose(from, stages, ZERO_HASH, acceptBy);
};

type Named = readonly [ChainId, Chain];

function proposed(scene: Scene, fits: (chain: Chain) => boolean = () => true): Named | undefined {
  const { world, dice } = scene;
  const waiting = [...world.chains].filter(
    ([, chain]) => chain.state === ChainState.Proposed && fits(chain),
  );
  return dice.pick(waiting.length === 0 || dice.strays() ? [...world.chains] : waiting);
}

const accept: Candidate = (scene) => {
  const { world, dice } = scene;
  const mayAccept = (chain: Chain): MemberId[] =>
    participantsOf(chain).filter(
      (id) =>
        !chain.accepted.includes(id) &&
        inGoodStanding(world, id) &&
        pairOf(world, id).since <= chain.snapshot,
    );
  const found = proposed(
    scene,
    (chain) => clockOf(world) < chain.acceptBy && mayAccept(chain).length > 0,
  );
  if (!found) return undefined;
  const [id, chain] = found;
  const member = memberAmong(scene, dice.strays() ? participantsOf(chain) : mayAccept(chain));
  return moves.accept(walletOf(scene, member), dice.strays() ? UNKNOWN_CHAIN : id);
};

const withdrawAcceptance: Candidate = (scene) => {
  const found = proposed(scene, ({ accepted }) => accepted.length > 0);
  if (!found) return undefined;
  const [id, { accepted }] = found;
  return moves.withdrawAcceptance(walletOf(scene, memberAmong(scene, accepted)), id);
};

const dissolve: Candidate = (scene) => {
  const found = proposed(scene);
  if (!found) return undefined;
  const [id, chain] = found;
  const isLate = clockOf(scene.world) >= chain.acceptBy;
  const member = known(scene.dice.pick(participantsOf(chain)), "participant");
  return moves.dissolve(isLate ? anyone(scene) : walletOf(scene, member), id);
};

export const CHAINS = { propose, accept, withdrawAcceptance, dissolve };
