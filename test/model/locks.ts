import { pledgeId, principalOf, slotOf } from "../../scripts/lib/names";
import { clockOf, rulesOf } from "./charter";
import { SIX_HANDSHAKES } from "./history";
import { count, isActive, stateOf } from "./membership";
import { check } from "./refusal";
import { checkUnlocked } from "./token";
import {
  greatest,
  known,
  least,
  MemberState,
  MOST,
  NOBODY,
  PledgeState,
  put,
  SLOTS,
  without,
  type Account,
  type Bond,
  type BondId,
  type Both,
  type Lock,
  type MemberId,
  type Part,
  type Pledge,
  type PledgeId,
  type World,
} from "./world";

const DEEPEST = 6n;
const NO_PART: Part = { serial: 0n, amount: 0n };
const NO_ACCOUNT: Account = {
  free: 0n,
  owed: 0n,
  dueBy: 0n,
  locks: 0n,
  recourseOpened: 0n,
  deposit: 0n,
};

export function accountOf(world: World, id: MemberId): Account {
  return world.accounts.get(id) ?? NO_ACCOUNT;
}

export function withAccount(world: World, id: MemberId, change: Partial<Account>): World {
  checkUnlocked(world);
  return { ...world, accounts: put(world.accounts, id, { ...accountOf(world, id), ...change }) };
}

/** Moves money between a member's free deposit and the own parts of their locks. */
function withFree(world: World, id: MemberId, more: bigint): World {
  return withAccount(world, id, { free: accountOf(world, id).free + more });
}

/** Credits what was somebody else's. */
export function gain(world: World, id: MemberId, amount: bigint): World {
  const { free, deposit } = accountOf(world, id);
  return withAccount(world, id, { free: free + amount, deposit: deposit + amount });
}

/** Takes free deposit that becomes somebody else's. */
export function spend(world: World, id: MemberId, amount: bigint): World {
  return gain(world, id, -amount);
}

/** The own part of a lock is somebody else's now. */
export function lose(world: World, id: MemberId, amount: bigint): World {
  return withAccount(world, id, { deposit: accountOf(world, id).deposit - amount });
}

function withLocks(world: World, id: MemberId, more: bigint): World {
  return withAccount(world, id, { locks: accountOf(world, id).locks + more });
}

export function pledgeOf(world: World, id: PledgeId): Pledge {
  const pledge = world.pledges.get(id);
  check(pledge !== undefined, "NoSuchPledge");
  return pledge;
}

export function withPledge(world: World, id: PledgeId, change: Partial<Pledge>): World {
  checkUnlocked(world);
  return { ...world, pledges: put(world.pledges, id, { ...pledgeOf(world, id), ...change }) };
}

function withBond(world: World, id: BondId, change: Partial<Bond>): World {
  checkUnlocked(world);
  return { ...world, bonds: put(world.bonds, id, { ...bondOf(world, id), ...change }) };
}

export function bondOf(world: World, id: BondId): Bond {
  return known(world.bonds.get(id), "bond");
}

/** Who stands behind a bond at the end of a way up through the pledges that back it; nobody if none of it goes there. */
export function backerAt(world: World, bond: BondId, path: bigint, steps: number): MemberId {
  check(steps >= 1 && steps <= SIX_HANDSHAKES, "TooManySteps");
  check(path >> BigInt(steps) === 0n, "PathTooLong");
  let lock: Lock | undefined = world.bonds.get(bond);
  let owner = world.bonds.get(bond)?.member ?? NOBODY;
  for (let left = steps - 1; lock && left >= 0; left--) {
    const slot = (path >> BigInt(left)) & 1n ? 1 : 0;
    const { amount, serial }: Part = lock.parts[slot];
    if (amount === 0n) return NOBODY;
    const pledge = pledgeOf(world, pledgeId(owner, slot, serial));
    [lock, owner] = [pledge, pledge.guarantor];
  }
  return lock ? owner : NOBODY;
}

export function sizeOf({ own, parts }: Lock): bigint {
  return own + backedOf(parts);
}

export function backedOf(parts: Both<Part>): bigint {
  return parts[0].amount + parts[1].amount;
}

/** What a pledge offers to the next lock of its principal (COV-3). */
export function roomOf(world: World, id: PledgeId): bigint {
  const guarantor = world.pledges.get(id)?.guarantor;
  return guarantor !== undefined && isActive(world, guarantor) ? unusedOf(world, id) : 0n;
}

/** The same for the vault alone, which does not ask who is Active: good standing does. */
export function unusedOf(world: World, id: PledgeId): bigint {
  const pledge = world.pledges.get(id);
  if (pledge?.state !== PledgeState.Live) return 0n;
  const { until, depth, guarantor, room } = pledge;
  const answers = accountOf(world, guarantor).owed === 0n;
  return clockOf(world) < until && depth < DEEPEST && answers ? room : 0n;
}

/** COV-3: own free deposit first, then the two pledges in equal halves, the odd unit from slot 0. */
function cover(
  world: World,
  owner: MemberId,
  amount: bigint,
  pledges: Both<PledgeId>,
): { world: World; lock: Lock } {
  const own = least(accountOf(world, owner).free, amount);
  const rest = amount - own;
  const [room0, room1] = [roomOf(world, pledges[0]), roomOf(world, pledges[1])];
  check(rest <= room0 + room1, "InsufficientCover");
  const part0 = greatest(least((rest + 1n) / 2n, room0), rest - room1);
  const amounts = [part0, rest - part0] as const;

  let next = withFree(world, owner, -own);
  let depth = 0n;
  const partIn = (slot: 0 | 1): Part => {
    const id = pledges[slot];
    if (amounts[slot] === 0n) return NO_PART;
    const pledge = pledgeOf(next, id);
    depth = greatest(depth, pledge.depth + 1n);
    next = withPledge(next, id, { room: pledge.room - amounts[slot] });
    return { serial: id & 0xffffffn, amount: amounts[slot] };
  };
  const parts = [partIn(0), partIn(1)] as const;
  return { world: next, lock: { own, depth, parts } };
}

export interface NewPledge {
  readonly guarantor: MemberId;
  readonly amount: bigint;
  readonly until: bigint;
}

/** COV-4: a pledge is backed the same way, and never runs longer than the pledges behind it. */
export function lockPledge(
  world: World,
  id: PledgeId,
  { guarantor, amount, until }: NewPledge,
  behind: Both<PledgeId>,
): World {
  check(amount <= MOST, "AmountTooLarge");
  const { world: next, lock } = cover(world, guarantor, amount, behind);
  checkBacking(next, guarantor, lock.parts, until);
  const pledge = { ...lock, guarantor, until, state: PledgeState.Live, owed: 0n, room: amount };
  return withLocks({ ...next, pledges: put(next.pledges, id, pledge) }, guarantor, 1n);
}

function checkBacking(world: World, owner: MemberId, parts: Both<Part>, until: bigint): void {
  for (const slot of SLOTS) {
    const { serial, amount } = parts[slot];
    if (amount === 0n) continue;
    check(until <= pledgeOf(world, pledgeId(owner, slot, serial)).until, "OutlastsBacking");
  }
}

/** SUR-4: from the guarantor's own free deposit only. */
export function addToPledge(world: World, id: PledgeId, amount: bigint): World {
  check(amount > 0n, "ZeroAmount");
  check(amount <= MOST, "AmountTooLarge");
  const { guarantor, own, room } = pledgeOf(world, id);
  check(amount <= accountOf(world, guarantor).free, "InsufficientDeposit");
  const taken = withFree(world, guarantor, -amount);
  return withPledge(taken, id, { own: own + amount, room: room + amount });
}

export function takeFromPledge(world: World, id: PledgeId, amount: bigint): World {
  check(amount > 0n, "ZeroAmount");
  check(amount <= MOST, "AmountTooLarge");
  check(amount <= pledgeOf(world, id).room, "ExceedsRoom");
  return freePledge(world, id, amount);
}

export function extendPledge(world: World, id: PledgeId, until: bigint): World {
  const pledge = pledgeOf(world, id);
  check(until > pledge.until, "RenewalTooShort");
  checkBacking(world, pledge.guarantor, pledge.parts, until);
  return withPledge(world, id, { until });
}

/** Frees an unused part of a pledge. */
export function freePledge(world: World, id: PledgeId, amount: bigint): World {
  const pledge = pledgeOf(world, id);
  const { world: next, own, parts } = giveBack(world, pledge.guarantor, pledge, amount);
  return withPledge(next, id, { own, parts, room: pledge.room - amount });
}

/** SUR-4: unused money is freed, what is in use stays liable. */
export function endPledge(world: World, id: PledgeId): World {
  const freed = freePledge(world, id, pledgeOf(world, id).room);
  return closeIfUnused(withPledge(freed, id, { state: PledgeState.Ended }), id);
}

/** A pledge that has ended closes with its last unit; it stays while a debt is kept with it. */
export function closeIfUnused(world: World, id: PledgeId): World {
  const pledge = pledgeOf(world, id);
  if (pledge.state !== PledgeState.Ended || sizeOf(pledge) > 0n) return world;
  const closed = withPledge(world, id, { state: PledgeState.Closed });
  return forgetIfSettled(withLocks(closed, pledge.guarantor, -1n), id);
}

function forgetIfSettled(world: World, id: PledgeId): World {
  const { state, owed } = pledgeOf(world, id);
  if (state !== PledgeState.Closed || owed > 0n) return world;
  return { ...world, pledges: without(world.pledges, id) };
}

/** Opens the record of one side of a stage: it counts as a lock. */
export function openBond(world: World, id: BondId, member: MemberId, escrow: bigint): World {
  check(escrow <= accountOf(world, member).free, "InsufficientDeposit");
  const recorded = escrow > 0n;
  const parts = [NO_PART, NO_PART] as const;
  const bond: Bond = { member, escrow, own: 0n, depth: 0n, parts, recorded };
  const next = { ...world, bonds: put(world.bonds, id, bond) };
  return withLocks(spend(next, member, escrow), member, 1n);
}

/** Locks a bond in a record that is open. */
export function lockBond(world: World, id: BondId, amount: bigint, pledges: Both<PledgeId>): World {
  const { member, recorded } = bondOf(world, id);
  const { world: next, lock } = cover(world, member, amount, pledges);
  return withBond(next, id, { ...lock, recorded: recorded || amount > 0n });
}

/** COV-6: takes money out of a bond; where it goes is the caller's business. */
export function drawBond(world: World, id: BondId, amount: bigint): World {
  const bond = bondOf(world, id);
  const { world: next, own, parts } = waterfall(world, bond.member, bond, amount);
  return withBond(next, id, { own, parts });
}

interface Emptied {
  readonly world: World;
  readonly own: bigint;
  readonly parts: Both<Part>;
}

function waterfall(world: World, owner: MemberId, lock: Lock, amount: bigint): Emptied {
  const fromOwn = least(lock.own, amount);
  const rest = amount - fromOwn;
  const given = shareOf(lock.parts, rest);
  let next = owe(lose(world, owner, fromOwn), owner, rest);
  for (const slot of SLOTS) {
    if (given[slot] === 0n) continue;
    const id = pledgeId(owner, slot, lock.parts[slot].serial);
    const pledge = pledgeOf(next, id);
    const drawn = waterfall(next, pledge.guarantor, pledge, given[slot]);
    const { own, parts } = drawn;
    next = withPledge(drawn.world, id, { own, parts, owed: pledge.owed + given[slot] });
  }
  return { world: next, own: lock.own - fromOwn, parts: reduced(lock.parts, given) };
}

/** In proportion to what each pledge still backs; slot 0 is rounded down. */
function shareOf(parts: Both<Part>, amount: bigint): Both<bigint> {
  if (amount === 0n) return [0n, 0n];
  const first = (amount * parts[0].amount) / backedOf(parts);
  return [first, amount - first];
}

function reduced(parts: Both<Part>, given: Both<bigint>): Both<Part> {
  return [
    { ...parts[0], amount: parts[0].amount - given[0] },
    { ...parts[1], amount: parts[1].amount - given[1] },
  ];
}

/** COV-8: from the first unit owed the time to repay runs, by the charter in force then. */
function owe(world: World, principal: MemberId, amount: bigint): World {
  if (amount === 0n) return world;
  const { owed, recourseOpened } = accountOf(world, principal);
  if (owed > 0n) return withAccount(world, principal, { owed: owed + amount });
  return withAccount(world, principal, {
    owed: amount,
    dueBy: clockOf(world) + rulesOf(world).recourseWindow,
    recourseOpened: least(recourseOpened + 1n, 255n),
  });
}

/** A guarantor is paid or forgives: a debt that ends after its time counts as overdue. */
export function reduceDebt(world: World, id: PledgeId, amount: bigint): World {
  const principal = principalOf(id);
  const { owed, dueBy } = accountOf(world, principal);
  const left = owed - amount;
  const isLate = left === 0n && clockOf(world) > dueBy;
  let next = withAccount(world, principal, { owed: left, dueBy: left === 0n ? 0n : dueBy });
  next = withPledge(next, id, { owed: pledgeOf(world, id).owed - amount });
  if (isLate && stateOf(world, principal) !== MemberState.Expelled) {
    next = count(next, principal, { overdue: 1n });
  }
  return forgetIfSettled(next, id);
}

/** COV-7: the guarantors' part first, in proportion, then the own part. */
function giveBack(world: World, owner: MemberId, lock: Lock, amount: bigint): Emptied {
  const toParts = least(amount, backedOf(lock.parts));
  const given = shareOf(lock.parts, toParts);
  let next = withFree(world, owner, amount - toParts);
  for (const slot of SLOTS) {
    if (given[slot] === 0n) continue;
    const id = pledgeId(owner, slot, lock.parts[slot].serial);
    next = withPledge(next, id, { room: pledgeOf(next, id).room + given[slot] });
  }
  const own = lock.own - (amount - toParts);
  return { world: next, own, parts: reduced(lock.parts, given) };
}

/** Gives back what is left of a bond; the record closes with its escrow. */
export function releaseBond(world: World, id: BondId): World {
  const bond = bondOf(world, id);
  const { world: next } = giveBack(world, bond.member, bond, sizeOf(bond));
  if (bond.escrow > 0n) {
    return withBond(next, id, { own: 0n, parts: [NO_PART, NO_PART], depth: 0n });
  }
  return withLocks({ ...next, bonds: without(next.bonds, id) }, bond.member, -1n);
}

/** Pays out of an escrow. */
export function payEscrow(world: World, id: BondId, to: MemberId, amount: bigint): World {
  const { escrow } = bondOf(world, id);
  return gain(withBond(world, id, { escrow: escrow - amount }), to, amount);
}

/** Money drawn from a bond waits in an escrow. */
export function addEscrow(world: World, id: BondId, amount: bigint): World {
  return withBond(world, id, { escrow: bondOf(world, id).escrow + amount });
}

/** The slot of its principal that a pledge fills. */
export function slotOfPledge(id: PledgeId): 0 | 1 {
  return slotOf(id) === 0 ? 0 : 1;
}
