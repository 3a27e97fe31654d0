import { AbiCoder, MaxUint256, ZeroHash, id, keccak256, type BigNumberish } from "ethers";

import {
  ICoverVault__factory,
  IGuarantorCourt__factory,
  IMembership__factory,
  ISuretyGraph__factory,
  ITradeChains__factory,
  TestToken__factory,
} from "../../typechain-types";
import type { ITradeChains } from "../../typechain-types/interfaces/ITradeChains";
import type { Call } from "./Call";
import type { Contracts } from "./Contracts";
import { RULES } from "./rules";

const token = TestToken__factory.createInterface();
const membership = IMembership__factory.createInterface();
const vault = ICoverVault__factory.createInterface();
const graph = ISuretyGraph__factory.createInterface();
const court = IGuarantorCourt__factory.createInterface();
const trade = ITradeChains__factory.createInterface();

const proposeInputs = trade.getFunction("propose").inputs;

/** The claims that a replay makes, as the contracts number them. */
const ClaimKind = { Default: 1, Defect: 2 } as const;

/** The only stage of every chain of a replay. */
const STAGE = 0;

/** A trade as it is proposed. */
export interface Proposal {
  /** The line of the file that it comes from: the digest of its terms. */
  line: number;
  provider: bigint;
  receiver: bigint;
  price: bigint;
  /** The provider's. */
  bond: bigint;
  acceptBy: number;
}

/** Everything that members and the keeper of a replay do, as transactions. */
export class Calls {
  constructor(private readonly contracts: Contracts) {}

  // -- Token

  mint(to: string, amount: bigint): Call {
    return this.toToken("mint", to, token.encodeFunctionData("mint", [to, amount]));
  }

  approve(from: string): Call {
    const data = token.encodeFunctionData("approve", [this.contracts.vault, MaxUint256]);
    return this.toToken("approve", from, data);
  }

  // -- Joining

  applyForMembership(from: string, guarantor0: bigint, guarantor1: bigint): Call {
    const data = membership.encodeFunctionData("applyForMembership", [
      id(from),
      guarantor0,
      0,
      guarantor1,
      0,
      0,
    ]);
    return { operation: "applyForMembership", from, to: this.contracts.membership, data };
  }

  vouch(from: string, principal: string, slot: number, amount: bigint, until: number): Call {
    const data = graph.encodeFunctionData("vouch", [principal, slot, amount, until, 0]);
    return { operation: "vouch", from, to: this.contracts.graph, data };
  }

  withdrawSurety(from: string, principal: bigint, slot: number): Call {
    const data = graph.encodeFunctionData("withdrawSurety", [principal, slot]);
    return { operation: "withdrawSurety", from, to: this.contracts.graph, data };
  }

  expel(from: string, member: bigint): Call {
    const data = membership.encodeFunctionData("expel", [member]);
    return { operation: "expel", from, to: this.contracts.membership, data };
  }

  // -- Money

  deposit(from: string, member: bigint, amount: bigint): Call {
    const data = vault.encodeFunctionData("deposit", [member, amount]);
    return { operation: "deposit", from, to: this.contracts.vault, data };
  }

  collect(from: string, pledge: bigint, amount: bigint): Call {
    const data = vault.encodeFunctionData("collect", [pledge, amount]);
    return { operation: "collect", from, to: this.contracts.vault, data };
  }

  reclaim(from: string, pledge: bigint): Call {
    const data = vault.encodeFunctionData("reclaim", [pledge]);
    return { operation: "reclaim", from, to: this.contracts.vault, data };
  }

  // -- Trade

  /** A proposal of a trade by its receiver, and the name of the chain that it makes. */
  propose(from: string, proposal: Proposal): { call: Call; chain: bigint } {
    const { line, provider, receiver, price, bond, acceptBy } = proposal;
    const terms = id(`line ${line}`);
    const stage: ITradeChains.StageTermsStruct = {
      provider,
      receiver,
      price,
      listPrice: price,
      providerBond: bond,
      receiverBond: 0,
      duration: RULES.duration,
      inspection: RULES.inspection,
      waitsFor: 0,
      terms,
      payees: [],
    };
    const args: [ITradeChains.StageTermsStruct[], string, BigNumberish] = [
      [stage],
      terms,
      acceptBy,
    ];
    const content = AbiCoder.defaultAbiCoder().encode(
      ["uint32", ...proposeInputs],
      [receiver, ...args],
    );
    const chain = (BigInt(keccak256(content)) >> 24n) << 24n;
    return {
      call: this.toTrade("propose", from, trade.encodeFunctionData("propose", args)),
      chain,
    };
  }

  /** The receiver's acceptance escrows the price, the provider's locks the bond. */
  accept(operation: "accept (price)" | "accept (bond)", from: string, chain: bigint): Call {
    return this.toTrade(operation, from, trade.encodeFunctionData("accept", [chain]));
  }

  deliver(from: string, chain: bigint): Call {
    const data = trade.encodeFunctionData("deliver", [chain, STAGE, ZeroHash, ZeroHash]);
    return this.toTrade("deliver", from, data);
  }

  acceptDelivery(from: string, chain: bigint): Call {
    const data = trade.encodeFunctionData("acceptDelivery", [chain, STAGE]);
    return this.toTrade("acceptDelivery", from, data);
  }

  claim(from: string, chain: bigint, kind: keyof typeof ClaimKind, amount: bigint): Call {
    const data = trade.encodeFunctionData("claim", [
      chain,
      STAGE,
      ClaimKind[kind],
      amount,
      ZeroHash,
      false,
    ]);
    return this.toTrade("claim", from, data);
  }

  answer(from: string, chain: bigint): Call {
    const data = trade.encodeFunctionData("answer", [chain, STAGE, 0, ZeroHash]);
    return this.toTrade("answer", from, data);
  }

  conclude(from: string, chain: bigint): Call {
    const data = trade.encodeFunctionData("conclude", [chain, STAGE]);
    return this.toTrade("conclude", from, data);
  }

  takeMoney(from: string, chain: bigint): Call {
    const data = trade.encodeFunctionData("takeMoney", [chain, STAGE]);
    return this.toTrade("takeMoney", from, data);
  }

  // -- Court

  vote(from: string, dispute: bigint, round: number, seats: bigint, fault: number): Call {
    const data = court.encodeFunctionData("vote", [dispute, round, seats, fault]);
    return { operation: "vote", from, to: this.contracts.court, data };
  }

  advance(from: string, dispute: bigint): Call {
    const data = court.encodeFunctionData("advance", [dispute]);
    return { operation: "advance", from, to: this.contracts.court, data };
  }

  private toToken(operation: string, from: string, data: string): Call {
    return { operation, from, to: this.contracts.token, data };
  }

  private toTrade(operation: string, from: string, data: string): Call {
    return { operation, from, to: this.contracts.trade, data };
  }
}
