import type { SoundnessReport } from "./SoundnessReport";
import type { Summary } from "./Summary";

/** Looks figures up in a report by the names that tables and plots show. */
export class Findings {
  constructor(readonly report: SoundnessReport) {}

  /** Of a strategy under the defaults; of its first variant unless told. */
  of(strategy: string, variant?: string): Summary {
    const variants = this.report.strategies.find(({ name }) => name === strategy)?.variants ?? [];
    const found = variants.find(({ name }) => variant === undefined || name === variant);
    if (found === undefined)
      throw new RangeError(`No ${strategy} with ${variant ?? "any variant"}`);
    return found.summary;
  }

  /** Of a strategy at a value of a sweep. */
  at(sweep: string, value: number, strategy: string): Summary {
    const points = this.report.sweeps.find(({ name }) => name === sweep)?.points ?? [];
    const summary = points.find((point) => point.value === value)?.summaries[strategy];
    if (summary === undefined) throw new RangeError(`No ${strategy} at ${sweep} ${value}`);
    return summary;
  }

  /** The least value of a sweep from which on a strategy gains nothing on average; undefined if none. */
  firstUnprofitable(sweep: string, strategy: string): number | undefined {
    const points = this.report.sweeps.find(({ name }) => name === sweep)?.points ?? [];
    const last = points.findLastIndex(({ summaries }) => (summaries[strategy]?.gain.mean ?? 0) > 0);
    return points[last + 1]?.value;
  }
}
