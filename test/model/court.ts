import { clockOf, rulesOf, running } from "./charter";
import { circleAt, seatAt } from "./history";
import { payFee, takeFee } from "./ledger";
import { callerOf, holderOf, isActive } from "./membership";
import { check } from "./refusal";
import { opinionOf, verdictOf } from "./verdict";
import {
  DisputeState,
  known,
  NOBODY,
  put,
  Side,
  type Address,
  type Both,
  type Dispute,
  type DisputeId,
  type MemberId,
  type Payer,
  type Vote,
  type World,
} from "./world";

const MOST_FOUNDERS = 64;

export function disputeOf(world: World, id: DisputeId): Dispute {
  const dispute = world.disputes.get(id);
  check(dispute !== undefined, "WrongDisputeState");
  return dispute;
}

function withDispute(world: World, id: DisputeId, dispute: Dispute): World {
  return { ...world, disputes: put(world.disputes, id, dispute) };
}

/** The number of the circle's round: the charter's rounds up the tree come before it. */
export function circleOf(world: World, { version }: Dispute): number {
  return Number(rulesOf(world, version).rounds);
}

export function votesOf({ votes }: Dispute, round: number): ReadonlyMap<number, Vote> {
  return votes.get(round) ?? new Map<number, Vote>();
}

/** Half the numbers of a round below the circle: 2 to the power of its steps (CRT-1). */
function sideSeats(round: number): number {
  return 2 ** (round + 1);
}

/** The votes of both sides of a round. */
export function sidesOf(dispute: Dispute, round: number): Both<readonly bigint[]> {
  const half = sideSeats(round);
  const faults = (isReceivers: boolean): bigint[] =>
    [...votesOf(dispute, round)]
      .filter(([seat]) => seat >= half === isReceivers)
      .map(([, { fault }]) => fault);
  return [faults(false), faults(true)];
}

/** CRT-6: what time has decided by now; a court that was not told to opens by itself. */
export function advanced(world: World, dispute: Dispute): Dispute {
  const now = clockOf(world);
  let booked = dispute;
  while (isRunning(booked) && now >= booked.deadline) booked = stepped(world, booked);
  return booked;
}

function isRunning({ state, deadline }: Dispute): boolean {
  const { Filed, Voting, Ruled, Appealed } = DisputeState;
  const running: number[] = deadline === 0n ? [] : [Filed, Voting, Ruled, Appealed];
  return running.includes(state);
}

function stepped(world: World, dispute: Dispute): Dispute {
  const { state, round } = dispute;
  if (state === DisputeState.Filed) return opened(world, dispute, dispute.deadline);
  if (state === DisputeState.Ruled) return { ...dispute, state: DisputeState.Final };
  if (state === DisputeState.Appealed) return risen(world, dispute);
  const rules = rulesOf(world, dispute.version);
  if (round === circleOf(world, dispute)) {
    const votes = [...votesOf(dispute, round).values()].map(({ fault }) => fault);
    const ruling = votes.length === 0 ? dispute.fallback : opinionOf(votes);
    return { ...dispute, ruling, state: DisputeState.Final };
  }
  const { mean, agreed } = verdictOf(sidesOf(dispute, round), sideSeats(round), rules.quorumBps);
  const heard = mean === undefined ? dispute : { ...dispute, fallback: mean };
  if (!agreed || mean === undefined) return risen(world, heard);
  const deadline = dispute.deadline + rules.appealWindow;
  return { ...heard, ruling: mean, state: DisputeState.Ruled, deadline };
}

function opened(world: World, dispute: Dispute, openedAt: bigint): Dispute {
  const { voteWindow } = rulesOf(world, dispute.version);
  const deadline = openedAt + voteWindow;
  return { ...dispute, openedAt, state: DisputeState.Voting, deadline };
}

function risen(world: World, dispute: Dispute): Dispute {
  const { round, deadline } = dispute;
  const { voteWindow } = rulesOf(world, dispute.version);
  return {
    ...dispute,
    round: round + 1,
    state: DisputeState.Voting,
    deadline: deadline + voteWindow,
  };
}

export function isOver({ state }: Dispute): boolean {
  return state === DisputeState.Final || state === DisputeState.Closed;
}

/** Seats of a round that are to be paid for: void ones too; in the circle nobody's own. */
export function seatCount(world: World, dispute: Dispute, round: number): number {
  if (round < circleOf(world, dispute)) return 2 * sideSeats(round);
  const circle = circleAt(world, dispute.snapshot);
  return circle.filter((founder) => !dispute.parties.includes(founder)).length;
}

/** Seats of a round are numbered below this. */
export function seatNumbers(world: World, dispute: Dispute, round: number): number {
  return round === circleOf(world, dispute) ? MOST_FOUNDERS : 2 * sideSeats(round);
}

/** Who holds a seat; nobody if it is void. */
export function holderOfSeat(
  world: World,
  dispute: Dispute,
  round: number,
  seat: number,
): MemberId {
  const { parties, snapshot } = dispute;
  if (round === circleOf(world, dispute)) {
    const founder = world.founders[seat] ?? NOBODY;
    const sits = circleAt(world, snapshot).includes(founder) && !parties.includes(founder);
    return sits ? founder : NOBODY;
  }
  const steps = round + 1;
  const isReceivers = seat >> steps === 1;
  const [party, opponent] = isReceivers ? [parties[1], parties[0]] : parties;
  return seatAt(world, party, opponent, seat & (2 ** steps - 1), steps, snapshot);
}

export interface Filing {
  readonly parties: Both<MemberId>;
  readonly snapshot: bigint;
  readonly version: bigint;
  readonly claimant: Side;
  /** The wallet that pays; the claimant's deposit if there is none. */
  readonly wallet: Address | undefined;
  /** When the court opens by itself; 0 if silence concedes. */
  readonly opensAt: bigint;
}

/** CRT-5: the claimant pays for the first panel when the claim is made. */
export function file(world: World, id: DisputeId, filing: Filing): World {
  const { parties, snapshot, version, claimant, wallet, opensAt } = filing;
  const fee = 4n * rulesOf(world, version).seatFee;
  const dispute: Dispute = {
    parties,
    snapshot,
    version,
    openedAt: 0n,
    deadline: opensAt,
    state: DisputeState.Filed,
    round: 0,
    payers: new Map(fee === 0n ? [] : [[0, { member: parties[claimant], side: claimant }]]),
    ruling: 0n,
    fallback: 5_000n,
    returned: false,
    votes: new Map(),
  };
  return takeFee(withDispute(world, id, dispute), id, parties[claimant], wallet, fee);
}

export function open(world: World, id: DisputeId, openedAt: bigint): World {
  return withDispute(world, id, opened(world, disputeOf(world, id), openedAt));
}

/** Lets the court open by itself, where silence concedes no more. */
export function scheduleOpening(world: World, id: DisputeId, opensAt: bigint): World {
  return withDispute(world, id, { ...disputeOf(world, id), deadline: opensAt });
}

/** Ends a dispute without a ruling; what no seat has earned goes back at once, if the vault is not at work. */
export function close(world: World, id: DisputeId): World {
  const dispute = advanced(world, disputeOf(world, id));
  check(!isOver(dispute), "WrongDisputeState");
  const closed = withDispute(world, id, { ...dispute, state: DisputeState.Closed });
  const isDue = unearned(closed, id) > 0n && !world.token.isMoving;
  return isDue ? giveBackFees(closed, id) : closed;
}

/** What a side paid and voting seats have earned (CRT-5). */
export function earned(world: World, dispute: Dispute, side: Side): bigint {
  const { seatFee } = rulesOf(world, dispute.version);
  const rounds = [...dispute.payers].filter(([, payer]) => payer.side === side);
  const votes = rounds.reduce((total, [round]) => total + votesOf(dispute, round).size, 0);
  return seatFee * BigInt(votes);
}

/** What no seat has earned of a round that was paid for. */
function leftOf(world: World, dispute: Dispute, round: number): bigint {
  const { seatFee } = rulesOf(world, dispute.version);
  return seatFee * BigInt(seatCount(world, dispute, round) - votesOf(dispute, round).size);
}

/** What goes back to those who paid. */
export function unearned(world: World, id: DisputeId): bigint {
  const dispute = disputeOf(world, id);
  const rounds = [...dispute.payers.keys()];
  return rounds.reduce((total, round) => total + leftOf(world, dispute, round), 0n);
}

function giveBackFees(world: World, id: DisputeId): World {
  const dispute = disputeOf(world, id);
  const marked = withDispute(world, id, { ...dispute, returned: true });
  return [...dispute.payers].reduce(
    (paid, [round, { member }]) => payFee(paid, id, member, leftOf(world, dispute, round)),
    marked,
  );
}

/** CRT-2 and CRT-3: a voter names the seats they hold. */
export function vote(
  world: World,
  from: Address,
  id: DisputeId,
  round: number,
  seats: bigint,
  fault: bigint,
): World {
  running(world);
  const dispute = advanced(world, disputeOf(world, id));
  check(dispute.state === DisputeState.Voting, "WrongDisputeState");
  check(dispute.round === round, "WrongRound");
  check(fault <= 10_000n && fault % 1_000n === 0n, "InvalidVote");
  const judge = holderOf(world, from);
  check(isActive(world, judge), "JudgeNotActive");
  let votes = votesOf(dispute, round);
  for (const seat of namedSeats(world, dispute, round, seats)) {
    check(holderOfSeat(world, dispute, round, seat) === judge, "NotYourSeat");
    check(!votes.has(seat), "AlreadyVoted");
    votes = put(votes, seat, { fault, judge, paid: false });
  }
  return withDispute(world, id, { ...dispute, votes: put(dispute.votes, round, votes) });
}

/** The seats of a bitmap, the last first. */
function namedSeats(world: World, dispute: Dispute, round: number, seats: bigint): number[] {
  check(seats !== 0n, "NoSeats");
  const named = Array.from({ length: 256 }, (_, seat) => 255 - seat).filter(
    (seat) => (seats >> BigInt(seat)) & 1n,
  );
  check((named[0] ?? 0) < seatNumbers(world, dispute, round), "NoSuchSeat");
  return named;
}

export function appeal(world: World, from: Address, id: DisputeId, fromWallet: boolean): World {
  const dispute = ruled(world, id);
  const member = callerOf(world, from);
  check(dispute.parties.includes(member), "NotAParty");
  const side = member === dispute.parties[0] ? Side.Provider : Side.Receiver;
  return lodge(world, id, { member, side }, fromWallet ? from : undefined);
}

function ruled(world: World, id: DisputeId): Dispute {
  running(world);
  const dispute = advanced(world, disputeOf(world, id));
  check(dispute.state === DisputeState.Ruled, "NotAppealable");
  return dispute;
}

/** An appeal of whoever pays for it, of a side or for one. */
export function lodge(
  world: World,
  id: DisputeId,
  payer: Payer,
  wallet: Address | undefined,
): World {
  const dispute = ruled(world, id);
  const next = dispute.round + 1;
  const { seatFee } = rulesOf(world, dispute.version);
  const fee = seatFee * BigInt(seatCount(world, dispute, next));
  const payers = fee === 0n ? dispute.payers : put(dispute.payers, next, payer);
  const appealed = withDispute(world, id, { ...dispute, state: DisputeState.Appealed, payers });
  return takeFee(appealed, id, payer.member, wallet, fee);
}

export function advance(world: World, _from: Address, id: DisputeId): World {
  running(world);
  return withDispute(world, id, advanced(world, disputeOf(world, id)));
}

export function claimSeatFees(
  world: World,
  from: Address,
  id: DisputeId,
  round: number,
  seats: bigint,
): World {
  const dispute = advanced(world, disputeOf(world, id));
  check(isOver(dispute), "WrongDisputeState");
  check(dispute.payers.has(round), "RoundNotPaid");
  const judge = callerOf(world, from);
  let votes = votesOf(dispute, round);
  let count = 0n;
  for (const seat of namedSeats(world, dispute, round, seats)) {
    check(holderOfSeat(world, dispute, round, seat) === judge, "NotYourSeat");
    const cast = votes.get(seat);
    check(cast?.paid === false, "NothingToClaim");
    votes = put(votes, seat, { ...known(cast, "vote"), paid: true });
    count++;
  }
  const paid = withDispute(world, id, { ...dispute, votes: put(dispute.votes, round, votes) });
  return payFee(paid, id, judge, count * rulesOf(world, dispute.version).seatFee);
}

export function returnFees(world: World, _from: Address, id: DisputeId): World {
  const booked = withDispute(world, id, advanced(world, disputeOf(world, id)));
  const dispute = disputeOf(booked, id);
  check(isOver(dispute), "WrongDisputeState");
  check(!dispute.returned && unearned(booked, id) > 0n, "NothingToReturn");
  return giveBackFees(booked, id);
}
