import type { TracedFixture, TracedTest } from "./messages";
import type { Mutant } from "./Mutant";

/** What it takes to begin a test on a chain that is kept (milliseconds). */
const READY = 10;

/** How many lines away a mutant is a neighbour. */
const NEAR = 6;

/** What a kill nearby weighs against one elsewhere. */
const WEIGHT = 5;

/** What it weighs that a test runs a mutant's code itself, and not in its fixtures alone. */
const OWN = 4;

/** Which tests to run for a mutant, and which first: those that are likely to fail, and cheap. */
export class TestOrder {
  readonly #tests: readonly { test: TracedTest; hits: Set<number>; ownHits: Set<number> }[];
  readonly #fixtures: Map<string, { milliseconds: number; hits: Set<number> }>;
  readonly #kills = new Map<string, Mutant[]>();

  constructor(tests: readonly TracedTest[], fixtures: readonly TracedFixture[]) {
    this.#tests = tests.map((test) => ({
      test,
      hits: new Set(test.hits),
      ownHits: new Set(test.ownHits),
    }));
    this.#fixtures = new Map(
      fixtures.map(({ name, milliseconds, hits }) => [name, { milliseconds, hits: new Set(hits) }]),
    );
  }

  /** Remembers that a test noticed a mutant. */
  learn(mutant: Mutant, killer: string): void {
    this.#kills.set(killer, [...(this.#kills.get(killer) ?? []), mutant]);
  }

  /**
   * The tests of some files that run a mutant's code, as many as a time allows, at least one.
   *
   * @param number The mutant's; or of one whose code runs whenever this one's does.
   */
  testsOf(
    number: number,
    mutant: Mutant,
    files: ReadonlySet<string>,
    budget = Infinity,
  ): { titles: string[]; milliseconds: number; isAll: boolean } {
    const ranked = this.#tests
      .filter(({ test, hits }) => files.has(test.file) && hits.has(number))
      .map(({ test, ownHits }) => {
        const cost = this.#costOf(test, number);
        const own = ownHits.has(number) ? OWN : 0;
        return { test, cost, rank: (1 + own + this.#likelihood(test.title, mutant)) / cost };
      })
      .sort((a, b) => b.rank - a.rank);

    const titles: string[] = [];
    let milliseconds = 0;
    for (const { test, cost } of ranked) {
      if (titles.length > 0 && milliseconds + cost > budget) continue;
      titles.push(test.title);
      milliseconds += cost;
    }
    return { titles, milliseconds, isAll: titles.length === ranked.length };
  }

  #costOf({ milliseconds, fixtures }: TracedTest, number: number): number {
    return fixtures.reduce((sum, name) => {
      const fixture = this.#fixtures.get(name);
      return sum + (fixture?.hits.has(number) === true ? fixture.milliseconds : READY);
    }, milliseconds + READY);
  }

  #likelihood(title: string, { file, line }: Mutant): number {
    const kills = (this.#kills.get(title) ?? []).filter((mutant) => mutant.file === file);
    const near = kills.filter((mutant) => Math.abs(mutant.line - line) <= NEAR);
    return Math.log2(1 + kills.length) + WEIGHT * near.length;
  }
}
