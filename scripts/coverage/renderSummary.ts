import { code, markdownTable } from "../lib/markdown";
import { isExcluded } from "./faultsOf";
import { KINDS, type Count, type Kind, type Summary } from "./Summary";
import type { UnreachableSide } from "./UnreachableSide";

const COLUMNS = ["file", ...KINDS.map((title) => ({ title, align: "right" as const }))];

/** The summary as a page for auditors. */
export function renderSummary(summary: Summary, unreachable: readonly UnreachableSide[]): string {
  const rows = Object.entries(summary.files)
    .filter(([, counts]) => KINDS.some((kind) => counts[kind].total > 0))
    .map(([file, counts]) => row(code(file), counts));

  return [
    "# Coverage",
    "",
    "Written by `npm run coverage`, which measures the contracts while their tests run; [testing.md](testing.md#coverage)",
    "tells how. `npm run coverage -- --check` fails if a contract has changed since.",
    "",
    `Sources: sha256 ${code(summary.sources)}`,
    "",
    ...markdownTable(COLUMNS, [row("**all**", totalsOf(summary)), ...rows]),
    "",
    "## What no call can reach",
    "",
    ...exclusions(summary, unreachable),
    "",
  ].join("\n");
}

/** What the contracts together come to, in a line. */
export function formatTotals(summary: Summary): string {
  const totals = totalsOf(summary);
  return KINDS.map((kind) => `${kind} ${percent(totals[kind])} %`).join(", ");
}

function exclusions({ gaps }: Summary, unreachable: readonly UnreachableSide[]): string[] {
  const excluded = gaps.filter((gap) => isExcluded(gap, unreachable));
  if (excluded.length === 0) return ["Nothing: there are no exclusions."];
  return [
    "These sides of conditions count as not covered above, and are all that is not. The command fails when another is",
    "missed, and when one of these is reached after all.",
    "",
    ...markdownTable(
      ["where", "condition", "never", "reason"],
      excluded.map((gap) => [
        code(`${gap.file}:${gap.line}`),
        code(gap.code),
        gap.side ?? "",
        unreachable.find((entry) => isExcluded(gap, [entry]))?.reason ?? "",
      ]),
    ),
  ];
}

function row(name: string, counts: Record<Kind, Count>): string[] {
  return [
    name,
    ...KINDS.map((kind) => {
      const { covered, total } = counts[kind];
      return total === 0 ? "" : `${percent(counts[kind])} % (${covered} of ${total})`;
    }),
  ];
}

/** What all files come to together. */
export function totalsOf({ files }: Summary): Record<Kind, Count> {
  return Object.fromEntries(
    KINDS.map((kind) => [kind, sum(Object.values(files).map((counts) => counts[kind]))]),
  ) as Record<Kind, Count>;
}

function sum(counts: readonly Count[]): Count {
  return {
    covered: counts.reduce((all, { covered }) => all + covered, 0),
    total: counts.reduce((all, { total }) => all + total, 0),
  };
}

/** Rounded down: 100 means all. */
export function percent({ covered, total }: Count): number {
  return Math.floor((10_000 * covered) / Math.max(total, 1)) / 100;
}
