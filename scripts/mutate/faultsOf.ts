import { areaOf } from "./areas";
import { nameOf, type Explanation, type Summary } from "./Summary";

/** The least score of all mutants together, in per cent. */
const LEAST_SCORE = 95;

/** Where nothing may live that is not explained, and how it is called. */
export const COMPLETE: ReadonlyMap<string, string> = new Map([
  ["vault", "the vault with the waterfall"],
  ["court", "the court"],
]);

/** What a summary lacks, and what is explained without need. */
export function faultsOf(
  summary: Summary & { sources?: string },
  sources: string,
  explanations: readonly Explanation[],
): string[] {
  const faults: string[] = [];
  const { total, survivors } = summary;
  if (summary.sources !== sources) faults.push("The summary is of other contracts than these");
  if (total.score < LEAST_SCORE) {
    faults.push(`${total.score} % of all mutants were noticed, less than ${LEAST_SCORE}`);
  }
  if (total.unfinished > 0) faults.push(`${total.unfinished} mutants have tests left to run`);
  if (total.seenOnce > 0) faults.push(`${total.seenOnce} kills were seen only once`);
  if (total.untried > 0) faults.push(`${total.untried} mutants were not run`);
  for (const { file, line, code, original, replacement, why } of survivors) {
    if (why !== undefined) continue;
    const must = COMPLETE.has(areaOf(file)?.name ?? "") ? "must be noticed" : "is not explained";
    faults.push(`${file}:${line}: ${code}: ${original} -> ${replacement} ${must}`);
  }
  const living = new Set(survivors.map(nameOf));
  for (const explanation of explanations.filter((one) => !living.has(nameOf(one)))) {
    const { file, code, original, replacement } = explanation;
    faults.push(`${file}: ${code}: ${original} -> ${replacement} is explained and does not live`);
  }
  return faults;
}
