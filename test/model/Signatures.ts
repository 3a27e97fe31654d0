import type { BaseContract } from "ethers";
import { ethers } from "hardhat";

import { signForwardRequest, type SignedRequest } from "../../scripts/lib/signForwardRequest";
import { signPermit } from "../../scripts/lib/signPermit";
import type { Community } from "../support/community";
import { isValid, type SignedCall } from "./forwarder";
import type { ModuleName } from "./moves";
import type { Address } from "./world";

const GAS = 3_000_000n;

/** A permit as the vault takes it. */
export interface Permit {
  readonly deadline: bigint;
  readonly v: number;
  readonly r: string;
  readonly s: string;
}

/** Signs for the actors who have a key. */
export class Signatures {
  constructor(private readonly community: Community) {}

  /** Signs calls that are handed in at a wall time, each with the number that is next then. */
  async requests(calls: readonly SignedCall[], wall: bigint): Promise<SignedRequest[]> {
    const { forwarder } = this.community;
    const used = new Map<Address, bigint>();
    const signed: SignedRequest[] = [];
    for (const call of calls) {
      const { move, deadline, isNext } = call;
      const signer = await ethers.getSigner(move.from);
      const next = used.get(move.from) ?? (await forwarder.nonces(move.from));
      const nonce = isNext ? next : next + 7n;
      used.set(move.from, isValid(call, wall) ? next + 1n : next);
      const target = this.contract(move.module);
      const to = await target.getAddress();
      const data = target.interface.encodeFunctionData(move.call, [...move.args]);
      signed.push(
        await signForwardRequest(forwarder, signer, { to, data, gas: GAS, deadline, nonce }),
      );
    }
    return signed;
  }

  async permit(owner: Address, value: bigint, deadline: bigint): Promise<Permit> {
    const { token, vault } = this.community;
    const { chainId } = await ethers.provider.getNetwork();
    const spender = await vault.getAddress();
    const terms = { spender, value, deadline, chainId };
    const { v, r, s } = await signPermit(token, await ethers.getSigner(owner), terms);
    return { deadline, v, r, s };
  }

  private contract(module: ModuleName): BaseContract {
    const { [module]: contract } = this.community;
    return contract;
  }
}
