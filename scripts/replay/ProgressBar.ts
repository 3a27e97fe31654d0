/** Where a bar is drawn: a terminal. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const REDRAW_AFTER = 100;

/** A bar that moves along one line of a terminal; on anything else it draws nothing. */
export class ProgressBar {
  private drawnAt = -Infinity;

  constructor(
    private readonly stream: ProgressStream,
    private readonly total: number,
    private readonly clock: () => number = Date.now,
  ) {}

  /** Shows that `done` of the total is done, with a word about it. */
  update(done: number, note: string): void {
    if (this.stream.isTTY !== true) return;
    const now = this.clock();
    if (done < this.total && now - this.drawnAt < REDRAW_AFTER) return;
    this.drawnAt = now;

    const share = this.total === 0 ? 1 : done / this.total;
    const text = ` ${String(Math.floor(share * 100)).padStart(3)} %  ${note}`;
    const width = Math.max(10, Math.min(40, (this.stream.columns ?? 80) - text.length - 1));
    const filled = Math.round(share * width);
    this.stream.write(`\r${"█".repeat(filled)}${"░".repeat(width - filled)}${text}\x1b[K`);
  }

  /** Takes the bar off the terminal. */
  clear(): void {
    if (this.stream.isTTY === true) this.stream.write("\r\x1b[K");
  }
}
