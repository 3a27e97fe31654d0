import { readRatings } from "../../scripts/replay/readRatings";
import { drawCommunity, type DrawnCommunity } from "../../scripts/soundness/drawCommunity";
import { DEFAULT_SETTING, type Habits, type Setting } from "../../scripts/soundness/Setting";
import type { Variant } from "../../scripts/soundness/Strategy";
import { STRATEGIES } from "../../scripts/soundness/strategies/all";
import { NETWORK_FILE } from "../replay/generateNetwork";

/** The first who join in the small made-up network. */
export async function smallCommunity(members = 40): Promise<DrawnCommunity> {
  return drawCommunity(() => readRatings(NETWORK_FILE), members);
}

/** Everybody always comes and never errs, so that no dice decide anything. */
export function certain(habits: Partial<Habits> = {}): Setting {
  return {
    ...DEFAULT_SETTING,
    habits: { attendance: 1, error: 0, alertness: 1, insight: 1, ...habits },
  };
}

/** A way to play a strategy, by the names of both. */
export function variantOf(strategy: string, variant?: string): Variant {
  const variants = STRATEGIES.find(({ name }) => name === strategy)?.variants ?? [];
  const found = variants.find(({ name }) => variant === undefined || name === variant);
  if (found === undefined) throw new RangeError(`There is no ${strategy} with ${variant ?? "any"}`);
  return found;
}
