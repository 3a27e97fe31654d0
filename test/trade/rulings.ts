import { EVIDENCE, type StageOverrides, type TradeFixture } from "./tradeFixture";

/** A default of 250 is claimed, 150 in return, and a ruling is final. */
export async function ruled(
  fixture: TradeFixture,
  fault: bigint,
  stage: StageOverrides = {},
  claims: readonly [bigint, bigint] = [250n, 150n],
): Promise<bigint> {
  const { trade, provider, activeChain, claimDefault, judge } = fixture;
  const chain = await activeChain([stage]);
  await claimDefault(chain, claims[0]);
  await trade.connect(provider.wallet).answer(chain, 0, claims[1], EVIDENCE);
  await judge(chain, fault);
  return chain;
}
