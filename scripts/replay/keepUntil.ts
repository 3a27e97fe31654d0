import { perform } from "./perform";
import type { World } from "./World";

/**
 * Does everything that falls due until a time, in order.
 *
 * @param time Protocol clock; all that is ever left to do unless told
 */
export async function keepUntil(world: World, time = Infinity): Promise<void> {
  const { agenda } = world;
  while (agenda.nextTime !== undefined && agenda.nextTime <= time) {
    const due = agenda.take();
    if (due !== undefined) await perform(world, due.task, due.time);
  }
}
