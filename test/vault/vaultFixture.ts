import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { ethers } from "hardhat";

import { BondRole, bondId, disputeId, pledgeId } from "../../scripts/lib/names";
import type { CoverVault } from "../../typechain-types";
import {
  deployCommunity,
  type Community,
  type CommunityOptions,
  type MemberHandle,
} from "../support/community";

/** How a pledge is locked; everything has a default. */
export interface PledgeOptions {
  /** The guarantor: member 2 in slot 0, member 3 in slot 1 unless told. */
  by?: MemberHandle;
  slot?: 0 | 1;
  serial?: bigint;
  /** Protocol clock until which it offers room: the community's `horizon` unless told. */
  until?: bigint;
  /** The pledges that may back it: those of serial 1 for the guarantor unless told. */
  backing?: readonly [bigint, bigint];
}

/** How a bond is locked; everything has a default. */
export interface BondOptions {
  stage?: number;
  role?: (typeof BondRole)[keyof typeof BondRole];
  backing?: readonly [bigint, bigint];
}

/**
 * A community whose surety graph, trade contract and court are plain wallets, so that a test moves
 * numbers in the vault one call at a time. All members are founders; who stands for whom is what the
 * test says.
 */
export interface VaultFixture extends Community {
  graphWallet: HardhatEthersSigner;
  tradeWallet: HardhatEthersSigner;
  courtWallet: HardhatEthersSigner;
  /** The vault as each of those modules calls it. */
  asGraph: CoverVault;
  asTrade: CoverVault;
  asCourt: CoverVault;
  /** A wallet without a card. */
  stranger: HardhatEthersSigner;
  /** Whom most tests are about (member 1). */
  principal: MemberHandle;
  /** The guarantors in the principal's slots (members 2 and 3). */
  guarantor0: MemberHandle;
  guarantor1: MemberHandle;
  /** Those who stand for guarantor 1 (members 4 and 5). */
  upper0: MemberHandle;
  upper1: MemberHandle;
  /** The harmed side (member 6). */
  harmed: MemberHandle;
  /** Locks a pledge for a principal and gives its name. */
  pledge: (principal: MemberHandle, amount: bigint, options?: PledgeOptions) => Promise<bigint>;
  /** Locks a bond of a member and gives its name. */
  bond: (member: MemberHandle, amount: bigint, options?: BondOptions) => Promise<bigint>;
  /** Escrows a price of a member, and locks a bond with it, and gives the name of the bond record. */
  escrow: (
    member: MemberHandle,
    price: bigint,
    options?: BondOptions & { amount?: bigint },
  ) => Promise<bigint>;
}

/** The chain that all bonds of these tests belong to. */
export const CHAIN = (BigInt(ethers.id("kepil test chain")) >> 24n) << 24n;

export const DISPUTE = disputeId(CHAIN, 0);

export const MAX_AMOUNT = 2n ** 96n - 1n;

/** The pledges of serial 1 in a member's two slots, whether or not they are there. */
export function pledgesFor(member: MemberHandle): readonly [bigint, bigint] {
  return [pledgeId(member.id, 0, 1n), pledgeId(member.id, 1, 1n)];
}

/** Deploys a community with its vault in the hands of a test. */
export async function deployVault(options: CommunityOptions = {}): Promise<VaultFixture> {
  const wallets = (await ethers.getSigners()).slice(-4);
  const [graphWallet, tradeWallet, courtWallet, stranger] = wallets;
  if (!graphWallet || !tradeWallet || !courtWallet || !stranger) {
    throw new Error("The network has too few accounts");
  }
  const community = await deployCommunity({
    founders: 8,
    ...options,
    substitutes: { graph: graphWallet, trade: tradeWallet, court: courtWallet },
  });
  const { vault, founders, horizon } = community;
  const [principal, guarantor0, guarantor1, upper0, upper1, harmed] = founders;
  if (!upper0 || !upper1 || !harmed) {
    throw new Error("The community has too few founders");
  }
  const asGraph = vault.connect(graphWallet);
  const asTrade = vault.connect(tradeWallet);
  const asCourt = vault.connect(courtWallet);

  return {
    ...community,
    graphWallet,
    tradeWallet,
    courtWallet,
    asGraph,
    asTrade,
    asCourt,
    stranger,
    principal,
    guarantor0,
    guarantor1,
    upper0,
    upper1,
    harmed,
    pledge: async (for_, amount, pledgeOptions = {}) => {
      const { slot = 0, serial = 1n, until = horizon } = pledgeOptions;
      const { by = slot === 0 ? guarantor0 : guarantor1 } = pledgeOptions;
      const { backing = pledgesFor(by) } = pledgeOptions;
      const id = pledgeId(for_.id, slot, serial);
      await asGraph.lockPledge(id, by.id, amount, until, backing[0], backing[1]);
      return id;
    },
    bond: async (member, amount, bondOptions = {}) => {
      const { stage = 0, role = BondRole.Provider, backing = pledgesFor(member) } = bondOptions;
      const id = bondId(CHAIN, stage, role);
      await asTrade.commit(
        member.id,
        [{ bond: id, price: 0n, amount: amount }],
        backing[0],
        backing[1],
      );
      return id;
    },
    escrow: async (member, price, bondOptions = {}) => {
      const { stage = 0, role = BondRole.Receiver, amount = 0n } = bondOptions;
      const { backing = pledgesFor(member) } = bondOptions;
      const bond = bondId(CHAIN, stage, role);
      await asTrade.commit(member.id, [{ bond, price, amount }], backing[0], backing[1]);
      return bond;
    },
  };
}

/** What the worked example of COV-6 sets up. */
export interface WorkedExample extends VaultFixture {
  /** The bond of 100 of the principal. */
  bondOf100: bigint;
  /** The pledges of 30 of guarantor 0 and guarantor 1 for the principal. */
  pledge0: bigint;
  pledge1: bigint;
  /** The pledges of 10 behind guarantor 1's. */
  upperPledge0: bigint;
  upperPledge1: bigint;
}

/**
 * A bond of 100 backed by 40 own, 30 from guarantor 0 and 30 from guarantor 1; the first from
 * guarantor 0's own 30; the second from guarantor 1's own 10 and 10 each of two upper guarantors.
 *
 * @param unit What all amounts are counted in (token units).
 */
export async function deployWorkedExample(unit = 1n): Promise<WorkedExample> {
  const fixture = await deployVault();
  const { principal, guarantor0, guarantor1, upper0, upper1, harmed, deposit } = fixture;
  await deposit(principal, 40n * unit);
  await deposit(guarantor0, 30n * unit);
  await deposit(guarantor1, 10n * unit);
  await deposit(upper0, 10n * unit);
  await deposit(upper1, 10n * unit);
  await deposit(harmed, 5n * unit);
  await fixture.escrow(harmed, 5n * unit);
  const upperPledge0 = await fixture.pledge(guarantor1, 10n * unit, { by: upper0, slot: 0 });
  const upperPledge1 = await fixture.pledge(guarantor1, 10n * unit, { by: upper1, slot: 1 });
  const pledge0 = await fixture.pledge(principal, 30n * unit, { slot: 0 });
  const pledge1 = await fixture.pledge(principal, 30n * unit, { slot: 1 });
  const bondOf100 = await fixture.bond(principal, 100n * unit);
  return { ...fixture, bondOf100, pledge0, pledge1, upperPledge0, upperPledge1 };
}
