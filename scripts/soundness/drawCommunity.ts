import { chooseGuarantors } from "../replay/chooseGuarantors";
import type { Rating } from "../replay/Rating";
import { SuretyBook } from "../replay/SuretyBook";
import { surveyRatings } from "../replay/surveyRatings";
import { TrustBook } from "../replay/TrustBook";
import { UnsuitableNetworkError } from "../replay/UnsuitableNetworkError";
import { walletOf } from "../replay/walletOf";

/** A rating of one member by another, both given by their member ids: a deal and how it went. */
export interface DrawnDeal {
  readonly provider: bigint;
  readonly receiver: bigint;
  readonly score: number;
}

/** Who is in a community, and what its members dealt with each other. */
export interface DrawnCommunity {
  readonly founders: readonly string[];
  /** In the order of joining; member ids go on from the founders'. */
  readonly newcomers: readonly { readonly wallet: string; readonly guarantors: Pair }[];
  readonly deals: readonly DrawnDeal[];
  readonly generations: number;
}

type Pair = readonly [bigint, bigint];

const FEWEST_MEMBERS = 20;

/**
 * Draws a community from a trust network by the rules of the replay: the first five raters found it,
 * and a person joins when two members think well of them, on the two of lowest generation. Only the
 * first people who join are taken; all of them hang on one another, because guarantors join first.
 *
 * @param read Gives the ratings from the beginning, each time it is called
 * @param most How many members to take
 * @throws UnsuitableNetworkError when fewer than 20 people ever join.
 */
export async function drawCommunity(
  read: () => AsyncIterable<Rating>,
  most: number,
): Promise<DrawnCommunity> {
  const { founders } = await surveyRatings(read());
  const [sureties, trust] = [new SuretyBook(), new TrustBook()];
  for (const person of founders) sureties.admitFounder(person, walletOf(person));
  const deals: DrawnDeal[] = [];
  const newcomers: { wallet: string; guarantors: Pair }[] = [];

  const admit = (rated: number): void => {
    const waiting = [rated];
    for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
      if (sureties.find(person) !== undefined || sureties.members.length >= most) continue;
      const chosen = chooseGuarantors(sureties, trust, person);
      if (chosen === undefined) continue;
      const guarantors = [chosen[0].id, chosen[1].id] as const;
      const { wallet } = sureties.admit(person, walletOf(person), [...guarantors], [0, 0], 0);
      newcomers.push({ wallet, guarantors });
      waiting.push(...trust.favouritesOf(person));
    }
  };

  for await (const rating of read()) {
    const { rater, rated, score } = rating;
    if (rater === rated) continue;
    trust.record(rating);
    const [provider, receiver] = [sureties.find(rated), sureties.find(rater)];
    if (provider && receiver) deals.push({ provider: provider.id, receiver: receiver.id, score });
    else if (score > 0 && receiver) admit(rated);
  }
  if (sureties.members.length < FEWEST_MEMBERS) {
    throw new UnsuitableNetworkError(
      `Only ${sureties.members.length} people join, and the strategies need ${FEWEST_MEMBERS}`,
    );
  }
  return {
    founders: founders.map(walletOf),
    newcomers,
    deals,
    generations: 1 + Math.max(...sureties.members.map(({ generation }) => generation)),
  };
}
