import { medianOf, verdictOf } from "../libraries/bruteForce";
import { APPEAL_WINDOW, SEAT_FEE, Side, State, VOTE_WINDOW } from "../courtFixture";

/** What the model says of a dispute at one time. */
export interface Outcome {
  state: bigint;
  round: bigint;
  ruling: bigint;
  fallbackRuling: bigint;
}

/** Who paid for a round, and how many seats it has. */
interface PaidRound {
  side: Side;
  seats: number;
}

/**
 * The court told anew from DESIGN.md: nothing is booked here, every answer is worked out from the
 * opening, the votes and the appeals.
 */
export class CourtModel {
  readonly votes = new Map<number, Map<number, number>>();
  readonly paid = new Map<number, PaidRound>();
  readonly claimed = new Set<string>();
  returned = false;
  private readonly appeals = new Set<number>();
  private closed: Outcome | undefined;

  constructor(
    private readonly openedAt: bigint,
    private readonly rounds: number,
    private readonly quorumBps: number,
    private readonly circleSeats: number,
    claimant: Side,
  ) {
    this.paid.set(0, { side: claimant, seats: 4 });
  }

  at(now: bigint): Outcome {
    if (this.closed) return this.closed;
    let from = this.openedAt;
    let ruling = 0;
    let fallback = 5_000;
    const tell = (state: bigint, round: number): Outcome => ({
      state,
      round: BigInt(round),
      ruling: BigInt(ruling),
      fallbackRuling: BigInt(fallback),
    });

    for (let round = 0; round < this.rounds; round++) {
      const votesUntil = from + VOTE_WINDOW;
      if (now < votesUntil) return tell(State.Voting, round);
      const sideSeats = 2 ** (round + 1);
      const { quorate, agreed, mean } = verdictOf(
        this.votesOf(round, (seat) => seat < sideSeats),
        this.votesOf(round, (seat) => seat >= sideSeats),
        sideSeats,
        this.quorumBps,
      );
      if (quorate) fallback = mean;
      from = votesUntil;
      if (!agreed) continue;

      ruling = mean;
      from = votesUntil + APPEAL_WINDOW;
      const isAppealed = this.appeals.has(round);
      if (now < from) return tell(isAppealed ? State.Appealed : State.Ruled, round);
      if (!isAppealed) return tell(State.Final, round);
    }

    if (now < from + VOTE_WINDOW) return tell(State.Voting, this.rounds);
    const all = this.votesOf(this.rounds, () => true);
    ruling = all.length === 0 ? fallback : medianOf(all);
    return tell(State.Final, this.rounds);
  }

  vote(round: number, seat: number, fault: number): void {
    const ofRound = this.votes.get(round) ?? new Map<number, number>();
    this.votes.set(round, ofRound.set(seat, fault));
  }

  hasVoted(round: number, seat: number): boolean {
    return this.votes.get(round)?.has(seat) ?? false;
  }

  seatsOf(round: number): number {
    return round === this.rounds ? this.circleSeats : 2 ** (round + 2);
  }

  appeal(round: number, side: Side): void {
    this.appeals.add(round);
    this.paid.set(round + 1, { side, seats: this.seatsOf(round + 1) });
  }

  close(now: bigint): void {
    this.closed = { ...this.at(now), state: State.Closed };
  }

  isOver(now: bigint): boolean {
    const { state } = this.at(now);
    return state === State.Final || state === State.Closed;
  }

  /** What a side has paid so far. */
  paidBy(side: Side): bigint {
    return this.sum(side, (_, { seats }) => seats);
  }

  /** What seats have earned of it so far. */
  earnedFrom(side: Side): bigint {
    return this.sum(side, (round) => this.votes.get(round)?.size ?? 0);
  }

  /** What a side has paid and not got back. */
  spentBy(side: Side): bigint {
    return this.returned ? this.earnedFrom(side) : this.paidBy(side);
  }

  /** What the dispute's pool holds. */
  pool(): bigint {
    const left = this.spentBy(Side.Provider) + this.spentBy(Side.Receiver);
    return left - SEAT_FEE * BigInt(this.claimed.size);
  }

  private votesOf(round: number, isCounted: (seat: number) => boolean): number[] {
    const votes = this.votes.get(round) ?? new Map<number, number>();
    return [...votes].filter(([seat]) => isCounted(seat)).map(([, fault]) => fault);
  }

  private sum(side: Side, seats: (round: number, paid: PaidRound) => number): bigint {
    return [...this.paid]
      .filter(([, paid]) => paid.side === side)
      .reduce((sum, [round, paid]) => sum + SEAT_FEE * BigInt(seats(round, paid)), 0n);
  }
}
