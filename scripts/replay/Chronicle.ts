import type { ReplayEvent } from "./ReplayEvent";

/** Why two Active members did not trade. */
export type SkipReason =
  | "samePerson"
  | "providerOwesRecourse"
  | "providerGuarantorMissing"
  | "receiverOwesRecourse"
  | "receiverGuarantorMissing"
  | "providerCoverShort";

/** What guarantors at one distance from a defaulter paid; at depth 0 the defaulters themselves. */
export interface DepthSum {
  payments: number;
  amount: bigint;
}

/** What happened in a replay, counted. */
export class Chronicle {
  /** Lines that made no trade: one of the two was not Active. */
  remembered = 0;
  /** Trades that were delivered and accepted. */
  accepted = 0;
  /** Trades whose delivery was disputed. */
  disputed = 0;
  /** Trades that were never delivered. */
  defaulted = 0;
  /** Sum of the prices of all trades (token units). */
  volume = 0n;
  readonly skipped = new Map<SkipReason, number>();

  /** Disputes by the round that decided them. */
  readonly rulings = new Map<number, number>();
  /** Rulings that laid at least half of the fault on the provider. */
  againstProvider = 0;
  /** Disputes that reached the circle, where no founder had anything to say. */
  silentCircles = 0;
  private readonly lastRound = new Map<bigint, number>();

  readonly depths: DepthSum[] = [];
  compensated = 0n;

  recourseOpened = 0;
  recourseOwed = 0n;
  recourseRepaid = 0n;
  expelled = 0;

  skip(reason: SkipReason): void {
    this.skipped.set(reason, (this.skipped.get(reason) ?? 0) + 1);
  }

  /** Counts an event. */
  count(event: ReplayEvent): void {
    switch (event.name) {
      case "BondDrawn":
        this.compensated += event.amount;
        this.pay(0, event.own);
        break;
      case "PledgeDrawn":
        this.recourseOwed += event.amount;
        this.pay(Number(event.level), event.own);
        break;
      case "RecourseOpened":
        this.recourseOpened += 1;
        break;
      case "RecourseRepaid":
        this.recourseRepaid += event.amount;
        break;
      case "Expelled":
        this.expelled += 1;
        break;
      case "RoundRuled":
        this.lastRound.set(event.dispute, Number(event.round));
        break;
      case "RulingFinal":
        this.conclude(event.dispute, event.ruling);
        break;
    }
  }

  private pay(depth: number, amount: bigint): void {
    while (this.depths.length <= depth) this.depths.push({ payments: 0, amount: 0n });
    const sum = this.depths[depth];
    if (sum === undefined || amount === 0n) return;
    sum.payments += 1;
    sum.amount += amount;
  }

  private conclude(dispute: bigint, ruling: bigint): void {
    const round = this.lastRound.get(dispute) ?? 0;
    this.lastRound.delete(dispute);
    this.rulings.set(round, (this.rulings.get(round) ?? 0) + 1);
    if (ruling >= 5_000n) this.againstProvider += 1;
  }
}
