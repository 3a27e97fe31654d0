import { isExcluded } from "./faultsOf";
import { KINDS, type Count, type Kind, type Summary } from "./Summary";
import type { UnreachableSide } from "./UnreachableSide";

/** The summary as a page for auditors. */
export function renderSummary(summary: Summary, unreachable: readonly UnreachableSide[]): string {
  const excluded = summary.gaps.filter((gap) => isExcluded(gap, unreachable));
  const rows = Object.entries(summary.files)
    .filter(([, counts]) => KINDS.some((kind) => counts[kind].total > 0))
    .map(([file, counts]) => row(`\`${file}\``, counts));
  const total = Object.fromEntries(
    KINDS.map((kind) => [kind, sum(Object.values(summary.files).map((counts) => counts[kind]))]),
  ) as Record<Kind, Count>;

  return [
    "# Coverage",
    "",
    "Written by `npm run coverage`, which measures the contracts while their tests run; [testing.md](testing.md#coverage)",
    "tells how. `npm run coverage -- --check` fails if a contract has changed since.",
    "",
    `Sources: sha256 \`${summary.sources}\``,
    "",
    `| file | ${KINDS.join(" | ")} |`,
    `| --- |${KINDS.map(() => " ---: |").join("")}`,
    row("**all**", total),
    ...rows,
    "",
    "## What no call can reach",
    "",
    ...(excluded.length === 0
      ? ["Nothing: there are no exclusions."]
      : [
          "These sides of conditions count as not covered above, and are all that is not. The command fails when another is",
          "missed, and when one of these is reached after all.",
          "",
          "| where | condition | never | reason |",
          "| --- | --- | --- | --- |",
          ...excluded.map((gap) => {
            const reason = unreachable.find((entry) => isExcluded(gap, [entry]))?.reason ?? "";
            const code = gap.code.replaceAll("|", "\\|");
            return `| \`${gap.file}:${gap.line}\` | \`${code}\` | ${gap.side ?? ""} | ${reason} |`;
          }),
        ]),
    "",
  ].join("\n");
}

function row(name: string, counts: Record<Kind, Count>): string {
  return `| ${name} | ${KINDS.map((kind) => cell(counts[kind])).join(" | ")} |`;
}

function cell({ covered, total }: Count): string {
  if (total === 0) return "";
  // Rounded down: 100 means all.
  const percent = Math.floor((10_000 * covered) / total) / 100;
  return `${percent} % (${covered} of ${total})`;
}

function sum(counts: readonly Count[]): Count {
  return {
    covered: counts.reduce((all, { covered }) => all + covered, 0),
    total: counts.reduce((all, { total }) => all + total, 0),
  };
}
