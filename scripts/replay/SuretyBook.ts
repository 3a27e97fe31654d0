import { pledgeId, principalOf } from "../lib/names";
import type { GuarantorSnapshot } from "../lib/seats";

/** What a guarantor has promised for a principal, as far as the replay must know it. */
interface Surety {
  guarantor: bigint;
  pledge: bigint;
  /** Protocol clock until which it offers room. */
  until: number;
}

/** A member's guarantors from a time on; an empty slot is undefined. */
interface PairPeriod {
  since: number;
  sureties: readonly [Surety | undefined, Surety | undefined];
}

/** A member of the community, as the replay remembers them. */
export interface BookedMember {
  id: bigint;
  person: number;
  wallet: string;
  /** 0 for founders, otherwise above both guarantors. */
  generation: number;
  isFounder: boolean;
  isExpelled: boolean;
  /** Present and past pairs, the present one last; none for founders. */
  periods: PairPeriod[];
  /** What the member owes guarantors, by pledge. */
  debts: Map<bigint, bigint>;
  /** Protocol clock by which that is to be repaid; 0 when nothing is owed. */
  dueBy: number;
}

/** Why a member may not take a new obligation. */
export type BadStanding = "expelled" | "owesRecourse" | "guarantorMissing";

/**
 * The members and sureties of the community, followed beside the contracts so that they need not be
 * asked about every line. The contracts refuse a transaction when the two differ.
 */
export class SuretyBook {
  private readonly byPerson = new Map<number, BookedMember>();
  private readonly byId: BookedMember[] = [];
  private readonly founders: BookedMember[] = [];

  get members(): readonly BookedMember[] {
    return this.byId;
  }

  get circle(): readonly BookedMember[] {
    return this.founders;
  }

  /** Everybody with the guarantors they joined with. */
  joined(): { id: bigint; generation: number; isExpelled: boolean; guarantors: bigint[] }[] {
    return this.byId.map(({ id, generation, isExpelled, periods }) => ({
      id,
      generation,
      isExpelled,
      guarantors: (periods[0]?.sureties ?? []).flatMap((surety) =>
        surety === undefined ? [] : [surety.guarantor],
      ),
    }));
  }

  /** The member that a person is; undefined if they never joined. */
  find(person: number): BookedMember | undefined {
    return this.byPerson.get(person);
  }

  get(id: bigint): BookedMember {
    const member = this.byId[Number(id) - 1];
    if (member === undefined) throw new RangeError(`There is no member ${id}`);
    return member;
  }

  admitFounder(person: number, wallet: string): BookedMember {
    const founder = this.add(person, wallet, 0, true);
    this.founders.push(founder);
    return founder;
  }

  /** Admits a newcomer for whom two members stand surety from `since` on, until `untils`. */
  admit(
    person: number,
    wallet: string,
    guarantors: readonly [bigint, bigint],
    untils: readonly [number, number],
    since: number,
  ): BookedMember {
    const generation = 1 + Math.max(...guarantors.map((id) => this.get(id).generation));
    const member = this.add(person, wallet, generation, false);
    // Each vouch makes a version of the pair, which is the serial of its pledge.
    const surety = (slot: 0 | 1): Surety => ({
      guarantor: guarantors[slot],
      pledge: pledgeId(member.id, slot, BigInt(slot + 1)),
      until: untils[slot],
    });
    member.periods.push({ since, sureties: [surety(0), surety(1)] });
    return member;
  }

  /** Expels a member; their guarantors withdraw at once. */
  expel(member: BookedMember, now: number): void {
    member.isExpelled = true;
    member.periods.push({ since: now, sureties: [undefined, undefined] });
  }

  /** Books what a pledge has paid: its principal owes it to the guarantor. */
  owe(pledge: bigint, amount: bigint): void {
    const { debts } = this.get(principalOf(pledge));
    debts.set(pledge, (debts.get(pledge) ?? 0n) + amount);
  }

  /** Books what a principal has repaid. */
  repay(pledge: bigint, amount: bigint): void {
    const member = this.get(principalOf(pledge));
    const left = (member.debts.get(pledge) ?? 0n) - amount;
    if (left > 0n) member.debts.set(pledge, left);
    else member.debts.delete(pledge);
    if (member.debts.size === 0) member.dueBy = 0;
  }

  debtOf({ debts }: BookedMember): bigint {
    return [...debts.values()].reduce((sum, debt) => sum + debt, 0n);
  }

  suretiesOf({ periods }: BookedMember): PairPeriod["sureties"] {
    return periods.at(-1)?.sureties ?? [undefined, undefined];
  }

  /** When the member's pair last changed (protocol clock); 0 for founders. */
  pairSince({ periods }: BookedMember): number {
    return periods.at(-1)?.since ?? 0;
  }

  /** What keeps a member from new obligations; undefined if they are in good standing. */
  badStanding(member: BookedMember): BadStanding | undefined {
    if (member.isExpelled) return "expelled";
    if (member.debts.size > 0) return "owesRecourse";
    if (member.isFounder) return undefined;
    const secured = this.suretiesOf(member).every(
      (surety) => surety !== undefined && !this.get(surety.guarantor).isExpelled,
    );
    return secured ? undefined : "guarantorMissing";
  }

  /** The guarantors of everybody as they were at a past time. */
  at(time: number): GuarantorSnapshot {
    return {
      guarantorsOf: (id) => {
        const member = this.get(id);
        if (member.isFounder) return this.ringGuarantorsOf(member);
        const period = member.periods.findLast(({ since }) => since <= time);
        const [first, second] = period?.sureties ?? [];
        return [first?.guarantor ?? 0n, second?.guarantor ?? 0n];
      },
      isFounder: (id) => this.get(id).isFounder,
    };
  }

  /** Founders never leave in a replay, so the ring is the circle in the order of joining. */
  private ringGuarantorsOf(founder: BookedMember): [bigint, bigint] {
    const place = this.founders.indexOf(founder);
    const next = (steps: number): bigint =>
      this.founders[(place + steps) % this.founders.length]?.id ?? 0n;
    return [next(1), next(2)];
  }

  private add(
    person: number,
    wallet: string,
    generation: number,
    isFounder: boolean,
  ): BookedMember {
    const member: BookedMember = {
      id: BigInt(this.byId.length + 1),
      person,
      wallet,
      generation,
      isFounder,
      isExpelled: false,
      periods: [],
      debts: new Map(),
      dueBy: 0,
    };
    this.byId.push(member);
    this.byPerson.set(person, member);
    return member;
  }
}
