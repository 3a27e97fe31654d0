/** Who stands for a newcomer. */
export type GuarantorNumbers = readonly [guarantor0: number, guarantor1: number];

/** How many of the latest members a newcomer may know one of. */
const LATEST = 64;

/**
 * Who stands for whom in a community that grows: one guarantor is among the latest members, so that
 * generations go on, and the other is likely to be somebody with many principals already.
 */
export class SuretyPlan {
  /** Members by number, as often as they stand for somebody, and once more. */
  private readonly weighted: number[] = [];

  private readonly generations = new Map<number, number>();
  private readonly principals = new Map<number, number>();

  /**
   * @param members Those who are there already, by number; at least two
   * @param random Draws evenly from 0 up to 1
   */
  constructor(
    private readonly members: number[],
    private readonly random: () => number,
  ) {
    if (members.length < 2) throw new RangeError("Two members at least must stand for the first");
    this.weighted.push(...members);
  }

  /** Lets the next newcomer in. */
  admit(number: number): GuarantorNumbers {
    const latest = this.pick(this.members.slice(-LATEST));
    let popular = latest;
    while (popular === latest) popular = this.pick(this.weighted);

    this.members.push(number);
    this.weighted.push(number, latest, popular);
    for (const guarantor of [latest, popular]) {
      this.principals.set(guarantor, this.principalsOf(guarantor) + 1);
    }
    const generation = Math.max(this.generationOf(latest), this.generationOf(popular)) + 1;
    this.generations.set(number, generation);
    return [latest, popular];
  }

  /** How far below the first members somebody is; those have 0. */
  generationOf(number: number): number {
    return this.generations.get(number) ?? 0;
  }

  principalsOf(number: number): number {
    return this.principals.get(number) ?? 0;
  }

  /** The member who stands for the most, and the one who is the furthest down; the latest of equals. */
  extremes(): { popular: number; deepest: number } {
    const [first = 0] = this.members;
    let [popular, deepest] = [first, first];
    for (const number of this.members) {
      if (this.generationOf(number) >= this.generationOf(deepest)) deepest = number;
    }
    for (const number of this.members) {
      if (number !== deepest && this.principalsOf(number) >= this.principalsOf(popular)) {
        popular = number;
      }
    }
    return { popular, deepest };
  }

  private pick(list: readonly number[]): number {
    const item = list[Math.floor(this.random() * list.length)];
    if (item === undefined) throw new RangeError("There is nobody to pick");
    return item;
  }
}
