import type { Setting } from "./Setting";
import type { Summary } from "./Summary";

/** Everything that was measured; `--json` prints it with bigints as decimal strings. */
export interface SoundnessReport {
  /** SHA-256 of the ratings. */
  readonly ratings: string;
  readonly seed: number;
  readonly trials: number;
  readonly community: {
    readonly members: number;
    readonly founders: number;
    readonly generations: number;
    /** Ratings of one member by another, from which honest deals are drawn. */
    readonly deals: number;
  };
  /** The setting of everything that is not swept. */
  readonly setting: Setting;
  readonly strategies: readonly StrategyResult[];
  /** Of the first variant of each strategy. */
  readonly sweeps: readonly SweepResult[];
  /** How many times strategies were played; the books met after each. */
  readonly plays: number;
}

export interface StrategyResult {
  readonly name: string;
  readonly title: string;
  readonly variants: readonly { readonly name: string; readonly summary: Summary }[];
}

export interface SweepResult {
  readonly name: string;
  readonly unit: string;
  readonly points: readonly {
    readonly label: string;
    readonly value: number;
    readonly isDefault: boolean;
    /** By the names of the strategies. */
    readonly summaries: Readonly<Record<string, Summary>>;
  }[];
}
