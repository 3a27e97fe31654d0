import { isExcluded } from "../coverage/faultsOf";
import { percent, totalsOf } from "../coverage/renderSummary";
import { KINDS, type Summary } from "../coverage/Summary";
import type { UnreachableSide } from "../coverage/UnreachableSide";
import { markdownTable } from "../lib/markdown";

/** What the tests run of all contracts together; undefined while nobody has measured it. */
export function coveragePart(
  summary: Summary | undefined,
  unreachable: readonly UnreachableSide[],
): string[] {
  if (summary === undefined) return ["Not measured yet."];
  const totals = totalsOf(summary);
  const excluded = summary.gaps.filter((gap) => isExcluded(gap, unreachable));
  const titles = ["run", "cannot run", "in all", "share of what can"];
  return markdownTable(
    ["of the contracts", ...titles.map((title) => ({ title, align: "right" as const }))],
    KINDS.map((kind) => {
      const { covered, total } = totals[kind];
      const cannot = excluded.filter((gap) => gap.kind === kind).length;
      const share = percent({ covered, total: total - cannot });
      return [kind, String(covered), String(cannot), String(total), `${share} %`];
    }),
  );
}
