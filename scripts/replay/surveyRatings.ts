import type { Rating } from "./Rating";
import { UnsuitableNetworkError } from "./UnsuitableNetworkError";

/** How many people found the community: the first who rate somebody. */
const FOUNDER_COUNT = 5;

/** What must be known of a trust network before its first line is lived. */
export interface RatingSurvey {
  /** The founding circle, in the order of their first ratings. */
  founders: number[];
  /** Time of the first line (seconds since the epoch). */
  beginning: number;
  /** How many lines there are. */
  lines: number;
  /** How many people rate or are rated. */
  people: number;
}

/**
 * Reads all ratings once, so that a mistake anywhere in them shows before anything is done.
 *
 * @throws UnsuitableNetworkError when there are too few raters for a founding circle.
 */
export async function surveyRatings(ratings: AsyncIterable<Rating>): Promise<RatingSurvey> {
  const founders: number[] = [];
  const people = new Set<number>();
  let beginning = 0;
  let lines = 0;

  for await (const { rater, rated, time } of ratings) {
    if (lines++ === 0) beginning = time;
    people.add(rater).add(rated);
    if (founders.length < FOUNDER_COUNT && !founders.includes(rater)) founders.push(rater);
  }
  if (founders.length < FOUNDER_COUNT) {
    throw new UnsuitableNetworkError(
      `The founding circle needs ${FOUNDER_COUNT} different raters, and there are ${founders.length} in ${lines} lines`,
    );
  }
  return { founders, beginning, lines, people: people.size };
}
