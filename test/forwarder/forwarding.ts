import { time } from "@nomicfoundation/hardhat-network-helpers";
import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { MaxUint256, ZeroHash } from "ethers";
import { ethers } from "hardhat";

import {
  type ForwardCall,
  type SignedRequest,
  signForwardRequest,
} from "../../scripts/lib/signForwardRequest";
import { signPermit } from "../../scripts/lib/signPermit";
import {
  type Community,
  deployCommunity,
  HOUR,
  type MemberHandle,
  TOKEN,
} from "../support/community";

/** What a newcomer deposits. */
export const DEPOSIT = 50n * TOKEN;

/** What each guarantor pledges. */
export const PLEDGE = 20n * TOKEN;

/** A community with two members who will vouch for a newcomer who has tokens and no ether. */
export interface ForwarderFixture extends Community {
  relayer: HardhatEthersSigner;
  newcomer: HardhatEthersSigner;
  guarantors: readonly [MemberHandle, MemberHandle];
  /** Signs a call as this wallet, valid for an hour unless told. */
  sign: (
    wallet: HardhatEthersSigner,
    call: Omit<ForwardCall, "deadline"> & { deadline?: bigint },
  ) => Promise<SignedRequest>;
  /** The newcomer's application to both guarantors. */
  application: () => Promise<SignedRequest>;
  /** The vouch of the guarantor of a slot for the newcomer's wallet. */
  vouch: (slot: 0 | 1) => Promise<SignedRequest>;
  /** The newcomer's deposit to their own card, by permit: to be handed in after the application. */
  deposited: (nonce?: bigint) => Promise<SignedRequest>;
}

export async function deployForwarding(): Promise<ForwarderFixture> {
  const community = await deployCommunity();
  const { forwarder, membership, graph, vault, token, founders, horizon } = community;
  const { newWallet, deposit, join } = community;
  const [anna, bolat, dina] = founders;

  const relayer = await newWallet();
  const newcomer = await newWallet();
  const guarantors = [
    await join(await newWallet(), [anna, bolat]),
    await join(await newWallet(), [bolat, dina]),
  ] as const;
  for (const guarantor of guarantors) await deposit(guarantor, PLEDGE);
  await token.mint(newcomer, DEPOSIT);
  await ethers.provider.send("hardhat_setBalance", [newcomer.address, "0x0"]);

  const inAnHour = async (): Promise<bigint> => BigInt(await time.latest()) + HOUR;

  const sign: ForwarderFixture["sign"] = async (wallet, call) =>
    signForwardRequest(forwarder, wallet, { deadline: await inAnHour(), ...call });

  const application = async (): Promise<SignedRequest> => {
    const [first, second] = guarantors;
    return sign(newcomer, {
      to: await membership.getAddress(),
      data: membership.interface.encodeFunctionData("applyForMembership", [
        ...[ZeroHash, first.id, 0n, second.id, 0n, 0n],
      ] as [string, bigint, bigint, bigint, bigint, bigint]),
    });
  };

  const vouch = async (slot: 0 | 1): Promise<SignedRequest> =>
    sign(guarantors[slot].wallet, {
      to: await graph.getAddress(),
      data: graph.interface.encodeFunctionData("vouch", [
        newcomer.address,
        slot,
        PLEDGE,
        horizon,
        0n,
      ]),
    });

  const deposited = async (nonce = 1n): Promise<SignedRequest> => {
    const { chainId } = await ethers.provider.getNetwork();
    const { v, r, s } = await signPermit(token, newcomer, {
      spender: await vault.getAddress(),
      value: DEPOSIT,
      deadline: MaxUint256,
      chainId,
    });
    return sign(newcomer, {
      to: await vault.getAddress(),
      data: vault.interface.encodeFunctionData("depositWithPermit", [
        // The newcomer's own card, whatever its number will be.
        0n,
        DEPOSIT,
        MaxUint256,
        v,
        r,
        s,
      ]),
      nonce,
    });
  };

  return { ...community, relayer, newcomer, guarantors, sign, application, vouch, deposited };
}
