import { table } from "../lib/table";
import type { Result } from "./Check";

/** One table of how all checks ended, and one line that sums it up. */
export function formatResults(results: readonly Result[]): string[] {
  const rows = results.map(({ name, command, outcome, figure, seconds }) => [
    name,
    outcome,
    figure,
    String(seconds),
    command,
  ]);
  const columns = [
    { title: "check" },
    { title: "result" },
    { title: "figure" },
    { title: "seconds", align: "right" as const },
    { title: "command" },
  ];
  return [...table(columns, rows), "", summaryOf(results)];
}

/** How many checks ended how, and how long they took together. */
export function summaryOf(results: readonly Result[]): string {
  const count = (outcome: Result["outcome"]): number =>
    results.filter((result) => result.outcome === outcome).length;
  const seconds = results.reduce((total, result) => total + result.seconds, 0);
  const absent = count("absent");
  return [
    `${count("passed")} passed`,
    `${count("failed")} failed`,
    ...(absent > 0 ? [`${absent} absent`] : []),
    `${Math.ceil(seconds / 60)} min`,
  ].join(", ");
}
