import { DEFAULT_SETTING, type Habits, type Setting, type Terms } from "./Setting";
import type { CharterParameters } from "../lib/defaultParameters";

/** One number turned through several values, everything else left as it is by default. */
export interface Sweep {
  readonly name: string;
  /** What its values are, for the axis of a plot. */
  readonly unit: string;
  readonly points: readonly SweepPoint[];
}

export interface SweepPoint {
  readonly label: string;
  /** Where it stands on the axis. */
  readonly value: number;
  readonly setting: Setting;
}

const withTerms = (change: Partial<Terms>): Setting => ({
  ...DEFAULT_SETTING,
  terms: { ...DEFAULT_SETTING.terms, ...change },
});
const withRules = (change: Partial<CharterParameters>): Setting => ({
  ...DEFAULT_SETTING,
  rules: { ...DEFAULT_SETTING.rules, ...change },
});
const withHabits = (change: Partial<Habits>): Setting => ({
  ...DEFAULT_SETTING,
  habits: { ...DEFAULT_SETTING.habits, ...change },
});

function points(
  values: readonly number[],
  setting: (value: number) => Setting,
  label: (value: number) => string = String,
): SweepPoint[] {
  return values.map((value) => ({ label: label(value), value, setting: setting(value) }));
}

const percent = (value: number): string => `${value} %`;

/** What the parties agree on, what the charter rules, and how people are. */
export const SWEEPS: readonly Sweep[] = [
  {
    name: "bond",
    unit: "bond, per cent of the price",
    points: points(
      [0, 10, 25, 50, 75, 100],
      (value) => withTerms({ bondBps: BigInt(100 * value) }),
      percent,
    ),
  },
  {
    name: "pledge",
    unit: "pledge of each guarantor, token units",
    points: points([0, 50, 125, 250, 500, 1_000], (value) => withTerms({ pledge: BigInt(value) })),
  },
  {
    name: "rounds",
    unit: "rounds before the circle",
    points: points([1, 2, 3, 4, 5, 6], (value) => withRules({ rounds: BigInt(value) })),
  },
  {
    name: "quorumBps",
    unit: "quorum, basis points",
    points: points([1, 1_500, 2_500, 3_300, 5_000], (value) =>
      withRules({ quorumBps: BigInt(value) }),
    ),
  },
  {
    name: "seatFee",
    unit: "fee for a seat, token units",
    points: points([0, 1, 2, 5, 10, 25, 50], (value) => withRules({ seatFee: BigInt(value) })),
  },
  {
    name: "attendance",
    unit: "chance that a judge votes, per cent",
    points: points(
      [10, 30, 50, 70, 90],
      (value) => withHabits({ attendance: value / 100 }),
      percent,
    ),
  },
  {
    name: "alertness",
    unit: "chance that an honest member above looks, per cent",
    points: points(
      [0, 30, 50, 70, 90, 100],
      (value) => withHabits({ alertness: value / 100 }),
      percent,
    ),
  },
  {
    name: "insight",
    unit: "chance that a sham is seen through, per cent",
    points: points([0, 25, 50, 75, 100], (value) => withHabits({ insight: value / 100 }), percent),
  },
];

/** Whether a point is the default that the others are compared with. */
export function isDefault({ setting }: SweepPoint): boolean {
  return JSON.stringify(setting, bigints) === JSON.stringify(DEFAULT_SETTING, bigints);
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? value.toString() : value;
}
