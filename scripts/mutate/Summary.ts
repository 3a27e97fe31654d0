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
  /** The function, where the same line stands in others for which the reason does not hold. */
  inside?: string;
}

/** What became of mutants. */
export interface Counts {
  /** Those that were run. */
  mutants: number;
  killed: number;
  /** Those of the killed whose test has failed once only, and not again when it was run alone. */
  seenOnce: number;
  timedOut: number;
  /** Those whose code no test runs, or all tests that run it passed. */
  survived: number;
  /** Those of which the likeliest tests passed, and the others were not run. */
  unfinished: number;
  /** How many of the survivors are explained. */
  explained: number;
  /** Those of the explained that were run with their likeliest tests alone. */
  briefly: number;
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
  const explained = explainedOf(mutants, explanations);
  const reasons = byName(explanations);
  const names = [...new Set(mutants.map(({ file }) => file))].sort();
  const survivors = mutants
    .filter(({ key }) => journal.get(key)?.tests !== undefined)
    .filter((mutant) => isFinished(journal.get(mutant.key)) || explained.has(mutant))
    .map((mutant) => survivorOf(mutant, reasons));
  const files = names.map((file): FileSummary => {
    const ofFile = mutants.filter((mutant) => mutant.file === file);
    const count = (isMeant: (fate: Fate | undefined) => boolean): number =>
      ofFile.filter(({ key }) => isMeant(journal.get(key)?.fate)).length;
    const alive = ofFile.filter(({ key }) => journal.get(key)?.tests !== undefined).length;
    const survived = survivors.filter((one) => one.file === file).length;
    const counts = scored({
      killed: count((fate) => fate === "killed"),
      seenOnce: ofFile.filter(({ key }) => isSeenOnce(journal.get(key))).length,
      timedOut: count((fate) => fate === "timed out"),
      survived,
      unfinished: alive - survived,
      explained: survivors.filter((one) => one.file === file && one.why !== undefined).length,
      briefly: ofFile.filter((one) => explained.has(one) && !isFinished(journal.get(one.key)))
        .length,
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
    seenOnce: sum("seenOnce"),
    timedOut: sum("timedOut"),
    survived: sum("survived"),
    unfinished: sum("unfinished"),
    explained: sum("explained"),
    briefly: sum("briefly"),
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
  const reasons = byName(explanations);
  return new Set(mutants.filter((mutant) => survivorOf(mutant, reasons).why !== undefined));
}

function byName(explanations: readonly Explanation[]): Map<string, Explanation> {
  return new Map(explanations.map((one) => [nameOf(one), one]));
}

/** Whether all tests that run its code were run. */
function isFinished(entry: Entry | undefined): boolean {
  return entry?.tests?.length !== 0;
}

function isSeenOnce(entry: Entry | undefined): boolean {
  return entry?.fate === "killed" && entry.confirmed !== true;
}

function scored(counts: Omit<Counts, "mutants" | "score">): Counts {
  const noticed = counts.killed + counts.timedOut;
  const run = noticed + counts.survived + counts.unfinished;
  const score = run === 0 ? 100 : Math.floor((noticed / run) * 10_000) / 100;
  return { ...counts, mutants: run, score };
}

function survivorOf(mutant: Mutant, reasons: ReadonlyMap<string, Explanation>): Survivor {
  const { file, line, operator, original, replacement } = mutant;
  const lines = readSource(file).split("\n");
  const code = lines[line - 1]?.trim() ?? "";
  const survivor = { file, line, code, operator, original, replacement };
  const reason = reasons.get(nameOf(survivor));
  if (reason === undefined) return survivor;
  if (reason.inside !== undefined && reason.inside !== functionOf(lines, line)) return survivor;
  return { ...survivor, why: reason.why };
}

/** The name of the function that a line is of. */
function functionOf(lines: readonly string[], line: number): string | undefined {
  const heading = /^\s*function (\w+)/;
  return lines
    .slice(0, line)
    .findLast((text) => heading.test(text))
    ?.match(heading)?.[1];
}

/** What names a survivor beside its line. */
export function nameOf({ file, code, original, replacement }: Omit<Explanation, "why">): string {
  return [file, code, original, replacement].join("\0");
}
