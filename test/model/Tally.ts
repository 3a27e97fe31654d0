import { table, type Column } from "../../scripts/lib/table";
import { ALWAYS_REFUSED } from "./candidates/all";

const DONE = "";

export const TALLY_COLUMNS: readonly Column[] = [
  { title: "call" },
  { title: "calls", align: "right" },
  { title: "done", align: "right" },
  { title: "share", align: "right" },
  { title: "refused with" },
];

/** Calls by kind, and by the error that refused them; the empty name stands for done. */
export type Counts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** How often each call was made, and refused with which error. */
export class Tally {
  private readonly calls = new Map<string, Map<string, number>>();

  count(kind: string, refusal: string | undefined, times = 1): void {
    const outcomes = this.calls.get(kind) ?? new Map<string, number>();
    this.calls.set(kind, outcomes);
    const outcome = refusal ?? DONE;
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + times);
  }

  /** Adds what another has counted. */
  add(counts: Counts): void {
    for (const [kind, outcomes] of Object.entries(counts)) {
      for (const [outcome, times] of Object.entries(outcomes)) this.count(kind, outcome, times);
    }
  }

  toJSON(): Counts {
    const kinds = [...this.calls].sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(
      kinds.map(([kind, outcomes]) => [kind, Object.fromEntries(outcomes)]),
    );
  }

  /** Kinds that were never tried. */
  untried(kinds: readonly string[]): string[] {
    return kinds.filter((kind) => !this.calls.has(kind));
  }

  /** Kinds that hardly ever succeeded although they may, of those tried so often at least. */
  mostlyRefused(leastShare: number, leastCalls = 1): string[] {
    return [...this.calls]
      .filter(([kind, outcomes]) => !ALWAYS_REFUSED.has(kind) && callsOf(outcomes) >= leastCalls)
      .filter(([, outcomes]) => successesOf(outcomes) < leastShare * callsOf(outcomes))
      .map(([kind]) => kind);
  }

  /** A row for each kind of call, as under `TALLY_COLUMNS`. */
  rows(): string[][] {
    const kinds = [...this.calls].sort(([a], [b]) => (a < b ? -1 : 1));
    return kinds.map(([kind, outcomes]) => {
      const [calls, done] = [callsOf(outcomes), successesOf(outcomes)];
      const refusals = [...outcomes]
        .filter(([outcome]) => outcome !== DONE)
        .sort(([, a], [, b]) => b - a)
        .map(([outcome, times]) => `${outcome} ${times}`);
      const share = `${Math.round((100 * done) / calls)} %`;
      return [kind, String(calls), String(done), share, refusals.join(", ")];
    });
  }

  toString(): string {
    return table(TALLY_COLUMNS, this.rows()).join("\n");
  }
}

function callsOf(outcomes: ReadonlyMap<string, number>): number {
  return [...outcomes.values()].reduce((total, times) => total + times, 0);
}

function successesOf(outcomes: ReadonlyMap<string, number>): number {
  return outcomes.get(DONE) ?? 0;
}
