import { keepUntil } from "./keepUntil";
import { liveRating } from "./liveRating";
import type { Rating } from "./Rating";
import { reclaimPledges } from "./reclaimPledges";
import type { World } from "./World";

/**
 * Lives a trust network line by line; what falls due in between is done at its time, and after the
 * last line everything that is still open is brought to its end.
 *
 * @param onLine Told after each line
 */
export async function liveNetwork(
  world: World,
  ratings: AsyncIterable<Rating>,
  onLine: (rating: Rating) => void = () => undefined,
): Promise<void> {
  for await (const rating of ratings) {
    await keepUntil(world, rating.time);
    await liveRating(world, rating);
    onLine(rating);
  }
  await keepUntil(world);
  await reclaimPledges(world);
}
