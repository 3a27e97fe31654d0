import type { Gap, Summary } from "./Summary";
import type { UnreachableSide } from "./UnreachableSide";

/** Whether what never ran is listed as unreachable. */
export function isExcluded(gap: Gap, unreachable: readonly UnreachableSide[]): boolean {
  return unreachable.some((entry) => describes(entry, gap));
}

/**
 * What is wrong with a measurement: everything that never ran and is not listed as unreachable, and everything
 * listed that ran or is not there any more.
 */
export function faultsOf({ gaps }: Summary, unreachable: readonly UnreachableSide[]): string[] {
  const missed = gaps
    .filter((gap) => !isExcluded(gap, unreachable))
    .map(({ file, line, kind, side, code }) => {
      const what = side === undefined ? kind.slice(0, -1) : `${kind.slice(0, -2)} (${side})`;
      return `${file}:${line} this ${what} never ran: ${code}`;
    });
  const needless = unreachable
    .filter((entry) => !gaps.some((gap) => describes(entry, gap)))
    .map(
      ({ file, inside, side, code }) => `${file} ${inside}: no need to exclude (${side}): ${code}`,
    );
  return [...missed, ...needless];
}

function describes(entry: UnreachableSide, gap: Gap): boolean {
  return (
    gap.kind === "branches" &&
    gap.file === entry.file &&
    gap.inside === entry.inside &&
    gap.code === entry.code &&
    gap.side === entry.side
  );
}
