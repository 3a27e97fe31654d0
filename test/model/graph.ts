import { clockOf, rulesOf, running } from "./charter";
import { guarantorsAt, presentFounders, ringOf } from "./history";
import {
  addToPledge,
  endPledge,
  extendPledge,
  lockPledge,
  takeFromPledge,
  accountOf,
} from "./locks";
import { callerOf, holderOf, isActive, stateOf, withMember } from "./membership";
import { pledgeId } from "../../scripts/lib/names";
import { check } from "./refusal";
import {
  greatest,
  least,
  MemberState,
  NOBODY,
  put,
  SLOTS,
  withSlot,
  type Address,
  type Both,
  type MemberId,
  type Nomination,
  type Pair,
  type PastPair,
  type PledgeId,
  type Seat,
  type Slot,
  type World,
} from "./world";

export { presentFounders } from "./history";

const EMPTY_SEAT: Seat = { guarantor: NOBODY, serial: 0n, premium: 0n };
const NO_NOMINATION: Nomination = { nominee: NOBODY, maxPremium: 0n };
const NO_PAIR: Pair = {
  seats: [EMPTY_SEAT, EMPTY_SEAT],
  nominations: [NO_NOMINATION, NO_NOMINATION],
  since: 0n,
  version: 0n,
  generation: 0n,
  principals: 0n,
  ceiling: 0n,
};

export function pairOf(world: World, id: MemberId): Pair {
  return world.pairs.get(id) ?? NO_PAIR;
}

function withPair(world: World, id: MemberId, change: Partial<Pair>): World {
  return { ...world, pairs: put(world.pairs, id, { ...pairOf(world, id), ...change }) };
}

export function isFounder(world: World, id: MemberId): boolean {
  return presentFounders(world).includes(id);
}

/** Who stands surety in a slot. */
export function suretyIn({ seats }: Pair, slot: Slot): MemberId {
  return seats[slot].serial === 0n ? NOBODY : seats[slot].guarantor;
}

/** The names of the pledges behind a member's next lock; 0 for an empty slot. */
export function pledgesOf(world: World, id: MemberId): Both<PledgeId> {
  const { seats } = pairOf(world, id);
  const nameIn = (slot: Slot): PledgeId =>
    seats[slot].serial === 0n ? 0n : pledgeId(id, slot, seats[slot].serial);
  return [nameIn(0), nameIn(1)];
}

export interface PresentGuarantors {
  readonly guarantors: Both<MemberId>;
  readonly version: bigint;
}

/** The two who answer for a member now; the version changes whenever they do. */
export function guarantorsNow(world: World, id: MemberId): PresentGuarantors {
  const ring = ringOf(presentFounders(world), id);
  if (ring) return { guarantors: ring, version: BigInt(world.circles.length) };
  const pair = pairOf(world, id);
  return { guarantors: [suretyIn(pair, 0), suretyIn(pair, 1)], version: pair.version };
}

/** MEM-4. */
export function inGoodStanding(world: World, id: MemberId): boolean {
  return isSecured(world, id) && accountOf(world, id).owed === 0n;
}

/** Active, with two guarantors who are Active; founders need none. */
function isSecured(world: World, id: MemberId): boolean {
  if (!isActive(world, id)) return false;
  if (isFounder(world, id)) return true;
  const pair = pairOf(world, id);
  return SLOTS.every((slot) => isActive(world, suretyIn(pair, slot)));
}

export function checkGoodStanding(world: World, id: MemberId): void {
  check(inGoodStanding(world, id), "NotInGoodStanding");
}

/** CHN-1: and the pair that judges is the pair that answers. */
export function checkGoodStandingSince(world: World, id: MemberId, snapshot: bigint): void {
  checkGoodStanding(world, id);
  check(!pairChangedSince(world, id, snapshot), "PairChanged");
}

function pairChangedSince(world: World, id: MemberId, snapshot: bigint): boolean {
  if (!isFounder(world, id)) return pairOf(world, id).since > snapshot;
  const [then, now] = [guarantorsAt(world, id, snapshot).guarantors, guarantorsNow(world, id)];
  return SLOTS.some((slot) => then[slot] !== now.guarantors[slot]);
}

function checkSlot(slot: number): asserts slot is Slot {
  check(slot === 0 || slot === 1, "NoSuchSlot");
}

export function openApplication(world: World, id: MemberId, asked: Both<Nomination>): World {
  check(asked[0].nominee !== asked[1].nominee, "SameGuarantor");
  check(
    asked.every(({ nominee }) => isActive(world, nominee)),
    "NotActive",
  );
  const seatOf = ({ nominee, maxPremium }: Nomination): Seat => ({
    guarantor: nominee,
    serial: 0n,
    premium: maxPremium,
  });
  return withPair(world, id, { seats: [seatOf(asked[0]), seatOf(asked[1])] });
}

/** MEM-2, SUR-2: asks for a slot, over a sitting guarantor too; nobody takes a nomination back. */
export function nominate(
  world: World,
  from: Address,
  slot: number,
  nominee: MemberId,
  maxPremium: bigint,
): World {
  running(world);
  checkSlot(slot);
  const id = callerOf(world, from);
  checkCanAsk(world, id);
  check(!isFounder(world, id), "FounderHasNoSlots");
  const { seats, nominations } = pairOf(world, id);
  if (nominee !== NOBODY) {
    check(nominee !== id && nominee !== seats[opposite(slot)].guarantor, "SameGuarantor");
    check(isActive(world, nominee), "NotActive");
  }
  const isApplicant = stateOf(world, id) === MemberState.Applicant;
  if (!isApplicant || seats[slot].serial > 0n) {
    const nomination = { nominee, maxPremium };
    return withPair(world, id, { nominations: withSlot(nominations, slot, nomination) });
  }
  const asked = { guarantor: nominee, serial: 0n, premium: maxPremium };
  return withPair(withoutNomination(world, id, slot), id, { seats: withSlot(seats, slot, asked) });
}

/** Guarantors are for applicants and active members. */
function checkCanAsk(world: World, id: MemberId): void {
  const state = stateOf(world, id);
  check(state === MemberState.Applicant || state === MemberState.Active, "WrongMemberState");
}

const opposite = (slot: Slot): Slot => (slot === 0 ? 1 : 0);

/** An applicant's nomination stands in the slot itself, until somebody stands surety there. */
function isAskedInSlot(world: World, id: MemberId, slot: Slot): boolean {
  const { guarantor, serial } = pairOf(world, id).seats[slot];
  return serial === 0n && guarantor !== NOBODY;
}

export function nominationIn(world: World, id: MemberId, slot: Slot): Nomination {
  const { seats, nominations } = pairOf(world, id);
  if (!isAskedInSlot(world, id, slot)) return nominations[slot];
  return { nominee: seats[slot].guarantor, maxPremium: seats[slot].premium };
}

function withoutNomination(world: World, id: MemberId, slot: Slot): World {
  const { seats, nominations } = pairOf(world, id);
  return isAskedInSlot(world, id, slot)
    ? withPair(world, id, { seats: withSlot(seats, slot, EMPTY_SEAT) })
    : withPair(world, id, { nominations: withSlot(nominations, slot, NO_NOMINATION) });
}

export function decline(world: World, from: Address, id: MemberId, slot: number): World {
  running(world);
  checkSlot(slot);
  const caller = callerOf(world, from);
  check(nominationIn(world, id, slot).nominee === caller, "NotNominated");
  return withoutNomination(world, id, slot);
}

/** SUR-2. */
export function vouch(
  world: World,
  from: Address,
  wallet: Address,
  slot: number,
  amount: bigint,
  until: bigint,
  premium: bigint,
): World {
  checkSlot(slot);
  const now = running(world);
  const { minPledge, maxPremiumBps } = rulesOf(world);
  check(premium <= maxPremiumBps, "PremiumTooHigh");
  check(amount >= minPledge, "PledgeTooSmall");
  check(until > now, "PledgeEnded");
  const guarantor = callerOf(world, from);
  const id = callerOf(world, wallet);
  checkCanAsk(world, id);
  check(isSecured(world, guarantor), "NotInGoodStanding");
  const { nominee, maxPremium } = nominationIn(world, id, slot);
  check(nominee === guarantor, "NotNominated");
  check(premium <= maxPremium, "PremiumTooHigh");
  check(suretyIn(pairOf(world, id), opposite(slot)) !== guarantor, "SameGuarantor");
  const next = seat(world, { id, slot, guarantor, amount, until, premium });
  checkGoodStanding(world, guarantor);
  return next;
}

interface Surety {
  readonly id: MemberId;
  readonly slot: Slot;
  readonly guarantor: MemberId;
  readonly amount: bigint;
  readonly until: bigint;
  readonly premium: bigint;
}

function seat(world: World, surety: Surety): World {
  const { id, slot, guarantor, premium } = surety;
  const pair = pairOf(world, id);
  const above = pairOf(world, guarantor).generation + 1n;
  const generation = greatest(pair.generation, above);
  check(pair.principals === 0n || generation < pair.ceiling, "GenerationTooHigh");

  let next = withoutSurety(withoutNomination(world, id, slot), id, slot);
  const serial = pair.version + 1n;
  next = lockPledge(next, pledgeId(id, slot, serial), surety, pledgesOf(next, guarantor));
  const seats = withSlot(pairOf(next, id).seats, slot, { guarantor, serial, premium });
  next = withPair(next, id, { seats, generation });
  next = pairChanged(withPrincipal(next, guarantor, generation), id);

  const isFull = SLOTS.every((each) => suretyIn(pairOf(next, id), each) !== NOBODY);
  if (stateOf(next, id) === MemberState.Applicant && isFull) {
    next = withMember(next, id, { state: MemberState.Active });
  }
  return next;
}

/** SUR-3: how low the generation of a guarantor's principals is. */
function withPrincipal(world: World, guarantor: MemberId, generation: bigint): World {
  const { principals, ceiling } = pairOf(world, guarantor);
  return withPair(world, guarantor, {
    principals: principals + 1n,
    ceiling: principals === 0n ? generation : least(ceiling, generation),
  });
}

/** Empties a slot and ends the pledge in it. */
function withoutSurety(world: World, id: MemberId, slot: Slot): World {
  const { seats } = pairOf(world, id);
  const { guarantor, serial } = seats[slot];
  if (serial === 0n) return world;
  const { principals } = pairOf(world, guarantor);
  const emptied = withPair(world, id, { seats: withSlot(seats, slot, EMPTY_SEAT) });
  const left = withPair(emptied, guarantor, { principals: principals - 1n });
  return endPledge(left, pledgeId(id, slot, serial));
}

/** SUR-5: a pair's new version, and the history it leaves. */
function pairChanged(world: World, id: MemberId): World {
  const pair = pairOf(world, id);
  const since = clockOf(world);
  const entry: PastPair = {
    since,
    guarantors: [suretyIn(pair, 0), suretyIn(pair, 1)],
    premiums: [premiumIn(pair, 0), premiumIn(pair, 1)],
  };
  const history = put(world.history, id, [...(world.history.get(id) ?? []), entry]);
  return withPair({ ...world, history }, id, { since, version: pair.version + 1n });
}

function premiumIn({ seats }: Pair, slot: Slot): bigint {
  return seats[slot].serial === 0n ? 0n : seats[slot].premium;
}

/** The caller's pledge in a slot. */
function ownPledge(world: World, from: Address, id: MemberId, slot: number): PledgeId {
  checkSlot(slot);
  const caller = callerOf(world, from);
  const pair = pairOf(world, id);
  check(suretyIn(pair, slot) === caller, "NotGuarantor");
  return pledgeId(id, slot, pair.seats[slot].serial);
}

export function increasePledge(
  world: World,
  from: Address,
  id: MemberId,
  slot: number,
  amount: bigint,
): World {
  running(world);
  const pledge = ownPledge(world, from, id, slot);
  check(amount > 0n, "ZeroAmount");
  checkGoodStanding(world, holderOf(world, from));
  return addToPledge(world, pledge, amount);
}

export function decreasePledge(
  world: World,
  from: Address,
  id: MemberId,
  slot: number,
  amount: bigint,
): World {
  running(world);
  return takeFromPledge(world, ownPledge(world, from, id, slot), amount);
}

export function renewPledge(
  world: World,
  from: Address,
  id: MemberId,
  slot: number,
  until: bigint,
): World {
  const now = running(world);
  const pledge = ownPledge(world, from, id, slot);
  check(until > now, "PledgeEnded");
  checkGoodStanding(world, holderOf(world, from));
  return extendPledge(world, pledge, until);
}

/** SUR-4: at once, without a reason, also under a pause. */
export function withdrawSurety(world: World, from: Address, id: MemberId, slot: number): World {
  ownPledge(world, from, id, slot);
  return pairChanged(withoutSurety(world, id, slot as Slot), id);
}

/** Ends both sureties and all nominations of a member who leaves, and closes the circle up. */
export function closeMember(world: World, id: MemberId): World {
  const pair = pairOf(world, id);
  const hadSurety = SLOTS.some((slot) => suretyIn(pair, slot) !== NOBODY);
  let next = withoutSurety(withoutSurety(world, id, 0), id, 1);
  next = withPair(next, id, {
    seats: [EMPTY_SEAT, EMPTY_SEAT],
    nominations: [NO_NOMINATION, NO_NOMINATION],
  });
  if (hadSurety) next = pairChanged(next, id);
  const circle = presentFounders(world);
  if (!circle.includes(id)) return next;
  return withCircle(
    next,
    circle.filter((founder) => founder !== id),
  );
}

export function joinCircle(world: World, id: MemberId): World {
  const joined = { ...world, founders: [...world.founders, id] };
  return withCircle(joined, [...presentFounders(world), id]);
}

function withCircle(world: World, present: readonly MemberId[]): World {
  return { ...world, circles: [...world.circles, { since: clockOf(world), present }] };
}
