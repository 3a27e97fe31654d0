interface Entry<T> {
  time: number;
  /** Order of entry: what falls due in the same second is done in that order. */
  order: number;
  task: T;
}

/** What has to be done and when: a binary heap, the earliest on top. */
export class Agenda<T> {
  private readonly heap: Entry<T>[] = [];
  private entries = 0;

  get size(): number {
    return this.heap.length;
  }

  /** When the next task falls due; undefined if there is none. */
  get nextTime(): number | undefined {
    return this.heap[0]?.time;
  }

  add(time: number, task: T): void {
    const entry = { time, order: this.entries++, task };
    let index = this.heap.push(entry) - 1;
    while (index > 0) {
      const above = (index - 1) >> 1;
      if (!this.isBefore(entry, this.at(above))) break;
      this.heap[index] = this.at(above);
      index = above;
    }
    this.heap[index] = entry;
  }

  /** Takes the earliest task off; undefined if there is none. */
  take(): { time: number; task: T } | undefined {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (first === undefined || last === undefined || first === last) return first;

    let index = 0;
    for (;;) {
      let below = 2 * index + 1;
      if (below >= this.heap.length) break;
      const other = below + 1;
      if (other < this.heap.length && this.isBefore(this.at(other), this.at(below))) below = other;
      if (!this.isBefore(this.at(below), last)) break;
      this.heap[index] = this.at(below);
      index = below;
    }
    this.heap[index] = last;
    return first;
  }

  private at(index: number): Entry<T> {
    const entry = this.heap[index];
    if (entry === undefined) throw new RangeError(`The agenda has no entry ${index}`);
    return entry;
  }

  private isBefore(left: Entry<T>, right: Entry<T>): boolean {
    return left.time < right.time || (left.time === right.time && left.order < right.order);
  }
}
