import type { Rating } from "./Rating";

/** Everything that anybody has said about anybody: the latest rating of each pair counts. */
export class TrustBook {
  private readonly received = new Map<number, Map<number, number>>();
  private readonly given = new Map<number, Set<number>>();

  /** Remembers a rating in place of the rater's earlier one. */
  record({ rater, rated, score }: Rating): void {
    this.entry(this.received, rated, () => new Map<number, number>()).set(rater, score);
    this.entry(this.given, rater, () => new Set<number>()).add(rated);
  }

  /** The latest rating of one person by another; undefined if there was none. */
  opinion(rater: number, rated: number): number | undefined {
    return this.received.get(rated)?.get(rater);
  }

  /** Who thinks well of a person, in the order of their first rating. */
  supportersOf(person: number): number[] {
    const ratings = [...(this.received.get(person) ?? [])];
    return ratings.filter(([, score]) => score > 0).map(([rater]) => rater);
  }

  /** Whom a person thinks well of, in the order of the first rating. */
  favouritesOf(person: number): number[] {
    const rated = [...(this.given.get(person) ?? [])];
    return rated.filter((other) => (this.opinion(person, other) ?? 0) > 0);
  }

  private entry<V>(map: Map<number, V>, key: number, make: () => V): V {
    let value = map.get(key);
    if (value === undefined) {
      value = make();
      map.set(key, value);
    }
    return value;
  }
}
