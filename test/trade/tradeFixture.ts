import { getStorageAt, setStorageAt, time } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { ethers } from "hardhat";

import type { ITradeChains } from "../../typechain-types";
import {
  DAY,
  deployCommunity,
  type Community,
  type CommunityOptions,
  type MemberHandle,
} from "../support/community";
import { readStorageLayout } from "../support/storageLayout";

/** The states of a chain, as the contract numbers them. */
export const ChainState = {
  None: 0n,
  Proposed: 1n,
  Active: 2n,
  Closed: 3n,
  Dissolved: 4n,
} as const;

/** The states of a stage, as the contract numbers them. */
export const StageState = {
  None: 0n,
  Waiting: 1n,
  Open: 2n,
  Delivered: 3n,
  Claimed: 4n,
  Disputed: 5n,
  Drawing: 6n,
  Remedy: 7n,
  Closed: 8n,
} as const;

export const Closing = { Accepted: 0n, Ruled: 1n, Settled: 2n, Cancelled: 3n, Lapsed: 4n } as const;

export const ClaimKind = {
  None: 0n,
  Default: 1n,
  Defect: 2n,
  Obstruction: 3n,
  EarlyBreach: 4n,
} as const;

/** Digests like any others. */
export const EVIDENCE = ethers.id("evidence");
export const CHAIN_TERMS = ethers.id("what the chain is about");
export const STAGE_TERMS = ethers.id("what was agreed");

export const PRICE = 1_000n;
export const PROVIDER_BOND = 300n;
export const RECEIVER_BOND = 200n;
export const DURATION = 10n * DAY;
export const INSPECTION = 2n * DAY;

/** What the provider's guarantors charge (basis points). */
export const PREMIUMS = [150n, 250n] as const;

/** How a stage is proposed, with wallets instead of numbers where that reads better. */
export type StageOverrides = Partial<ITradeChains.StageTermsStruct>;

/** One stage of a chain. */
export interface StageRef {
  chain: bigint;
  stage: number;
}

/**
 * A community in which two members trade, each with two guarantors of their own. Members 1 to 5 are
 * founders, 6 and 7 stand for the provider, 8 and 9 for the receiver; the provider is member 10, the
 * receiver 11, and 12 takes no part.
 */
export interface TradeFixture extends Community {
  provider: MemberHandle;
  receiver: MemberHandle;
  /** They pledged 400 each of their own for the provider, for 1.5 % and 2.5 %. */
  providerGuarantors: [MemberHandle, MemberHandle];
  /** They pledged 400 each of their own for the receiver, for 1.5 % and 2.5 %. */
  receiverGuarantors: [MemberHandle, MemberHandle];
  /** A member who takes no part unless a test says so. */
  outsider: MemberHandle;
  /** A wallet without a card. */
  stranger: HardhatEthersSigner;
  /** Lets the next transaction happen when the protocol clock of a community never paused shows this. */
  at: (clock: bigint) => Promise<void>;
  /** The terms of a stage of 1,000 with bonds of 300 and 200; everything has a default. */
  terms: (overrides?: StageOverrides) => ITradeChains.StageTermsStruct;
  /** Proposes a chain, by the provider unless told, and gives its name. */
  propose: (stages?: StageOverrides[], by?: MemberHandle) => Promise<bigint>;
  /** Accepts a chain in all roles of the given members. */
  accept: (chain: bigint, members?: MemberHandle[]) => Promise<void>;
  /** A chain that its provider and receiver have accepted. */
  activeChain: (stages?: StageOverrides[]) => Promise<bigint>;
  deliver: (chain: bigint, stage?: number) => Promise<void>;
  /** The receiver claims a default of a stage, as soon as it is due. */
  claimDefault: (chain: bigint, amount?: bigint, stage?: number) => Promise<void>;
  /** The judges of the first round vote, the provider's two first; who has no vote abstains. */
  vote: (chain: bigint, faults: readonly (bigint | undefined)[], stage?: number) => Promise<void>;
  /** The four judges of the first round all vote the same, and the ruling becomes final. */
  judge: (chain: bigint, fault: bigint, stage?: number) => Promise<void>;
  /** Stage 0 of a new chain, brought into a state; Waiting is stage 1, which waits for stage 0. */
  stageIn: (state: StageStateName, overrides?: StageOverrides) => Promise<StageRef>;
  /** The state of a stage. */
  stateOf: (chain: bigint, stage?: number) => Promise<bigint>;
}

export type StageStateName = Exclude<keyof typeof StageState, "None">;

/** Deploys a community with a provider and a receiver who can trade. */
export async function deployTrade(): Promise<TradeFixture> {
  return tradeIn({});
}

/** The same with a seat fee of 5: a first panel costs 20. */
export async function deployTradeWithFees(): Promise<TradeFixture> {
  return tradeIn({ parameters: { seatFee: 5n } });
}

/** The same in any community. */
export async function tradeIn(options: CommunityOptions): Promise<TradeFixture> {
  const community = await deployCommunity(options);
  const { trade, court, graph, membership, founders, join, newWallet, deposit, now } = community;
  const [first, second] = founders;

  const newMember = async (
    guarantors: readonly [MemberHandle, MemberHandle],
    money: bigint,
    pledges: readonly [bigint, bigint] = [0n, 0n],
  ): Promise<MemberHandle> => {
    const member = await join(await newWallet(), guarantors, { pledges, premiums: PREMIUMS });
    await deposit(member, money);
    return member;
  };
  const newGuarantors = async (): Promise<[MemberHandle, MemberHandle]> => [
    await newMember([first, second], 1_000n),
    await newMember([first, second], 1_000n),
  ];

  const providerGuarantors = await newGuarantors();
  const receiverGuarantors = await newGuarantors();
  const provider = await newMember(providerGuarantors, 10_000n, [400n, 400n]);
  const receiver = await newMember(receiverGuarantors, 100_000n, [400n, 400n]);
  const outsider = await newMember([first, second], 1_000n);
  const stranger = await newWallet();

  const at = (clock: bigint): Promise<void> => time.setNextBlockTimestamp(clock);

  const terms: TradeFixture["terms"] = (overrides = {}) => ({
    provider: provider.id,
    receiver: receiver.id,
    price: PRICE,
    listPrice: 1_200n,
    providerBond: PROVIDER_BOND,
    receiverBond: RECEIVER_BOND,
    duration: DURATION,
    inspection: INSPECTION,
    waitsFor: 0n,
    terms: STAGE_TERMS,
    payees: [],
    ...overrides,
  });

  const propose: TradeFixture["propose"] = async (stages = [{}], by = provider) => {
    const acceptBy = (await now()) + 20n * DAY;
    const proposal = [stages.map((stage) => terms(stage)), CHAIN_TERMS, acceptBy] as const;
    const chain = await trade.connect(by.wallet).propose.staticCall(...proposal);
    await trade.connect(by.wallet).propose(...proposal);
    return chain;
  };

  const accept: TradeFixture["accept"] = async (chain, members = [provider, receiver]) => {
    for (const { wallet } of members) await trade.connect(wallet).accept(chain);
  };

  const activeChain: TradeFixture["activeChain"] = async (stages) => {
    const chain = await propose(stages);
    await accept(chain);
    return chain;
  };

  const deliver: TradeFixture["deliver"] = async (chain, stage = 0) => {
    await trade.connect(provider.wallet).deliver(chain, stage, EVIDENCE, ethers.ZeroHash);
  };

  const claimDefault: TradeFixture["claimDefault"] = async (
    chain,
    amount = PROVIDER_BOND,
    stage = 0,
  ) => {
    const due = await trade.dueOf(chain, stage);
    if ((await now()) < due) await at(due);
    await trade
      .connect(receiver.wallet)
      .claim(chain, stage, ClaimKind.Default, amount, EVIDENCE, false);
  };

  const vote: TradeFixture["vote"] = async (chain, faults, stage = 0) => {
    const { dispute } = await trade.namesOf(chain, stage);
    const { provider: providerId, receiver: receiverId } = await court.disputeOf(dispute);
    for (const [side, party] of [providerId, receiverId].entries()) {
      const { guarantor0, guarantor1 } = await graph.guarantorsOf(party);
      for (const [slot, id] of [guarantor0, guarantor1].entries()) {
        const seat = (side << 1) | slot;
        const fault = faults[seat];
        if (fault === undefined) continue;
        const wallet = await community.impersonate((await membership.member(id)).wallet);
        await court.connect(wallet).vote(dispute, 0, 1 << seat, fault);
      }
    }
  };

  const judge: TradeFixture["judge"] = async (chain, fault, stage = 0) => {
    await vote(chain, [fault, fault, fault, fault], stage);
    const { dispute } = await trade.namesOf(chain, stage);
    const [, { appealUntil }] = await court.current(dispute);
    await time.increaseTo(appealUntil);
  };

  const stageIn: TradeFixture["stageIn"] = async (state, overrides = {}) => {
    const reference = (chain: bigint): StageRef => ({ chain, stage: 0 });
    if (state === "Waiting") {
      return { chain: await activeChain([{}, { ...overrides, waitsFor: 1n }]), stage: 1 };
    }
    const chain = await activeChain([overrides]);
    if (state === "Open") return reference(chain);
    if (state === "Delivered" || state === "Closed") {
      await deliver(chain);
      if (state === "Closed") await trade.connect(receiver.wallet).acceptDelivery(chain, 0);
      return reference(chain);
    }
    const bond = BigInt(overrides.providerBond ?? PROVIDER_BOND);
    await claimDefault(chain, bond);
    if (state === "Claimed") return reference(chain);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    if (state === "Disputed") return reference(chain);
    await judge(chain, 10_000n);
    if (state === "Drawing") {
      const { provider: bond } = await trade.namesOf(chain, 0);
      const mend = await breakBond(community, bond);
      await trade.conclude(chain, 0);
      await mend();
    } else {
      await trade.conclude(chain, 0);
    }
    return reference(chain);
  };

  return {
    ...community,
    provider,
    receiver,
    providerGuarantors,
    receiverGuarantors,
    outsider,
    stranger,
    at,
    terms,
    propose,
    accept,
    activeChain,
    deliver,
    claimDefault,
    vote,
    judge,
    stageIn,
    stateOf: async (chain, stage = 0) => (await trade.stageOf(chain, stage)).state,
  };
}

/**
 * Takes the own part out of a bond record behind the vault's back, so that a draw on it fails.
 *
 * @returns what puts it back
 */
export async function breakBond(
  { vault }: Pick<Community, "vault">,
  bond: bigint,
): Promise<() => Promise<void>> {
  bondsSlot ??= await readBondsSlot();
  const slot = ethers.solidityPackedKeccak256(["uint256", "uint256"], [bond, bondsSlot]);
  const address = await vault.getAddress();
  // The own part is the lowest 96 bits; the rest of the record may change meanwhile.
  const mask = (1n << 96n) - 1n;
  const setOwn = async (own: bigint): Promise<bigint> => {
    const record = BigInt(await getStorageAt(address, slot));
    await setStorageAt(address, slot, ethers.toBeHex((record & ~mask) | own, 32));
    return record & mask;
  };
  const own = await setOwn(0n);
  return async () => {
    await setOwn(own);
  };
}

let bondsSlot: number | undefined;

async function readBondsSlot(): Promise<number> {
  const layout = await readStorageLayout("contracts/CoverVault.sol", "CoverVault");
  const bonds = layout.variables["_bonds"];
  if (!bonds) throw new Error("The vault keeps no bonds");
  return bonds.slot;
}
