import type { Column } from "./table";

/** Rows of a table in Markdown, under titles or columns. */
export function markdownTable(
  columns: readonly (string | Column)[],
  rows: readonly (readonly string[])[],
): string[] {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
  const titles = columns.map((column) => (typeof column === "string" ? column : column.title));
  const rule = columns.map((column) =>
    typeof column !== "string" && column.align === "right" ? "---:" : "---",
  );
  return [line(titles), line(rule), ...rows.map(line)];
}

/** Text that stands for itself in Markdown. */
export function code(text: string): string {
  return text.includes("`") ? `\`\` ${text} \`\`` : `\`${text}\``;
}
