import type { GasRow } from "./GasTable";

/** What came of a replay. Amounts are whole tokens and fractions of them, as decimal strings. */
export interface ReplayReport {
  network: {
    file: string;
    /** Lines that were lived. */
    lines: number;
    people: number;
    /** Times of the first line and of the last thing done (ISO 8601). */
    from: string;
    to: string;
  };
  members: {
    /** Everybody who ever joined, the founders among them. */
    total: number;
    founders: number;
    active: number;
    expelled: number;
    /** Everybody who ever joined, by generation. */
    byGeneration: number[];
  };
  trades: {
    made: number;
    /** Sum of their prices. */
    volume: string;
    /** Delivered and accepted. */
    accepted: number;
    /** Delivered, and a defect claimed. */
    disputed: number;
    /** Never delivered, and conceded. */
    defaulted: number;
    /** Trades that could not be made, by reason. */
    skipped: Record<string, number>;
    /** Ratings of or by somebody who was not Active at the time. */
    remembered: number;
  };
  disputes: {
    decided: number;
    /** Rulings that laid at least half of the fault on the provider. */
    againstProvider: number;
    /** By the round that decided, from 0; the last one is the founding circle. */
    byRound: number[];
    /** Of those that reached the circle: where no founder knew either party. */
    silentCircles: number;
  };
  waterfall: {
    /** What harmed receivers were paid out of bonds. */
    compensated: string;
    /**
     * By distance from the defaulter: at depth 0 their own part of the bond, at depth 1 the guarantors'
     * own parts of their pledges, and so on.
     */
    byDepth: { depth: number; payments: number; amount: string }[];
  };
  recourse: {
    /** Times a member came to owe guarantors. */
    opened: number;
    owed: string;
    repaid: string;
    outstanding: string;
  };
  gas: GasRow[];
  performance: {
    transactions: number;
    seconds: number;
    transactionsPerSecond: number;
    peakMemoryMegabytes: number;
  };
  conservation: {
    deposits: string;
    escrows: string;
    fees: string;
    /** What the vault holds of the token. */
    balance: string;
    /** Whether the books meet the balance and each other. */
    holds: boolean;
    /** Every breach that was found. */
    findings: string[];
  };
}
