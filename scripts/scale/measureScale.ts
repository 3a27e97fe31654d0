import { reset, takeSnapshot, time } from "@nomicfoundation/hardhat-network-helpers";

import { mulberry } from "../../test/graph/random";
import { deployCommunity } from "../../test/support/community";
import { EPOCH, worldOf } from "../gas/GasWorld";
import { MEASUREMENTS } from "../gas/measureAll";
import { CostMeter } from "./CostMeter";
import { GrowingCommunity } from "./GrowingCommunity";
import type { ScaleReport, SizeReport } from "./ScaleReport";

const SEED = 1998;

/** Rounds enough for what is measured in the court. */
const ROUNDS = 6n;

/** What is told while a community grows and is measured. */
export interface ScaleProgress {
  grown: (size: number, goal: number) => void;
  measuring: (size: number) => void;
}

/**
 * Measures operations in one community that grows from size to size. Those whose calls are measured
 * join it at each size, with its deepest and its most popular member as guarantors, and the
 * community is as before afterwards.
 *
 * @param sizes Members, in growing order
 */
export async function measureScale(
  sizes: readonly number[],
  progress: ScaleProgress,
  measurements = MEASUREMENTS,
): Promise<ScaleReport> {
  await reset();
  await time.increaseTo(EPOCH);
  const community = await deployCommunity({ parameters: { rounds: ROUNDS } });
  const growing = await GrowingCommunity.begin(community, mulberry(SEED));

  const reports: SizeReport[] = [];
  let seconds = 0;
  for (const members of sizes) {
    const begun = performance.now();
    await growing.growTo(members, (size) => {
      progress.grown(size, members);
    });
    seconds += (performance.now() - begun) / 1_000;

    progress.measuring(members);
    const meter = new CostMeter();
    const sureties = await growing.extremes();
    for (const { measure } of measurements) {
      const snapshot = await takeSnapshot();
      await measure(await worldOf(community, sureties), meter);
      await snapshot.restore();
    }
    reports.push({
      members,
      generations: growing.generations,
      mostPrincipals: growing.mostPrincipals,
      transactions: growing.transactions,
      seconds: Math.round(seconds),
      costs: meter.costs,
    });
  }
  return { sizes: reports };
}
