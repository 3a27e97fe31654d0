import { digestOf } from "./digestOf";
import type { FileHits, Hits } from "./Hits";
import { KINDS, type Count, type Gap, type Kind, type Summary } from "./Summary";

/** Counts what ran in each source, and lists what never did. */
export function summarize(hits: Hits, sources: ReadonlyMap<string, string>): Summary {
  const files: Summary["files"] = {};
  const gaps: Gap[] = [];
  for (const [file, source] of sources) {
    const ran = hits[file];
    if (ran === undefined) throw new Error(`${file} was not measured`);
    const items = itemsOf(ran);
    files[file] = Object.fromEntries(
      KINDS.map((kind) => [kind, countOf(items.filter((item) => item.kind === kind))]),
    ) as Record<Kind, Count>;
    gaps.push(
      ...items.filter(({ times }) => times === 0).map((item) => gapOf(item, file, source, ran)),
    );
  }
  return { sources: digestOf(sources), files, gaps };
}

interface Item {
  kind: Kind;
  line: number;
  side?: "true" | "false";
  times: number;
}

function itemsOf({ s, b, f, l, statementMap, branchMap, fnMap }: FileHits): Item[] {
  const statements = Object.entries(s).map(([id, times]): Item => ({
    kind: "statements",
    line: statementMap[id]?.start.line ?? 0,
    times,
  }));
  const branches = Object.entries(b).flatMap(([id, sides]) =>
    sides.map((times, index): Item => ({
      kind: "branches",
      line: branchMap[id]?.line ?? 0,
      side: index === 0 ? "true" : "false",
      times,
    })),
  );
  const functions = Object.entries(f).map(([id, times]): Item => ({
    kind: "functions",
    line: fnMap[id]?.line ?? 0,
    times,
  }));
  const lines = Object.entries(l).map(([line, times]): Item => ({
    kind: "lines",
    line: Number(line),
    times,
  }));
  return [...statements, ...branches, ...functions, ...lines];
}

function countOf(items: readonly Item[]): Count {
  return { covered: items.filter(({ times }) => times > 0).length, total: items.length };
}

function gapOf({ kind, line, side }: Item, file: string, source: string, ran: FileHits): Gap {
  return {
    kind,
    file,
    line,
    inside: functionAt(line, ran),
    code: source.split("\n")[line - 1]?.trim() ?? "",
    ...(side === undefined ? {} : { side }),
  };
}

/** The last function that begins before a line. */
function functionAt(line: number, { fnMap }: FileHits): string {
  return (
    Object.values(fnMap)
      .filter((entry) => entry.line <= line)
      .sort((a, b) => b.line - a.line)[0]?.name ?? ""
  );
}
