/** A member's guarantors from a time on; 0 stands for an empty slot. */
export interface PairEntry {
  since: bigint;
  guarantors: readonly [bigint, bigint];
  premiums: readonly [bigint, bigint];
}

const NOTHING: PairEntry = { since: 0n, guarantors: [0n, 0n], premiums: [0n, 0n] };

/**
 * What a surety graph must remember, written down the plain way: every change with its time, and
 * every question answered by reading from the beginning.
 */
export class ReferenceGraph {
  private readonly changes = new Map<bigint, PairEntry[]>();
  private readonly circles: { since: bigint; founders: readonly bigint[] }[];

  constructor(founders: readonly bigint[], since: bigint) {
    this.circles = [{ since, founders: [...founders] }];
  }

  /** The changes of a member's pair. */
  changesOf(member: bigint): readonly PairEntry[] {
    return this.changes.get(member) ?? [];
  }

  /** A member's pair after all changes, a half application's too. */
  present(member: bigint): PairEntry {
    return this.changesOf(member).at(-1) ?? NOTHING;
  }

  /** When the circle changed. */
  circleChanges(): bigint[] {
    return this.circles.map(({ since }) => since);
  }

  founders(): readonly bigint[] {
    return this.circles.at(-1)?.founders ?? [];
  }

  setSlot(member: bigint, slot: number, guarantor: bigint, premium: bigint, since: bigint): void {
    const { guarantors, premiums } = this.present(member);
    this.append(member, {
      since,
      guarantors: replaced(guarantors, slot, guarantor),
      premiums: replaced(premiums, slot, premium),
    });
  }

  /** Ends both sureties for a member who leaves. */
  close(member: bigint, since: bigint): void {
    const { guarantors } = this.present(member);
    if (guarantors.some((guarantor) => guarantor !== 0n)) {
      this.append(member, { ...NOTHING, since });
    }
    if (this.founders().includes(member)) {
      this.setCircle(
        this.founders().filter((founder) => founder !== member),
        since,
      );
    }
  }

  admit(founder: bigint, since: bigint): void {
    this.setCircle([...this.founders(), founder], since);
  }

  foundersAt(time: bigint): readonly bigint[] {
    return this.circles.filter(({ since }) => since <= time).at(-1)?.founders ?? [];
  }

  /** The sureties of a member at a time. The first vouch of a first application does not count. */
  suretiesAt(member: bigint, time: bigint): PairEntry {
    const begun = this.changesOf(member).filter(({ since }) => since <= time);
    return begun.length <= 1 ? NOTHING : (begun.at(-1) ?? NOTHING);
  }

  /** The two who answered for a member at a time: sureties, or the next two of the circle. */
  guarantorsAt(member: bigint, time: bigint): PairEntry {
    const founders = this.foundersAt(time);
    const place = founders.indexOf(member);
    if (place < 0) return this.suretiesAt(member, time);
    const next = (steps: number): bigint => founders[(place + steps) % founders.length] ?? 0n;
    return { ...NOTHING, guarantors: [next(1), next(2)] };
  }

  /** Who sits at the end of a path of slots up from a party; 0 if the seat is void. */
  seatHolder(
    parties: readonly [party: bigint, opponent: bigint],
    path: readonly number[],
    time: bigint,
  ): bigint {
    const climb = (holder: bigint, rest: readonly number[]): bigint => {
      const [slot, ...further] = rest;
      if (slot === undefined) return holder;
      const isFirst = rest.length === path.length;
      if (!isFirst && this.foundersAt(time).includes(holder)) return holder;
      const next = this.guarantorsAt(holder, time).guarantors[slot] ?? 0n;
      return next === 0n || parties.includes(next) ? 0n : climb(next, further);
    };
    return climb(parties[0], path);
  }

  private append(member: bigint, entry: PairEntry): void {
    this.changes.set(member, [...this.changesOf(member), entry]);
  }

  private setCircle(founders: readonly bigint[], since: bigint): void {
    this.circles.push({ since, founders });
  }
}

function replaced(
  pair: readonly [bigint, bigint],
  slot: number,
  value: bigint,
): readonly [bigint, bigint] {
  return slot === 0 ? [value, pair[1]] : [pair[0], value];
}
