import type { ContractTransactionResponse } from "ethers";

import { Side } from "../../scripts/lib/names";
import { WINDOW } from "./remedies";
import { ClaimKind, EVIDENCE, type TradeFixture } from "./tradeFixture";

/** The terms of a settlement. */
export type Terms = readonly [fault: bigint, compensation: bigint, payer: number];

/** The price is paid out, nobody pays for anything else. */
export const PEACE: Terms = [0n, 0n, Side.Provider];

/** The provider offers to settle stage 0. */
export function offer(
  { trade, provider }: TradeFixture,
  chain: bigint,
  terms: Terms = PEACE,
): Promise<ContractTransactionResponse> {
  return trade.connect(provider.wallet).proposeSettlement(chain, 0, ...terms);
}

/** The receiver accepts an offer about stage 0. */
export function agree(
  { trade, receiver }: TradeFixture,
  chain: bigint,
  terms: Terms = PEACE,
): Promise<ContractTransactionResponse> {
  return trade.connect(receiver.wallet).acceptSettlement(chain, 0, ...terms);
}

/** A claim that silence takes to the court, and when it does. */
export async function breach({
  trade,
  receiver,
  activeChain,
}: TradeFixture): Promise<{ chain: bigint; ends: bigint }> {
  const chain = await activeChain();
  await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
  return { chain, ends: (await trade.stageOf(chain, 0)).mark + WINDOW };
}
