import { mine, reset, time } from "@nomicfoundation/hardhat-network-helpers";
import type { ContractTransactionResponse } from "ethers";
import { ethers } from "hardhat";

import {
  type Community,
  type CommunityOptions,
  DAY,
  deployCommunity,
  HOUR,
  type MemberHandle,
  TOKEN,
} from "../../test/support/community";
import type { ITradeChains } from "../../typechain-types";

/** Wall time that everything measured happens after: the numbers in calls are the same on every run. */
export const EPOCH = 4_000_000_000n;

/** Protocol clock until which pledges run. */
export const UNTIL = EPOCH + 3_650n * DAY;

/** Protocol clock until which chains can be accepted. */
const ACCEPT_BY = EPOCH + 20n * DAY;

/** A digest like any other. */
export const DIGEST = ethers.id("kepil");

/** How a stage is proposed here; everything has a default. */
export type StageOptions = Partial<Pick<ITradeChains.StageTermsStruct, "waitsFor">> & {
  price?: bigint;
  providerBond?: bigint;
  receiverBond?: bigint;
};

/** A community at a time of its own, and what the measurements do in it. */
export interface GasWorld {
  community: Community;
  /** An Active member with a deposit, for whom two others pledged 100 tokens of their own each, for 1 %. */
  newMember: (deposit?: bigint) => Promise<MemberHandle>;
  /** The terms of a stage of 100 tokens with both bonds of 50. */
  stage: (
    provider: MemberHandle,
    receiver: MemberHandle,
    options?: StageOptions,
  ) => ITradeChains.StageTermsStruct;
  /** Proposes a chain. */
  propose: (
    by: MemberHandle,
    stages: ITradeChains.StageTermsStruct[],
  ) => Promise<{ chain: bigint; sent: ContractTransactionResponse }>;
  /** Lets time pass, past any second that counts as the same. */
  pass: (seconds: bigint) => Promise<void>;
}

/** Deploys a community for measurements on an empty chain. */
export async function openGasWorld(options: CommunityOptions = {}): Promise<GasWorld> {
  await reset();
  await time.increaseTo(EPOCH);
  const community = await deployCommunity(options);
  const { founders, newWallet, deposit, join } = community;

  const [anna, bolat, dina] = founders;
  for (const founder of [anna, bolat, dina]) await deposit(founder, 1_000n * TOKEN);
  // Those who stand surety below are ordinary members, who have a pledge running already.
  const sureties = [
    await join(await newWallet(), [anna, bolat], { until: UNTIL }),
    await join(await newWallet(), [bolat, dina], { until: UNTIL }),
  ] as const;
  return worldOf(community, sureties);
}

/**
 * A world in a community that is there already.
 *
 * @param sureties Members who stand surety for those whose calls are measured
 */
export async function worldOf(
  community: Community,
  sureties: readonly [MemberHandle, MemberHandle],
): Promise<GasWorld> {
  const { newWallet, deposit, join, trade } = community;
  for (const surety of sureties) await deposit(surety, 10_000n * TOKEN);

  const newMember: GasWorld["newMember"] = async (amount = 1_000n * TOKEN) => {
    const member = await join(await newWallet(), sureties, {
      pledges: [100n * TOKEN, 100n * TOKEN],
      premiums: [100n, 100n],
      until: UNTIL,
    });
    if (amount > 0n) await deposit(member, amount);
    return member;
  };
  await newMember();

  const propose: GasWorld["propose"] = async (by, stages) => {
    const connected = trade.connect(by.wallet);
    const chain = await connected.propose.staticCall(stages, DIGEST, ACCEPT_BY);
    return { chain, sent: await connected.propose(stages, DIGEST, ACCEPT_BY) };
  };

  return {
    community,
    newMember,
    propose,
    stage: (provider, receiver, stageOptions = {}) => ({
      provider: provider.id,
      receiver: receiver.id,
      price: stageOptions.price ?? 100n * TOKEN,
      listPrice: (stageOptions.price ?? 100n * TOKEN) + 20n * TOKEN,
      providerBond: stageOptions.providerBond ?? 50n * TOKEN,
      receiverBond: stageOptions.receiverBond ?? 50n * TOKEN,
      duration: 30n * DAY,
      inspection: 24n * HOUR,
      waitsFor: stageOptions.waitsFor ?? 0n,
      terms: DIGEST,
      payees: [],
    }),
    pass: async (seconds) => {
      await time.increase(seconds);
      await mine();
    },
  };
}
