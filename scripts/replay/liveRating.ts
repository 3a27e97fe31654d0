import { admitNewcomers } from "./admitNewcomers";
import { makeDeal } from "./makeDeal";
import type { Rating } from "./Rating";
import { repayRecourse } from "./repayRecourse";
import type { World } from "./World";

/** Lives one line of a trust network. What fell due before it has been done. */
export async function liveRating(world: World, rating: Rating): Promise<void> {
  const { chronicle, sureties, trust } = world;
  const { rated, rater, score, time } = rating;
  if (rated === rater) {
    chronicle.skip("samePerson");
    return;
  }

  trust.record(rating);
  const provider = sureties.find(rated);
  const receiver = sureties.find(rater);
  if (score > 0 && provider !== undefined && !provider.isExpelled && provider.debts.size > 0) {
    await repayRecourse(world, provider, time);
  }
  if (provider?.isExpelled === false && receiver?.isExpelled === false) {
    await makeDeal(world, rating, provider, receiver);
    return;
  }
  chronicle.remembered += 1;
  if (score > 0 && provider === undefined && receiver !== undefined) {
    await admitNewcomers(world, [rated], time);
  }
}
