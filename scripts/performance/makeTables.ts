import type { Operation } from "../gas/budgets";
import type { ProfileFile } from "../gas/trace/summarise";
import type { Cost } from "../scale/CostMeter";
import type { ScaleReport } from "../scale/ScaleReport";
import { OPERATION_KEYS } from "./operations";
import {
  budgetTable,
  communityTable,
  floorTable,
  frameTable,
  overBudget,
  scaleTable,
  sizeTable,
  slotTable,
  peerTable,
  type Snapshot,
  useTable,
} from "./tables";

/** All that was measured. */
export interface Figures {
  snapshot: Snapshot;
  profile: ProfileFile;
  scale: ScaleReport;
}

/** The tables of `docs/performance.md`, by name. */
export function makeTables({ snapshot, profile, scale }: Figures): Record<string, string[]> {
  const explained = [...new Set([...overBudget(snapshot), "wholeTrade" as const])];
  return {
    budgets: budgetTable(snapshot),
    peers: peerTable(snapshot),
    sizes: sizeTable(snapshot),
    uses: useTable(profile),
    floors: floorTable(snapshot, profile),
    slots: slotTable(profile),
    communities: communityTable(scale),
    scale: scaleTable(scale),
    ...Object.fromEntries(explained.map((key) => [`frames_${key}`, frameTable(profile, key)])),
  };
}

/** The operations whose profile was made of other contracts than the snapshot. */
export function staleProfiles({ snapshot, profile }: Omit<Figures, "scale">): Operation[] {
  return OPERATION_KEYS.filter((key) => costOf(profile, key).gas !== snapshot[key]);
}

/**
 * The operations that were measured in growing communities of other contracts than the profile's: the
 * same operation must cost the same there, but for the bytes of member numbers in its calls.
 */
export function staleScales({ profile, scale }: Omit<Figures, "snapshot">): Operation[] {
  return OPERATION_KEYS.filter((key) => {
    const { gas, calldata } = costOf(profile, key);
    return scale.sizes.some(({ costs }) => {
      const cost = costs[key];
      return cost === undefined || cost.gas - cost.calldata !== gas - calldata;
    });
  });
}

function costOf(profile: ProfileFile, key: Operation): Cost {
  const calls = profile[key] ?? [];
  return {
    gas: calls.reduce((sum, { gas }) => sum + gas, 0),
    calldata: calls.reduce((sum, { calldata }) => sum + calldata, 0),
  };
}
