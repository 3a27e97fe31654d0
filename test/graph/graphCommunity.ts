import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { mine, time } from "@nomicfoundation/hardhat-network-helpers";
import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import { ethers } from "hardhat";

import { bondId, BondRole, pledgeId } from "../../scripts/lib/names";
import {
  DAY,
  deployCommunity,
  TOKEN,
  type Community,
  type CommunityOptions,
  type MemberHandle,
} from "../support/community";

/** What each founder of a graph community has deposited. */
export const FOUNDER_DEPOSIT = 1_000n * TOKEN;

/** States of a member as the contracts number them. */
export const MemberState = {
  None: 0n,
  Applicant: 1n,
  Active: 2n,
  Resigned: 3n,
  Expelled: 4n,
} as const;

/** States of a pledge as the contracts number them. */
export const PledgeState = { None: 0n, Live: 1n, Ended: 2n, Closed: 3n } as const;

/** How a vouch is made; everything has a default. */
export interface VouchTerms {
  /** Nothing unless told. */
  amount?: bigint;
  /** The community's horizon unless told. */
  until?: bigint;
  /** Nothing unless told (basis points). */
  premium?: bigint;
}

/** A community whose court and trade contract the test speaks for. */
export interface GraphCommunity extends Community {
  /** Speaks for the trade contract. */
  asTrade: HardhatEthersSigner;
  /** Speaks for the membership. */
  asMembership: HardhatEthersSigner;
  /** Lets a new wallet apply. */
  applicant: (
    nominees: readonly [MemberHandle, MemberHandle],
    maxPremium?: bigint,
  ) => Promise<MemberHandle>;
  /** Lets a new wallet join. */
  joined: (guarantors: readonly [MemberHandle, MemberHandle]) => Promise<MemberHandle>;
  nominate: (
    principal: MemberHandle,
    slot: number,
    nominee: MemberHandle,
    maxPremium?: bigint,
  ) => Promise<ContractTransactionResponse>;
  vouch: (
    guarantor: MemberHandle,
    principal: MemberHandle,
    slot: number,
    terms?: VouchTerms,
  ) => Promise<ContractTransactionResponse>;
  withdraw: (
    guarantor: MemberHandle,
    principal: MemberHandle,
    slot: number,
  ) => Promise<ContractTransactionResponse>;
  /** Nominates and vouches; resolves to the vouch. */
  take: (
    guarantor: MemberHandle,
    principal: MemberHandle,
    slot: number,
    terms?: VouchTerms,
  ) => Promise<ContractTransactionResponse>;
  /** Lets a new founder in by the charter. */
  admitFounder: () => Promise<MemberHandle>;
  /** Locks a bond of a member, whose pledges may back it. */
  lockBond: (member: MemberHandle, amount: bigint) => Promise<bigint>;
  /** Makes a member owe their guarantors `amount` of recourse. */
  indebt: (member: MemberHandle, amount: bigint) => Promise<void>;
  /** Has a member expelled for a debt of one unit, which needs cover. */
  expel: (member: MemberHandle) => Promise<void>;
  /** The protocol clock of the block that a transaction was mined in. */
  clockOf: (transaction: ContractTransactionResponse) => Promise<bigint>;
}

/** Deploys a community for tests of the surety graph; its founders have deposits. */
export async function deployGraphCommunity(
  options: CommunityOptions = {},
): Promise<GraphCommunity> {
  const trade = standIn("trade");
  const community = await deployCommunity({
    substitutes: { court: standIn("court"), trade },
    ...options,
  });
  const { charter, membership, vault, graph, governor, founders, horizon, parameters } = community;
  for (const founder of founders) await community.deposit(founder, FOUNDER_DEPOSIT);
  const asTrade = await community.impersonate(trade);
  const asMembership = await community.impersonate(membership);
  let chains = 0n;

  const nominate: GraphCommunity["nominate"] = async (principal, slot, nominee, maxPremium = 0n) =>
    graph.connect(principal.wallet).nominate(slot, nominee.id, maxPremium);

  const vouch: GraphCommunity["vouch"] = async (guarantor, principal, slot, terms = {}) => {
    const { amount = 0n, until = horizon, premium = 0n } = terms;
    return graph.connect(guarantor.wallet).vouch(principal.wallet, slot, amount, until, premium);
  };

  const lockBond: GraphCommunity["lockBond"] = async (member, amount) => {
    const bond = bondId(++chains << 24n, 0, BondRole.Provider);
    const { serial0, serial1 } = await graph.pairOf(member.id);
    const backing0 = serial0 === 0n ? 0n : pledgeId(member.id, 0, serial0);
    const backing1 = serial1 === 0n ? 0n : pledgeId(member.id, 1, serial1);
    await vault
      .connect(asTrade)
      .commit(member.id, [{ bond, price: 0n, amount }], backing0, backing1);
    return bond;
  };

  const indebt: GraphCommunity["indebt"] = async (member, amount) => {
    const all = amount + (await vault.account(member.id)).free;
    const bond = await lockBond(member, all);
    await vault.connect(asTrade).draw(bond, all, at(founders, 0).id);
    await vault.connect(asTrade).release(bond, member.id);
  };

  return {
    ...community,
    asTrade,
    asMembership,
    applicant: async ([first, second], maxPremium = 0n) => {
      const wallet = await community.newWallet();
      await membership
        .connect(wallet)
        .applyForMembership(ethers.ZeroHash, first.id, maxPremium, second.id, maxPremium, 0n);
      return community.member(wallet);
    },
    joined: async (guarantors) => community.join(await community.newWallet(), guarantors),
    nominate,
    vouch,
    withdraw: async (guarantor, principal, slot) =>
      graph.connect(guarantor.wallet).withdrawSurety(principal.id, slot),
    take: async (guarantor, principal, slot, terms = {}) => {
      await nominate(principal, slot, guarantor, terms.premium);
      return vouch(guarantor, principal, slot, terms);
    },
    admitFounder: async () => {
      const wallet = await community.newWallet();
      const change = await charter.connect(governor).scheduleFounder.staticCall(wallet);
      await charter.connect(governor).scheduleFounder(wallet);
      await time.increase(2n * DAY);
      await charter.executeChange(change);
      return community.member(wallet);
    },
    lockBond,
    indebt,
    expel: async (member) => {
      await indebt(member, 1n);
      await time.increase(parameters.recourseWindow + 1n);
      await membership.expel(member.id);
    },
    clockOf: async ({ hash }) => {
      const mined = await ethers.provider.getTransaction(hash);
      const block = mined?.blockNumber ?? null;
      if (block === null) throw new Error(`${hash} is not mined`);
      return charter.clock({ blockTag: block });
    },
  };
}

/** Has several transactions mined in one block, in the order given. */
export async function inOneBlock(
  ...calls: readonly (() => Promise<ContractTransactionResponse>)[]
): Promise<ContractTransactionReceipt[]> {
  await ethers.provider.send("evm_setAutomine", [false]);
  try {
    const sent: ContractTransactionResponse[] = [];
    for (const call of calls) sent.push(await call());
    await mine();
    return await Promise.all(sent.map(receiptOf));
  } finally {
    await ethers.provider.send("evm_setAutomine", [true]);
  }
}

export async function receiptOf(
  transaction: ContractTransactionResponse,
): Promise<ContractTransactionReceipt> {
  const receipt = await transaction.wait();
  if (receipt === null) throw new Error("The transaction has no receipt");
  return receipt;
}

/** The item of a list that must be there. */
export function at<T>(list: readonly T[], index: number): T {
  const item = list[index];
  if (item === undefined) throw new RangeError(`There is no item ${index}`);
  return item;
}

/** An address in place of a module that the test speaks for. */
function standIn(name: string): string {
  return ethers.getAddress(`0x${ethers.id(`stands in for ${name}`).slice(-40)}`);
}
