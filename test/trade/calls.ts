import { ZeroHash } from "ethers";
import type { ContractTransactionResponse } from "ethers";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { ClaimKind, EVIDENCE, type StageRef, type TradeFixture } from "./tradeFixture";

/** A call of the trade contract about a stage, or about its chain. */
export type TradeCall = (
  fixture: TradeFixture,
  stage: StageRef,
) => Promise<ContractTransactionResponse>;

/** Every function about a chain, called by somebody who takes part in it. */
export const CHAIN_CALLS: Readonly<Record<string, TradeCall>> = {
  accept: ({ trade, provider }, { chain }) => trade.connect(provider.wallet).accept(chain),
  withdrawAcceptance: ({ trade, provider }, { chain }) =>
    trade.connect(provider.wallet).withdrawAcceptance(chain),
  dissolve: ({ trade, provider }, { chain }) => trade.connect(provider.wallet).dissolve(chain),
};

/** Every function about a stage, called by whom it is for. */
export const STAGE_CALLS: Readonly<Record<string, TradeCall>> = {
  deliver: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).deliver(chain, stage, EVIDENCE, ZeroHash),
  acceptDelivery: ({ trade, receiver }, { chain, stage }) =>
    trade.connect(receiver.wallet).acceptDelivery(chain, stage),
  post: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).post(chain, stage, EVIDENCE, ""),
  postFor: ({ trade, providerGuarantors }, { chain, stage }) =>
    trade
      .connect(providerGuarantors[0].wallet)
      .postFor(chain, stage, Side.Provider, 1, 0n, EVIDENCE, ""),
  claim: ({ trade, receiver }, { chain, stage }) =>
    trade.connect(receiver.wallet).claim(chain, stage, ClaimKind.EarlyBreach, 1n, EVIDENCE, false),
  answer: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).answer(chain, stage, 0n, EVIDENCE),
  answerFor: ({ trade, providerGuarantors }, { chain, stage }) =>
    trade.connect(providerGuarantors[0].wallet).answerFor(chain, stage, 1, 0n, EVIDENCE),
  appealFor: ({ trade, providerGuarantors }, { chain, stage }) =>
    trade
      .connect(providerGuarantors[0].wallet)
      .appealFor(chain, stage, Side.Provider, 1, 0n, false),
  conclude: ({ trade }, { chain, stage }) => trade.conclude(chain, stage),
  drawAward: ({ trade }, { chain, stage }) => trade.drawAward(chain, stage, Side.Provider),
  takeMoney: ({ trade, receiver }, { chain, stage }) =>
    trade.connect(receiver.wallet).takeMoney(chain, stage),
  appointReplacement: ({ trade, receiver, outsider }, { chain, stage }) =>
    trade.connect(receiver.wallet).appointReplacement(chain, stage, outsider.id, 1n, 0n, DAY),
  acceptReplacement: ({ trade, outsider }, { chain, stage }) =>
    trade.connect(outsider.wallet).acceptReplacement(chain, stage, 1n, 0n, DAY),
  proposeSettlement: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).proposeSettlement(chain, stage, 0n, 0n, Side.Provider),
  acceptSettlement: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).acceptSettlement(chain, stage, 0n, 0n, Side.Provider),
  proposeExtension: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).proposeExtension(chain, stage, 15n * DAY),
  acceptExtension: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).acceptExtension(chain, stage, 15n * DAY),
  cancelStage: ({ trade, provider }, { chain, stage }) =>
    trade.connect(provider.wallet).cancelStage(chain, stage),
  closeLapsed: ({ trade }, { chain, stage }) => trade.closeLapsed(chain, stage),
};
