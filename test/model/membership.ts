import { rulesOf, running } from "./charter";
import {
  closeMember,
  guarantorsNow,
  joinCircle,
  openApplication,
  pairOf,
  presentFounders,
} from "./graph";
import { accountOf } from "./locks";
import { check } from "./refusal";
import {
  DAY,
  known,
  MemberState,
  NOBODY,
  put,
  SLOTS,
  ZERO_ADDRESS,
  type Address,
  type Member,
  type MemberId,
  type Standing,
  type World,
} from "./world";

const LONGEST_RECOVERY = 365n * DAY;
const MOST_FOUNDERS = 64;
const LEAST_FOUNDERS = 3;
const NO_STANDING: Standing = {
  defaults: 0n,
  faultPaid: 0n,
  overdue: 0n,
  excused: 0n,
  principalsLost: 0n,
};

/** The member whose card a wallet holds. */
export function holderOf(world: World, wallet: Address): MemberId {
  for (const [id, member] of world.members) if (member.wallet === wallet) return id;
  return NOBODY;
}

/** The member who calls. */
export function callerOf(world: World, wallet: Address): MemberId {
  const id = holderOf(world, wallet);
  check(id !== NOBODY, "NotAMember");
  return id;
}

export function memberOf(world: World, id: MemberId): Member {
  return known(world.members.get(id), "member");
}

export function stateOf(world: World, id: MemberId): number {
  return world.members.get(id)?.state ?? MemberState.None;
}

export function isActive(world: World, id: MemberId): boolean {
  return stateOf(world, id) === MemberState.Active;
}

export function withMember(world: World, id: MemberId, change: Partial<Member>): World {
  const member = { ...memberOf(world, id), ...change };
  return { ...world, members: put(world.members, id, member) };
}

/** MEM-8: counts what went wrong. */
export function count(world: World, id: MemberId, change: Partial<Standing>): World {
  const { standing } = memberOf(world, id);
  const added = (name: keyof Standing): bigint => standing[name] + (change[name] ?? 0n);
  return withMember(world, id, {
    standing: {
      defaults: added("defaults"),
      faultPaid: added("faultPaid"),
      overdue: added("overdue"),
      excused: added("excused"),
      principalsLost: added("principalsLost"),
    },
  });
}

function checkRecoveryDelay(world: World, delay: bigint): void {
  const shortest = rulesOf(world).recoveryDelay;
  check(
    delay === 0n || (delay >= shortest && delay <= LONGEST_RECOVERY),
    "RecoveryDelayOutOfRange",
  );
}

/** The newest member there is. */
export function newestOf(world: World): MemberId {
  return BigInt(world.members.size);
}

function mint(world: World, wallet: Address, member: Partial<Member>): World {
  const card: Member = {
    wallet,
    state: MemberState.None,
    recoveryDelay: 0n,
    newestTrusted: NOBODY,
    standing: NO_STANDING,
    recovery: undefined,
    offered: ZERO_ADDRESS,
    ...member,
  };
  return { ...world, members: put(world.members, newestOf(world) + 1n, card) };
}

/** MEM-2: names two different active members; a card that stayed after resigning is taken up again. */
export function applyForMembership(
  world: World,
  from: Address,
  _profile: string,
  guarantor0: MemberId,
  maxPremium0: bigint,
  guarantor1: MemberId,
  maxPremium1: bigint,
  recoveryDelay: bigint,
): World {
  running(world);
  checkRecoveryDelay(world, recoveryDelay);
  const held = holderOf(world, from);
  const state = MemberState.Applicant;
  let next = world;
  if (held === NOBODY) next = mint(world, from, {});
  else check(stateOf(world, held) === MemberState.Resigned, "WrongMemberState");
  const id = holderOf(next, from);
  next = withMember(next, id, { state, recoveryDelay });
  return openApplication(next, id, [
    { nominee: guarantor0, maxPremium: maxPremium0 },
    { nominee: guarantor1, maxPremium: maxPremium1 },
  ]);
}

export function withdrawApplication(world: World, from: Address): World {
  running(world);
  const id = callerOf(world, from);
  check(stateOf(world, id) === MemberState.Applicant, "WrongMemberState");
  return closeMember(leave(world, id, MemberState.Resigned), id);
}

/** Whoever leaves has no recovery under way any more. */
function leave(world: World, id: MemberId, state: number): World {
  return withMember(world, id, { state, recovery: undefined });
}

/** MEM-3: a digest that stands in an event only. */
export function setProfile(world: World, from: Address): World {
  running(world);
  callerOf(world, from);
  return world;
}

/** MEM-5. */
export function resign(world: World, from: Address): World {
  running(world);
  const id = callerOf(world, from);
  check(stateOf(world, id) === MemberState.Active, "WrongMemberState");
  const { locks, owed } = accountOf(world, id);
  const { principals } = pairOf(world, id);
  check(locks === 0n && principals === 0n && owed === 0n, "StillObliged");
  const circle = presentFounders(world);
  check(!circle.includes(id) || circle.length > LEAST_FOUNDERS, "TooFewFounders");
  return closeMember(leave(world, id, MemberState.Resigned), id);
}

/** MEM-6. */
export function expel(world: World, _from: Address, id: MemberId): World {
  const now = running(world);
  check(isActive(world, id), "WrongMemberState");
  const { owed, free, dueBy } = accountOf(world, id);
  check(owed > 0n && now > dueBy && free < owed, "NotExpellable");
  let next = withMember(world, id, { state: MemberState.Expelled });
  next = count(next, id, { overdue: 1n });
  const { seats } = pairOf(world, id);
  for (const slot of SLOTS) {
    const { serial, guarantor } = seats[slot];
    if (serial > 0n) next = count(next, guarantor, { principalsLost: 1n });
  }
  return next;
}

export function changeWallet(world: World, from: Address, wallet: Address): World {
  running(world);
  const id = callerOf(world, from);
  check(stateOf(world, id) !== MemberState.Expelled, "WrongMemberState");
  check(wallet === ZERO_ADDRESS || holderOf(world, wallet) === NOBODY, "WalletTaken");
  return withMember(world, id, { offered: wallet });
}

export function acceptWallet(world: World, from: Address, id: MemberId): World {
  running(world);
  const offered = world.members.get(id)?.offered ?? ZERO_ADDRESS;
  check(offered === from, "WalletNotOffered");
  check(stateOf(world, id) !== MemberState.Expelled, "WrongMemberState");
  check(holderOf(world, from) === NOBODY, "WalletTaken");
  return moveCard(world, id, from);
}

/** A card that moves leaves offers and recoveries behind. */
function moveCard(world: World, id: MemberId, wallet: Address): World {
  return withMember(world, id, { wallet, offered: ZERO_ADDRESS, recovery: undefined });
}

/** MEM-7: of the delay of the member's choice. */
export function setRecovery(world: World, from: Address, recoveryDelay: bigint): World {
  running(world);
  const id = callerOf(world, from);
  checkRecoveryDelay(world, recoveryDelay);
  return switchRecovery(world, id, recoveryDelay);
}

function switchRecovery(world: World, id: MemberId, recoveryDelay: bigint): World {
  const newestTrusted = newestOf(world);
  return withMember(world, id, { recoveryDelay, newestTrusted, recovery: undefined });
}

/** The caller as one who takes part in the recovery of a member. */
function helperOf(world: World, from: Address, id: MemberId): MemberId {
  const helper = callerOf(world, from);
  const { newestTrusted } = memberOf(world, id);
  check(guarantorsNow(world, id).guarantors.includes(helper), "NotGuarantorOf");
  const trusted = !presentFounders(world).includes(id) || helper <= newestTrusted;
  check(trusted, "NotGuarantorOf");
  check(isActive(world, helper), "WrongMemberState");
  return helper;
}

export function proposeRecovery(world: World, from: Address, id: MemberId, wallet: Address): World {
  running(world);
  check(isActive(world, id), "WrongMemberState");
  check(memberOf(world, id).recoveryDelay > 0n, "RecoveryOff");
  const proposer = helperOf(world, from, id);
  check(wallet !== ZERO_ADDRESS, "ZeroAddress");
  check(holderOf(world, wallet) === NOBODY, "WalletTaken");
  const pairVersion = guarantorsNow(world, id).version;
  const recovery = { wallet, executableAt: 0n, pairVersion, proposer };
  return withMember(world, id, { recovery });
}

export function confirmRecovery(world: World, from: Address, id: MemberId, wallet: Address): World {
  const now = running(world);
  const recovery = world.members.get(id)?.recovery;
  check(recovery !== undefined, "NoRecovery");
  check(isActive(world, id), "WrongMemberState");
  const helper = helperOf(world, from, id);
  check(helper !== recovery.proposer, "NotGuarantorOf");
  const { version } = guarantorsNow(world, id);
  check(recovery.wallet === wallet && recovery.pairVersion === version, "RecoveryStale");
  check(recovery.executableAt === 0n, "AlreadyConfirmed");
  const executableAt = now + memberOf(world, id).recoveryDelay;
  return withMember(world, id, { recovery: { ...recovery, executableAt } });
}

/** Only the wallet that takes over: nobody is given a card, with its debts, unasked. */
export function executeRecovery(world: World, from: Address, id: MemberId): World {
  const now = running(world);
  const recovery = world.members.get(id)?.recovery;
  check(recovery !== undefined, "NoRecovery");
  check(isActive(world, id), "WrongMemberState");
  check(guarantorsNow(world, id).version === recovery.pairVersion, "RecoveryStale");
  const { executableAt, wallet } = recovery;
  check(executableAt > 0n && now >= executableAt, "RecoveryTooEarly");
  check(from === wallet, "NotRecoveryWallet");
  check(holderOf(world, wallet) === NOBODY, "WalletTaken");
  return moveCard(world, id, wallet);
}

export function vetoRecovery(world: World, from: Address): World {
  running(world);
  const id = callerOf(world, from);
  check(memberOf(world, id).recovery !== undefined, "NoRecovery");
  return switchRecovery(world, id, 0n);
}

/** CHA-2: a wallet that holds no card becomes a founder. */
export function admitFounder(world: World, wallet: Address): World {
  check(holderOf(world, wallet) === NOBODY, "WalletTaken");
  check(world.founders.length < MOST_FOUNDERS, "TooManyFounders");
  const next = mint(world, wallet, { state: MemberState.Active });
  return joinCircle(next, newestOf(next));
}
