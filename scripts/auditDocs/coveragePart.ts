import { KINDS, type Summary } from "../coverage/Summary";
import { markdownTable } from "../lib/markdown";

/** What the tests run of all contracts together; undefined while nobody has measured it. */
export function coveragePart(summary: Summary | undefined): string[] {
  if (summary === undefined) return ["Not measured yet."];
  const rows = KINDS.map((kind) => {
    const counts = Object.values(summary.files).map((file) => file[kind]);
    const covered = counts.reduce((sum, count) => sum + count.covered, 0);
    const total = counts.reduce((sum, count) => sum + count.total, 0);
    // Rounded down: 100 means all.
    const share = Math.floor((10_000 * covered) / Math.max(total, 1)) / 100;
    return [kind, String(covered), String(total), `${share} %`];
  });
  const right = "right" as const;
  return markdownTable(
    [
      "of the contracts",
      { title: "run", align: right },
      { title: "in all", align: right },
      { title: "share", align: right },
    ],
    rows,
  );
}
