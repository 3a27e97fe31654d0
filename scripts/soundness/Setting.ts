import { DEFAULT_PARAMETERS, type CharterParameters } from "../lib/defaultParameters";

/** What two people agree on, and what guarantors give; amounts in token units. */
export interface Terms {
  readonly price: bigint;
  /** The bond of each side, as a share of the price (basis points). */
  readonly bondBps: bigint;
  /** What each guarantor pledges for a principal. */
  readonly pledge: bigint;
  /** What each guarantor takes of a price (basis points). */
  readonly premiumBps: bigint;
}

/** How people who mean well behave: chances from 0 to 1. */
export interface Habits {
  /** That a judge votes in a round. */
  readonly attendance: number;
  /** That a judge who votes picks any fault at random instead of the true one. */
  readonly error: number;
  /** That somebody behind the bond of a silent party looks: answers a claim, and appeals a ruling that errs. */
  readonly alertness: number;
  /** That honest judges see that both sides of a deal are in league. */
  readonly insight: number;
}

/** What a strategy is played under. */
export interface Setting {
  readonly terms: Terms;
  readonly rules: CharterParameters;
  readonly habits: Habits;
}

/** The charter's defaults, with a bond of half the price that the two pledges cover exactly. */
export const DEFAULT_SETTING: Setting = {
  terms: { price: 1_000n, bondBps: 5_000n, pledge: 250n, premiumBps: 200n },
  rules: DEFAULT_PARAMETERS,
  habits: { attendance: 0.7, error: 0.05, alertness: 0.7, insight: 0.5 },
};

export function bondOf({ terms }: Setting): bigint {
  return (terms.price * terms.bondBps) / 10_000n;
}
