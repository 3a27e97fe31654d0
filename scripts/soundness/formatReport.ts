import type { Styles } from "../lib/styles";
import { table } from "../lib/table";
import { cellsOf, COLUMNS, share, units } from "./figures";
import type { SoundnessReport, SweepResult } from "./SoundnessReport";

/** A report for people. */
export function formatReport(report: SoundnessReport, styles: Styles): string {
  const { community, setting, strategies, sweeps, plays, seed, trials } = report;
  const { terms } = setting;
  return [
    `${community.members} members in ${community.generations} generations, seed ${seed}, ${trials} trials each`,
    `price ${terms.price}, bonds ${Number(terms.bondBps) / 100} % of it, pledges of ${terms.pledge}, premiums of ${Number(terms.premiumBps) / 100} %`,
    ...strategies.flatMap(({ title, variants }) => [
      "",
      styles.bold(title),
      ...indented(
        table(
          [
            { title: "way" },
            ...COLUMNS.map((column) => ({ title: column, align: "right" as const })),
          ],
          variants.map(({ name, summary }) => [name, ...cellsOf(summary)]),
        ),
      ),
    ]),
    ...sweeps.flatMap((sweep) => ["", styles.bold(sweep.unit), ...indented(sweepTable(sweep))]),
    "",
    styles.green(`the books met after each of ${plays} plays`),
  ].join("\n");
}

/** The attackers' mean gain, and what is made good of the harm, by the strategies' names. */
function sweepTable({ points }: SweepResult): string[] {
  const names = Object.keys(points[0]?.summaries ?? {});
  return table(
    [
      { title: "gain / made good" },
      ...points.map(({ label, isDefault }) => ({
        title: isDefault ? `[${label}]` : label,
        align: "right" as const,
      })),
    ],
    names.map((name) => [
      name,
      ...points.map(({ summaries }) => {
        const summary = summaries[name];
        if (summary === undefined) return "";
        return `${units(summary.gain.mean)} / ${share(summary.compensatedShare)}`;
      }),
    ]),
  );
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
