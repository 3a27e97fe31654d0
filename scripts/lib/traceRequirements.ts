/** A test by the file and line it is written at. */
export interface TracedTest {
  file: string;
  line: number;
  title: string;
}

export interface Trace {
  /** The tests of each required id, in the order of the ids. */
  requirements: Record<string, TracedTest[]>;
  /** Required ids that no test names. */
  missing: string[];
  /** Ids that a test names and the list has not. */
  unknown: string[];
}

/** Matches each required id with the tests that have it in their title, such as `<CHN-3> ...`. */
export function traceRequirements(ids: readonly string[], tests: readonly TracedTest[]): Trace {
  const found = new Map<string, TracedTest[]>(ids.map((id) => [id, []]));
  const families = [...new Set(ids.map((id) => id.split("-")[0]))];
  const pattern = new RegExp(`\\b(?:${families.join("|")})-\\d+\\b`, "g");
  const unknown = new Set<string>();

  for (const test of tests) {
    for (const id of new Set(test.title.match(pattern))) {
      const named = found.get(id);
      if (named === undefined) unknown.add(id);
      else named.push(test);
    }
  }

  return {
    requirements: Object.fromEntries(found),
    missing: ids.filter((id) => found.get(id)?.length === 0),
    unknown: [...unknown].sort(),
  };
}
