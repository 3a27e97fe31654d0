import { exitCodes } from "./exitCodes";
import type { Report } from "./readReport";

/** What a story that was played to its end exits with: whether the money adds up. */
export function exitCodeOf({
  conservation,
  findings,
}: Pick<Report, "conservation" | "findings">): number {
  const conserved = conservation.balance === conservation.total && findings.length === 0;
  return conserved ? exitCodes.ok : exitCodes.notConserved;
}
