import type { Column } from "../lib/table";

/** Lays rows out as a table of Markdown, as Prettier would. */
export function markdownTable(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): string[] {
  const widths = columns.map(({ title }, index) =>
    Math.max(3, title.length, ...rows.map((row) => row[index]?.length ?? 0)),
  );
  const line = (cells: readonly string[]): string => {
    const padded = widths.map((width, index) => {
      const cell = cells[index] ?? "";
      return columns[index]?.align === "right" ? cell.padStart(width) : cell.padEnd(width);
    });
    return `| ${padded.join(" | ")} |`;
  };
  const rule = widths.map((width, index) =>
    columns[index]?.align === "right" ? `${"-".repeat(width - 1)}:` : "-".repeat(width),
  );
  return [line(columns.map(({ title }) => title)), line(rule), ...rows.map(line)];
}
