import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import type { Check, Result } from "./Check";

/** The last results of all checks, for docs/audit.md. */
const FILE = path.join(__dirname, "../../audit/results.json");

const stored = z.strictObject({
  name: z.string(),
  command: z.string(),
  outcome: z.enum(["passed", "failed", "absent"]),
  figure: z.string(),
  seconds: z.number(),
  /** The contracts that it was run on, as `contractsRevision` names them. */
  revision: z.string(),
  /** A digest of those that are deployed: by it a page knows its contracts without asking git. */
  sources: z.string(),
  /** The day, as 2026-01-31. */
  day: z.string(),
});

/** A result with what it was measured on, and when. */
export type StoredResult = z.infer<typeof stored>;

/** The results that were stored last; none before the first time. */
export function readStoredResults(): StoredResult[] {
  if (!existsSync(FILE)) return [];
  return z.array(stored).parse(JSON.parse(readFileSync(FILE, "utf8")));
}

/** The results of a run laid over older ones of checks that were not run, in the order of the checks. */
export function mergeResults(
  before: readonly StoredResult[],
  results: readonly Result[],
  measured: Pick<StoredResult, "revision" | "sources" | "day">,
  checks: readonly Check[],
): StoredResult[] {
  const fresh = results.map(({ name, command, outcome, figure, seconds }) => ({
    ...{ name, command, outcome, figure, seconds },
    ...measured,
  }));
  return checks.flatMap(({ name }) => {
    const result = [...fresh, ...before].find((candidate) => candidate.name === name);
    return result === undefined ? [] : [result];
  });
}

/** Keeps results for docs/audit.md. */
export async function storeResults(results: readonly StoredResult[]): Promise<void> {
  await mkdir(path.dirname(FILE), { recursive: true });
  await writeFile(FILE, `${JSON.stringify(results, null, 2)}\n`);
}
