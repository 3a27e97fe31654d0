/** Control sequences of a terminal. */
// eslint-disable-next-line no-control-regex
const STYLES = /\u001b\[[\d;]*m/g;

type Figure = (output: string) => string | undefined;

/** The last piece of the output that a pattern matches, or its first group. */
export function last(pattern: RegExp): Figure {
  return (output) => {
    const found = [...plain(output).matchAll(new RegExp(pattern, "gm"))].at(-1);
    return (found?.[1] ?? found?.[0])?.trim();
  };
}

/** Mocha's closing lines: `1474 passing, 2 failing`. */
export function tests(output: string): string | undefined {
  const counts = [...plain(output).matchAll(/^\s*(\d+ (?:passing|failing|pending))\b/gm)];
  return counts.length === 0 ? undefined : counts.map(([, count = ""]) => count).join(", ");
}

/** How many of the requirements that `npm run trace` lists have a test. */
export function traced(output: string): string | undefined {
  const ids = plain(output)
    .split("\n")
    .filter((line) => /^[A-Z]{3}-\d+/.test(line));
  if (ids.length === 0) return undefined;
  const missing = ids.filter((line) => line.endsWith(" -")).length;
  return `${ids.length - missing} of ${ids.length} requirements have a test`;
}

/** The largest contract of `npm run sizes`. */
export function largestContract(output: string): string | undefined {
  const [largest] = [...plain(output).matchAll(/\|\s+(\w+)\s+·\s+([\d.]+)/g)]
    .map(([, name = "", size = ""]) => ({ name, size: Number(size) }))
    .sort((a, b) => b.size - a.size);
  return largest === undefined ? undefined : `largest: ${largest.name}, ${largest.size} KiB`;
}

/** How many rows of `npm run gas:check` keep their budget. */
export function withinBudget(output: string): string | undefined {
  const rows = plain(output)
    .split("\n")
    .filter((line) => /^\S+\s+\d+\s+\d+\s+\d+ %/.test(line));
  if (rows.length === 0) return undefined;
  const over = rows.filter((line) => line.endsWith(" over")).length;
  return `${rows.length - over} of ${rows.length} rows within budget`;
}

/** The sum of the table of `npm run mutate -- --check`. */
export function mutantScore(output: string): string | undefined {
  const row = /^all\s+(\d+)\s.*\s([\d.]+)$/m.exec(plain(output));
  return row === null ? undefined : `${row[2] ?? ""} % of ${row[1] ?? ""} mutants noticed`;
}

function plain(output: string): string {
  return output.replaceAll(STYLES, "").replaceAll("\r", "");
}
