import { time } from "@nomicfoundation/hardhat-network-helpers";
import type { ContractTransactionResponse } from "ethers";
import { ethers } from "hardhat";

import { refusalOf } from "../../scripts/scenario/refusalOf";
import { DAY, type MemberHandle } from "../support/community";
import { at, inOneBlock, MemberState, type GraphCommunity } from "./graphCommunity";
import { mulberry } from "./random";
import { ReferenceGraph } from "./ReferenceGraph";

/** What the graph may refuse a random vouch for. */
const REFUSALS = new Set(["GenerationTooHigh", "NotInGoodStanding", "SameGuarantor"]);

/** Lets members of a community join, change guarantors, leave and come back at random, and keeps a reference log. */
export class RandomLife {
  readonly members: MemberHandle[];
  readonly reference: ReferenceGraph;
  private readonly random: () => number;

  private constructor(
    private readonly community: GraphCommunity,
    seed: number,
    began: bigint,
  ) {
    this.members = [...community.founders];
    this.reference = new ReferenceGraph(
      community.founders.map(({ id }) => id),
      began,
    );
    this.random = mulberry(seed);
  }

  static async begin(community: GraphCommunity, seed: number): Promise<RandomLife> {
    const [ring] = await community.graph.queryFilter(community.graph.filters.RingChanged());
    if (ring === undefined) throw new Error("The circle was never formed");
    return new RandomLife(community, seed, ring.args.since);
  }

  /** Lets `count` members join, each with guarantors among the newest members. */
  async grow(count: number): Promise<void> {
    for (let joined = 0; joined < count; joined++) await this.join();
  }

  /** Lets `count` things happen. */
  async live(count: number): Promise<void> {
    for (let happened = 0; happened < count; happened++) {
      const event = this.pick([
        () => this.join(),
        () => this.replace(),
        () => this.replace(),
        () => this.replace(),
        () => this.withdraw(),
        () => this.withdraw(),
        () => this.hurry(),
        () => this.hurry(),
        () => this.leaveAndReturn(),
        () => this.applyAndChangeOnesMind(),
        () => this.stopTheClock(),
        () => this.changeTheCircle(),
      ]);
      await event();
      if (this.random() < 0.3) await time.increase(1 + Math.floor(this.random() * 5));
    }
  }

  /** The seconds around every change of a member's pair and of the circle. */
  timesAround(member: bigint): bigint[] {
    const sinces = [
      ...this.reference.changesOf(member).map(({ since }) => since),
      ...this.reference.circleChanges(),
    ];
    const times = sinces.flatMap((since) => [since - 1n, since, since + 1n]);
    return [...new Set(times)].sort((a, b) => Number(a - b));
  }

  below(limit: number): number {
    return Math.floor(this.random() * limit);
  }

  pick<T>(list: readonly T[]): T {
    return at(list, this.below(list.length));
  }

  private async join(): Promise<void> {
    const { applicant } = this.community;
    const [first, second] = await this.twoGuarantors(6);
    const member = await applicant([first, second], 1_000n);
    this.members.push(member);
    const slots = this.random() < 0.5 ? [0, 1] : [1, 0];
    for (const slot of slots) await this.vouch(slot === 0 ? first : second, member, slot);
  }

  private async replace(): Promise<void> {
    const principal = await this.secured();
    if (principal === undefined) return;
    await this.nominateAndVouch(
      await this.guarantor(this.members.length),
      principal,
      this.below(2),
    );
  }

  private async withdraw(): Promise<void> {
    const principal = this.pick(this.members);
    const slot = this.below(2);
    const guarantor = this.sitting(principal, slot);
    if (guarantor === undefined) return;
    await this.withdrawFrom(guarantor, principal, slot);
  }

  /** Changes the same pair several times in one second. */
  private async hurry(): Promise<void> {
    const { nominate, vouch, withdraw } = this.community;
    const principal = await this.secured();
    if (principal === undefined) return;
    const slot = this.below(2);
    const [old, founder] = [this.sitting(principal, slot), this.founderFor(principal)];
    if (old === undefined || founder === undefined) return;
    await nominate(principal, slot, founder);
    const again = this.random() < 0.5;
    const receipts = await inOneBlock(
      () => withdraw(old, principal, slot),
      () => vouch(founder, principal, slot),
      ...(again ? [() => withdraw(founder, principal, slot)] : []),
    );
    const { blockNumber } = at(receipts, 0);
    const since = await this.community.charter.clock({ blockTag: blockNumber });
    this.reference.setSlot(principal.id, slot, 0n, 0n, since);
    this.reference.setSlot(principal.id, slot, founder.id, 0n, since);
    if (again) this.reference.setSlot(principal.id, slot, 0n, 0n, since);
  }

  private async leaveAndReturn(): Promise<void> {
    const { membership, graph, clockOf } = this.community;
    const leaver = this.pick(this.members);
    const { principals } = await graph.pairOf(leaver.id);
    if (principals > 0n || this.isFounder(leaver) || !(await this.isActive(leaver))) return;
    const resigned = await membership.connect(leaver.wallet).resign();
    this.reference.close(leaver.id, await clockOf(resigned));
    if (this.random() < 0.3) return;

    const [first, second] = await this.twoGuarantors(this.members.length);
    await membership
      .connect(leaver.wallet)
      .applyForMembership(ethers.ZeroHash, first.id, 1_000n, second.id, 1_000n, 0n);
    await this.vouch(first, leaver, 0);
    await this.vouch(second, leaver, 1);
  }

  /** Applies, has one guarantor come and go, and takes the application back or goes on with it. */
  private async applyAndChangeOnesMind(): Promise<void> {
    const { applicant, membership, clockOf } = this.community;
    const [first, second] = await this.twoGuarantors(this.members.length);
    const member = await applicant([first, second], 1_000n);
    this.members.push(member);
    await this.vouch(second, member, 1);
    if (this.random() < 0.5 && this.sitting(member, 1) !== undefined) {
      await this.withdrawFrom(second, member, 1);
      await this.vouch(first, member, 0);
    }
    if (this.random() < 0.5) {
      const withdrawn = await membership.connect(member.wallet).withdrawApplication();
      this.reference.close(member.id, await clockOf(withdrawn));
    }
  }

  /** Changes pairs while the clock stands still, and at once when it runs again. */
  private async stopTheClock(): Promise<void> {
    const { charter, guardian } = this.community;
    await time.increase(14n * DAY);
    await charter.connect(guardian).pause();
    for (let changes = this.below(4); changes > 0; changes--) {
      await time.increase(100 + this.below(1_000));
      await this.withdraw();
    }
    await charter.connect(guardian).resume();
    await this.replace();
  }

  private async changeTheCircle(): Promise<void> {
    const { membership, graph, admitFounder, clockOf, now } = this.community;
    const leaving = this.pick(this.reference.founders());
    const leaver = this.members.find(({ id }) => id === leaving);
    if (leaver === undefined || this.random() < 0.4) {
      const founder = await admitFounder();
      this.members.push(founder);
      this.reference.admit(founder.id, await now());
      return;
    }
    const { principals } = await graph.pairOf(leaver.id);
    if (principals > 0n || this.reference.founders().length <= 3) return;
    const resigned = await membership.connect(leaver.wallet).resign();
    this.reference.close(leaver.id, await clockOf(resigned));
  }

  private async nominateAndVouch(
    guarantor: MemberHandle,
    principal: MemberHandle,
    slot: number,
  ): Promise<void> {
    const nominated = await this.attempt(
      this.community.nominate(principal, slot, guarantor, 1_000n),
    );
    if (nominated !== undefined) await this.vouch(guarantor, principal, slot);
  }

  private async vouch(
    guarantor: MemberHandle,
    principal: MemberHandle,
    slot: number,
  ): Promise<void> {
    const { vouch, clockOf } = this.community;
    const premium = BigInt(this.below(1_001));
    const vouched = await this.attempt(vouch(guarantor, principal, slot, { premium }));
    if (vouched === undefined) return;
    const since = await clockOf(vouched);
    this.reference.setSlot(principal.id, slot, guarantor.id, premium, since);
  }

  private async withdrawFrom(
    guarantor: MemberHandle,
    principal: MemberHandle,
    slot: number,
  ): Promise<void> {
    const { withdraw, clockOf } = this.community;
    const since = await clockOf(await withdraw(guarantor, principal, slot));
    this.reference.setSlot(principal.id, slot, 0n, 0n, since);
  }

  private async attempt(
    call: Promise<ContractTransactionResponse>,
  ): Promise<ContractTransactionResponse | undefined> {
    try {
      return await call;
    } catch (error) {
      const refusal = refusalOf(error);
      if (refusal !== undefined && REFUSALS.has(refusal.errorName)) return undefined;
      throw error;
    }
  }

  private isFounder({ id }: MemberHandle): boolean {
    return this.reference.founders().includes(id);
  }

  private async isActive({ id }: MemberHandle): Promise<boolean> {
    return (await this.community.membership.stateOf(id)) === MemberState.Active;
  }

  private sitting(principal: MemberHandle, slot: number): MemberHandle | undefined {
    const guarantor = this.reference.present(principal.id).guarantors[slot];
    return this.members.find(({ id }) => id === guarantor);
  }

  /** A founder who does not stand for a member yet. */
  private founderFor(principal: MemberHandle): MemberHandle | undefined {
    const { guarantors } = this.reference.present(principal.id);
    const founders = this.reference.founders().filter((founder) => !guarantors.includes(founder));
    return this.members.find(({ id }) => id === founders[0]);
  }

  /** An Active member who is no founder. */
  private async secured(): Promise<MemberHandle | undefined> {
    const member = this.pick(this.members);
    return !this.isFounder(member) && (await this.isActive(member)) ? member : undefined;
  }

  /** One of the newest members in good standing. */
  private async guarantor(newest: number): Promise<MemberHandle> {
    for (;;) {
      const member = this.pick(this.members.slice(-newest));
      if (await this.community.graph.inGoodStanding(member.id)) return member;
    }
  }

  private async twoGuarantors(newest: number): Promise<[MemberHandle, MemberHandle]> {
    const first = await this.guarantor(newest);
    for (let among = newest; ; among++) {
      const second = await this.guarantor(among);
      if (second.id !== first.id) return [first, second];
    }
  }
}
