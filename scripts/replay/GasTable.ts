/** Gas of one kind of transaction, by receipts. */
export interface GasRow {
  operation: string;
  count: number;
  average: number;
  max: number;
}

/** Gas by kind of transaction. */
export class GasTable {
  private readonly sums = new Map<string, { count: number; total: number; max: number }>();

  add(operation: string, gasUsed: number): void {
    const sum = this.sums.get(operation);
    if (sum === undefined) {
      this.sums.set(operation, { count: 1, total: gasUsed, max: gasUsed });
    } else {
      sum.count += 1;
      sum.total += gasUsed;
      sum.max = Math.max(sum.max, gasUsed);
    }
  }

  /** Transactions of all kinds. */
  get transactions(): number {
    return [...this.sums.values()].reduce((all, { count }) => all + count, 0);
  }

  /** A row for each kind, in the order in which the kinds first came. */
  get rows(): GasRow[] {
    return [...this.sums].map(([operation, { count, total, max }]) => ({
      operation,
      count,
      average: Math.round(total / count),
      max,
    }));
  }
}
