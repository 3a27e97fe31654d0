import { toQuantity } from "ethers";
import { ethers, network } from "hardhat";

import { type Community, type MemberHandle } from "../../test/support/community";
import type { Crowd } from "../../typechain-types";
import { UNTIL } from "../gas/GasWorld";
import { type GuarantorNumbers, SuretyPlan } from "./SuretyPlan";

/** How many join in one transaction: more take more memory than they save time. */
const JOIN_TOGETHER = 24;

/** The most that a transaction may use (EIP-7825). */
const MOST_GAS = 16_777_216;

/** Enough for as many members as there are numbers. */
const TOKENS = 2n ** 95n;

/** How many members the founders stand for; all others are stood for by members. */
const FIRST_MEMBERS = 2;

const PREMIUM = 100n;

/** A community whose members all joined by calls of the contracts: as many as one likes. */
export class GrowingCommunity {
  /** How many transactions let them in. */
  transactions = 0;

  private constructor(
    readonly community: Community,
    private readonly crowd: Crowd,
    private readonly plan: SuretyPlan,
    private count: number,
  ) {}

  /**
   * @param community Nobody has joined yet but founders
   * @param random Draws evenly from 0 up to 1
   */
  static async begin(community: Community, random: () => number): Promise<GrowingCommunity> {
    const { membership, graph, vault, token, founders } = community;
    const crowd = await ethers.deployContract("Crowd", [membership, graph, vault, token, UNTIL]);
    await token.mint(crowd, TOKENS);

    const [anna, bolat] = founders;
    const members: number[] = [];
    for (let count = 0; count < FIRST_MEMBERS; count++) {
      await crowd.enter(anna.id, bolat.id);
      const number = await membership.memberCount();
      const wallet = await crowd.walletOf(number);
      for (const [slot, founder] of [anna, bolat].entries()) {
        await graph.connect(founder.wallet).vouch(wallet, slot, 0n, UNTIL, PREMIUM);
      }
      members.push(Number(number));
    }
    const plan = new SuretyPlan(members, random);
    return new GrowingCommunity(community, crowd, plan, Number(await membership.memberCount()));
  }

  /** How many members there are, founders among them. */
  get size(): number {
    return this.count;
  }

  /** How many generations there are below the first members. */
  get generations(): number {
    return this.plan.generationOf(this.plan.extremes().deepest);
  }

  /** How many principals the member with the most has. */
  get mostPrincipals(): number {
    return this.plan.principalsOf(this.plan.extremes().popular);
  }

  /**
   * Lets members join until there are as many as asked for.
   *
   * @param progress Told how many there are
   */
  async growTo(size: number, progress: (size: number) => void = () => undefined): Promise<void> {
    const { deployer } = this.community;
    const to = await this.crowd.getAddress();
    while (this.count < size) {
      const newcomers = this.admit(Math.min(JOIN_TOGETHER, size - this.count));
      const hash = (await network.provider.send("eth_sendTransaction", [
        {
          from: deployer.address,
          to,
          gas: toQuantity(MOST_GAS),
          data: this.crowd.interface.encodeFunctionData("grow", [newcomers.map(wordOf)]),
        },
      ])) as string;
      const receipt = await ethers.provider.getTransactionReceipt(hash);
      if (receipt?.status !== 1) throw new Error(`Nobody could join after ${this.count}`);
      this.count += newcomers.length;
      this.transactions++;
      progress(this.count);
    }
    if (size !== Number(await this.community.membership.memberCount())) {
      throw new RangeError(`There are more than ${size} members already`);
    }
  }

  /** The member who is the furthest from the founders, and the one who stands for the most others. */
  async extremes(): Promise<[MemberHandle, MemberHandle]> {
    const { deepest, popular } = this.plan.extremes();
    return [await this.member(deepest), await this.member(popular)];
  }

  private async member(number: number): Promise<MemberHandle> {
    const wallet = await this.community.impersonate(await this.crowd.walletOf(number));
    return { id: BigInt(number), wallet };
  }

  private admit(count: number): GuarantorNumbers[] {
    return Array.from({ length: count }, (_, index) => this.plan.admit(this.count + index + 1));
  }
}

/** As the crowd takes them: slot 0 in the lower 32 bits, slot 1 above them. */
function wordOf([guarantor0, guarantor1]: GuarantorNumbers): bigint {
  return BigInt(guarantor0) | (BigInt(guarantor1) << 32n);
}
