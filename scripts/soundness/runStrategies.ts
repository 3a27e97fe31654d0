import type { DrawnCommunity } from "./drawCommunity";
import { Laboratory } from "./Laboratory";
import { DEFAULT_SETTING } from "./Setting";
import type { SoundnessReport, StrategyResult, SweepResult } from "./SoundnessReport";
import { STRATEGIES } from "./strategies/all";
import type { Summary } from "./Summary";
import { isDefault, SWEEPS, type Sweep } from "./sweeps";

export interface RunOptions {
  /** SHA-256 of the ratings that the community was drawn from. */
  readonly ratings: string;
  readonly seed: number;
  /** How often each strategy is played under each setting. */
  readonly trials: number;
  /** Whether to turn numbers away from their defaults. */
  readonly sweeps: boolean;
  /** Told after each measurement: how many of how many are done. */
  readonly onProgress?: (done: number, all: number) => void;
}

/** Plays all strategies in a community, under the defaults and under the sweeps around them. */
export function runStrategies(community: DrawnCommunity, options: RunOptions): SoundnessReport {
  const { ratings, seed, trials } = options;
  const laboratory = new Laboratory(community, seed, trials);
  const swept = options.sweeps ? SWEEPS : [];
  const all =
    STRATEGIES.flatMap(({ variants }) => variants).length +
    swept.flatMap(({ points }) => points).length * STRATEGIES.length;
  let done = 0;
  const measured = (measure: () => Summary): Summary => {
    const summary = measure();
    options.onProgress?.(++done, all);
    return summary;
  };

  const strategies = STRATEGIES.map(({ name, title, variants }): StrategyResult => ({
    name,
    title,
    variants: variants.map((variant) => ({
      name: variant.name,
      summary: measured(() => laboratory.measure(variant, DEFAULT_SETTING)),
    })),
  }));
  const sweepOf = ({ name, unit, points }: Sweep): SweepResult => ({
    name,
    unit,
    points: points.map((point) => ({
      label: point.label,
      value: point.value,
      isDefault: isDefault(point),
      summaries: Object.fromEntries(
        STRATEGIES.map((strategy) => [
          strategy.name,
          measured(() => laboratory.measure(strategy.variants[0], point.setting)),
        ]),
      ),
    })),
  });
  const { founders, newcomers, generations, deals } = community;
  return {
    ratings,
    seed,
    trials,
    community: {
      members: founders.length + newcomers.length,
      founders: founders.length,
      generations,
      deals: deals.length,
    },
    setting: DEFAULT_SETTING,
    strategies,
    sweeps: swept.map(sweepOf),
    plays: laboratory.plays,
  };
}
