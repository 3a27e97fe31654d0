import type { Entry, Fate, Journal } from "./Journal";
import type { Mutant } from "./Mutant";
import { readSource } from "./sources";

/** A mutant that no test noticed. */
export interface Survivor {
  file: string;
  line: number;
  /** The line of the original, without the blanks around it. */
  code: string;
  operator: string;
  original: string;
  replacement: string;
  /** Why no test can notice it, or why that does no harm. */
  why?: string;
}

/** An explanation of survivors, found again by the code and not by its line. */
export interface Explanation extends Omit<Survivor, "line" | "operator" | "why"> {
  why: string;
}

/** What became of mutants. */
export interface Counts {
  /** Those that were run. */
  mutants: number;
  killed: number;
  timedOut: number;
  /** Those whose code no test runs, or all tests that run it passed. */
  survived: number;
  /** Those of which the likeliest tests passed, and the others were not run. */
  unfinished: number;
  /** How many of the survivors are explained. */
  explained: number;
  /** Those that compile to the code of the original. */
  equivalent: number;
  /** Those that do not compile. */
  invalid: number;
  /** Those that were not run. */
  untried: number;
  /** Killed and timed out, in per cent of those that were run. */
  score: number;
}

export interface FileSummary extends Counts {
  file: string;
}

export interface Summary {
  total: Counts;
  files: FileSummary[];
  survivors: Survivor[];
}

/** Sums up a journal. */
export function summarize(
  mutants: readonly Mutant[],
  journal: Journal,
  explanations: readonly Explanation[],
): Summary {
  const why = byName(explanations);
  const names = [...new Set(mutants.map(({ file }) => file))].sort();
  const survivors = mutants
    .filter(({ key }) => journal.get(key)?.tests !== undefined)
    .map((mutant) => ({ mutant, survivor: survivorOf(mutant, why) }))
    .filter(
      ({ mutant, survivor }) => isFinished(journal.get(mutant.key)) || survivor.why !== undefined,
    )
    .map(({ survivor }) => survivor);
  const files = names.map((file): FileSummary => {
    const ofFile = mutants.filter((mutant) => mutant.file === file);
    const count = (isMeant: (fate: Fate | undefined) => boolean): number =>
      ofFile.filter(({ key }) => isMeant(journal.get(key)?.fate)).length;
    const alive = ofFile.filter(({ key }) => journal.get(key)?.tests !== undefined).length;
    const survived = survivors.filter((one) => one.file === file).length;
    const counts = scored({
      killed: count((fate) => fate === "killed"),
      timedOut: count((fate) => fate === "timed out"),
      survived,
      unfinished: alive - survived,
      explained: survivors.filter((one) => one.file === file && one.why !== undefined).length,
      equivalent: count((fate) => fate === "equivalent"),
      invalid: count((fate) => fate === "invalid"),
      untried: count((fate) => fate === undefined),
    });
    return { file, ...counts };
  });
  const sum = (field: keyof Counts): number =>
    files.reduce((total, file) => total + file[field], 0);
  const total = scored({
    killed: sum("killed"),
    timedOut: sum("timedOut"),
    survived: sum("survived"),
    unfinished: sum("unfinished"),
    explained: sum("explained"),
    equivalent: sum("equivalent"),
    invalid: sum("invalid"),
    untried: sum("untried"),
  });
  // A score of nothing would say nothing.
  return { total, files: files.filter(({ mutants }) => mutants > 0), survivors };
}

/** The mutants that somebody has explained. */
export function explainedOf(
  mutants: readonly Mutant[],
  explanations: readonly Explanation[],
): Set<Mutant> {
  const why = byName(explanations);
  return new Set(mutants.filter((mutant) => survivorOf(mutant, why).why !== undefined));
}

function byName(explanations: readonly Explanation[]): Map<string, string> {
  return new Map(explanations.map((one) => [nameOf(one), one.why]));
}

/** Whether all tests that run its code were run. */
function isFinished(entry: Entry | undefined): boolean {
  return entry?.tests?.length !== 0;
}

function scored(counts: Omit<Counts, "mutants" | "score">): Counts {
  const noticed = counts.killed + counts.timedOut;
  const run = noticed + counts.survived + counts.unfinished;
  const score = run === 0 ? 100 : Math.floor((noticed / run) * 10_000) / 100;
  return { ...counts, mutants: run, score };
}

function survivorOf(mutant: Mutant, why: ReadonlyMap<string, string>): Survivor {
  const { file, line, operator, original, replacement } = mutant;
  const code = readSource(file).split("\n")[line - 1]?.trim() ?? "";
  const survivor = { file, line, code, operator, original, replacement };
  const reason = why.get(nameOf(survivor));
  return reason === undefined ? survivor : { ...survivor, why: reason };
}

function nameOf({ file, code, original, replacement }: Omit<Explanation, "why">): string {
  return [file, code, original, replacement].join("\0");
}
