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
    const left = this.#tests
      .filter(({ test, hits }) => files.has(test.file) && hits.has(number))
      .map(({ test, ownHits }) => {
        const own = ownHits.has(number) ? OWN : 0;
        return { test, worth: 1 + own + this.#likelihood(test.title, mutant) };
      });
    const all = left.length;

    const titles: string[] = [];
    const built = new Set<string>();
    let milliseconds = 0;
    while (left.length > 0) {
      // A fixture that was run for one test is there for others.
      const ranked = left
        .splice(0)
        .map((one) => ({ ...one, cost: this.#costOf(one.test, number, built) }))
        .sort((a, b) => b.worth / b.cost - a.worth / a.cost);
      const tooDear: typeof ranked = [];
      for (const [index, one] of ranked.entries()) {
        const { test, cost } = one;
        if (titles.length > 0 && milliseconds + cost > budget) {
          tooDear.push(one);
          continue;
        }
        titles.push(test.title);
        milliseconds += cost;
        const isNew = test.fixtures.some((name) => !built.has(name));
        for (const name of test.fixtures) built.add(name);
        if (!isNew) continue;
        left.push(...tooDear, ...ranked.slice(index + 1));
        break;
      }
    }
    return { titles, milliseconds, isAll: titles.length === all };
  }

  #costOf(
    { milliseconds, fixtures }: TracedTest,
    number: number,
    built: ReadonlySet<string>,
  ): number {
    return fixtures.reduce((sum, name) => {
      const fixture = this.#fixtures.get(name);
      const isRun = fixture?.hits.has(number) === true && !built.has(name);
      return sum + (isRun ? fixture.milliseconds : READY);
    }, milliseconds + READY);
  }

  #likelihood(title: string, { file, line }: Mutant): number {
    const kills = (this.#kills.get(title) ?? []).filter((mutant) => mutant.file === file);
    const near = kills.filter((mutant) => Math.abs(mutant.line - line) <= NEAR);
    return Math.log2(1 + kills.length) + WEIGHT * near.length;
  }
}
