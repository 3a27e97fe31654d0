import { appendFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** What became of a mutant. */
export type Fate =
  /** A test failed. */
  | "killed"
  /** A test did not end in time. */
  | "timed out"
  /** All tests that run its code passed. */
  | "survived"
  /** No test runs its code. */
  | "not covered"
  /** The compiler makes the same code of it as of the original. */
  | "equivalent"
  /** It does not compile. */
  | "invalid";

export interface Entry {
  /** The mutant's. */
  key: string;
  fate: Fate;
  /** The title of the test that failed. */
  killer?: string;
  /** Whether it failed again when it was run alone. */
  confirmed?: boolean;
  /** Of one that lives: the states of the test files whose tests it was tried with; none if only with some tests. */
  tests?: string[];
}

/** Results on disk, so that a run goes on where the last one stopped. */
export class Journal {
  readonly #file: string;
  readonly #entries = new Map<string, Entry>();

  constructor(file: string) {
    this.#file = file;
    mkdirSync(path.dirname(file), { recursive: true });
    if (!existsSync(file)) return;
    for (const line of readFileSync(file, "utf8").split("\n")) {
      if (line === "") continue;
      const entry = JSON.parse(line) as Entry;
      this.#entries.set(entry.key, entry);
    }
  }

  get(key: string): Entry | undefined {
    return this.#entries.get(key);
  }

  add(entry: Entry): void {
    this.#entries.set(entry.key, entry);
    appendFileSync(this.#file, `${JSON.stringify(entry)}\n`);
  }
}
