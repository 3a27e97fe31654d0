import { act } from "./act";
import type { World } from "./World";

/** The state of a pledge whose surety is over, as the vault numbers it. */
const ENDED = 2n;

/**
 * Guarantors take back what is no longer in use of pledges that have ended, until nothing comes free
 * any more: one pledge's money may be what another one waits for.
 */
export async function reclaimPledges(world: World): Promise<void> {
  const { calls, endedPledges, keeper, network, views } = world;
  for (let isDone = false; !isDone;) {
    isDone = true;
    for (const id of endedPledges) {
      const { state, room, own, backing } = await views.pledge(id);
      const capacity = backing.reduce((sum, { amount }) => sum + amount, own);
      if (state !== ENDED) {
        endedPledges.delete(id);
      } else if (room > 0n || capacity === 0n) {
        await act(world, [calls.reclaim(keeper, id)], network.time);
        isDone = false;
      }
    }
  }
}
