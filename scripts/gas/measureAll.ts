import type { Community, CommunityOptions } from "../../test/support/community";
import { type GasWorld, openGasWorld } from "./GasWorld";
import { measureCourt } from "./measureCourt";
import { measureMembership } from "./measureMembership";
import { measureRuling, measureWaterfall } from "./measureOutcomes";
import { measureTrade } from "./measureTrade";
import type { Meter } from "./Meter";

/** One of the measurements, which wants a community to itself. */
interface Measurement {
  measure: (world: GasWorld, meter: Meter) => Promise<void>;
  community?: CommunityOptions;
}

/** Everything that is measured. */
export const MEASUREMENTS: readonly Measurement[] = [
  { measure: measureMembership },
  { measure: measureTrade },
  { measure: measureCourt, community: { parameters: { rounds: 6n } } },
  { measure: measureRuling },
  { measure: measureWaterfall },
];

/**
 * Measures every operation, in small communities of their own.
 *
 * @param meterFor Makes the meter for what is measured in a community
 */
export async function measureAll(
  meterFor: (community: Community) => Meter | Promise<Meter>,
): Promise<void> {
  for (const { measure, community: options } of MEASUREMENTS) {
    const world = await openGasWorld(options);
    await measure(world, await meterFor(world.community));
  }
}
