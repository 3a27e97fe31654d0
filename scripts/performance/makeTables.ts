import type { ProfileFile } from "../gas/trace/summarise";
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
    sizes: sizeTable(snapshot),
    uses: useTable(profile),
    floors: floorTable(snapshot, profile),
    slots: slotTable(profile),
    communities: communityTable(scale),
    scale: scaleTable(scale),
    ...Object.fromEntries(explained.map((key) => [`frames-${key}`, frameTable(profile, key)])),
  };
}

/**
 * Figures that were measured of other contracts than the snapshot's: the same operation must cost
 * the same in all files, but for the bytes of member numbers in its calls.
 */
export function mismatches({ snapshot, profile, scale }: Figures): string[] {
  return OPERATION_KEYS.flatMap((key) => {
    const calls = profile[key] ?? [];
    const gas = calls.reduce((sum, call) => sum + call.gas, 0);
    const calldata = calls.reduce((sum, call) => sum + call.calldata, 0);
    const lines: string[] = [];
    if (gas !== snapshot[key]) {
      lines.push(`gas/profile.json is out of date (${key}), run \`npm run gas:profile\``);
    }
    for (const { members, costs } of scale.sizes) {
      const cost = costs[key] ?? { gas: NaN, calldata: NaN };
      if (cost.gas - cost.calldata !== gas - calldata) {
        lines.push(
          `gas/scale.json is out of date (${key}, ${members} members), run \`npm run bench:scale -- --write\``,
        );
      }
    }
    return lines;
  });
}
