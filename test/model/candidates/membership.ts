import { clockOf, rulesOf } from "../charter";
import { guarantorsNow, isFounder, pairOf } from "../graph";
import { accountOf } from "../locks";
import { memberOf } from "../membership";
import * as moves from "../moves";
import { DAY, MemberState, NOBODY, ZERO_ADDRESS, ZERO_HASH, type MemberId } from "../world";
import {
  activeMembers,
  anyone,
  freeWallets,
  goodMembers,
  memberAmong,
  membersIn,
  membersOf,
  walletOf,
  type Candidate,
  type Scene,
} from "./Scene";

function recoveryDelay({ world, dice }: Scene): bigint {
  const shortest = rulesOf(world).recoveryDelay;
  if (dice.wild) return dice.one(shortest - 1n, 365n * DAY, 365n * DAY + 1n, 1n);
  return dice.one(0n, shortest, shortest, shortest + 1n, 365n * DAY);
}

const applyForMembership: Candidate = (scene) => {
  const { world, dice } = scene;
  const resigned = membersIn(scene, MemberState.Resigned).map((id) => memberOf(world, id).wallet);
  const from = dice.strays() ? anyone(scene) : dice.pick([...freeWallets(scene), ...resigned]);
  if (from === undefined) return undefined;
  const { maxPremiumBps } = rulesOf(world);
  const [first, second] = [goodMembers(scene), goodMembers(scene)].map((good) =>
    memberAmong(scene, good),
  );
  return moves.applyForMembership(
    from,
    ZERO_HASH,
    first ?? NOBODY,
    dice.amount(maxPremiumBps),
    second ?? NOBODY,
    dice.amount(maxPremiumBps),
    recoveryDelay(scene),
  );
};

const withdrawApplication: Candidate = (scene) => {
  const id = memberAmong(scene, membersIn(scene, MemberState.Applicant));
  return moves.withdrawApplication(walletOf(scene, id));
};

const setProfile: Candidate = (scene) => {
  return moves.setProfile(walletOf(scene, memberAmong(scene, membersOf(scene))), ZERO_HASH);
};

const resign: Candidate = (scene) => {
  const { world } = scene;
  const idle = activeMembers(scene).filter((id) => {
    const { locks, owed } = accountOf(world, id);
    return locks === 0n && owed === 0n && pairOf(world, id).principals === 0n;
  });
  return moves.resign(walletOf(scene, memberAmong(scene, idle)));
};

const expel: Candidate = (scene) => {
  const { world } = scene;
  const late = activeMembers(scene).filter((id) => {
    const { owed, free, dueBy } = accountOf(world, id);
    return owed > free && clockOf(world) > dueBy;
  });
  const indebted = activeMembers(scene).filter((id) => accountOf(world, id).owed > 0n);
  return moves.expel(anyone(scene), memberAmong(scene, late.length > 0 ? late : indebted));
};

const changeWallet: Candidate = (scene) => {
  const { dice } = scene;
  const wallet = dice.strays() ? anyone(scene) : dice.pick([...freeWallets(scene), ZERO_ADDRESS]);
  const id = memberAmong(scene, membersOf(scene));
  return moves.changeWallet(walletOf(scene, id), wallet ?? ZERO_ADDRESS);
};

const acceptWallet: Candidate = (scene) => {
  const { world, dice } = scene;
  const offered = (id: MemberId): string => memberOf(world, id).offered;
  const id = memberAmong(
    scene,
    membersOf(scene).filter((each) => offered(each) !== ZERO_ADDRESS),
  );
  const wallet = offered(id);
  return moves.acceptWallet(dice.strays() || wallet === ZERO_ADDRESS ? anyone(scene) : wallet, id);
};

const setRecovery: Candidate = (scene) => {
  const { dice } = scene;
  const delay = recoveryDelay(scene);
  const id = memberAmong(scene, membersOf(scene));
  return moves.setRecovery(
    walletOf(scene, id),
    delay === 0n && dice.chance(0.7) ? 365n * DAY : delay,
  );
};

/** Members who can be recovered, and one who may help. */
function lost(scene: Scene, fits: (id: MemberId) => boolean): { id: MemberId; helper: MemberId } {
  const { world, dice } = scene;
  const id = memberAmong(scene, activeMembers(scene).filter(fits));
  const helpers = guarantorsNow(world, id).guarantors.filter(
    (helper) => helper !== NOBODY && (dice.wild || !isFounder(world, id) || helper !== id),
  );
  return { id, helper: memberAmong(scene, helpers) };
}

const proposeRecovery: Candidate = (scene) => {
  const { world, dice } = scene;
  const { id, helper } = lost(scene, (each) => memberOf(world, each).recoveryDelay > 0n);
  const wallet = dice.strays()
    ? dice.one(ZERO_ADDRESS, anyone(scene))
    : dice.pick(freeWallets(scene));
  return moves.proposeRecovery(walletOf(scene, helper), id, wallet ?? ZERO_ADDRESS);
};

const confirmRecovery: Candidate = (scene) => {
  const { world, dice } = scene;
  const { id, helper } = lost(scene, (each) => memberOf(world, each).recovery?.executableAt === 0n);
  const wallet = memberOf(world, id).recovery?.wallet;
  const other = dice.strays() || wallet === undefined;
  return moves.confirmRecovery(walletOf(scene, helper), id, other ? anyone(scene) : wallet);
};

const executeRecovery: Candidate = (scene) => {
  const { world } = scene;
  const now = clockOf(world);
  const ready = membersOf(scene).filter((id) => {
    const at = memberOf(world, id).recovery?.executableAt ?? 0n;
    return at > 0n && (scene.dice.wild || at <= now);
  });
  const id = memberAmong(scene, ready);
  const wallet = memberOf(world, id).recovery?.wallet;
  const from = wallet === undefined || scene.dice.strays() ? anyone(scene) : wallet;
  return moves.executeRecovery(from, id);
};

const vetoRecovery: Candidate = (scene) => {
  const { world } = scene;
  const proposed = membersOf(scene).filter((id) => memberOf(world, id).recovery !== undefined);
  return moves.vetoRecovery(walletOf(scene, memberAmong(scene, proposed)));
};

export const MEMBERSHIP = {
  applyForMembership,
  withdrawApplication,
  setProfile,
  resign,
  expel,
  changeWallet,
  acceptWallet,
  setRecovery,
  proposeRecovery,
  confirmRecovery,
  executeRecovery,
  vetoRecovery,
};
