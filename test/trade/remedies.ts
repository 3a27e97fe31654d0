import { DAY } from "../support/community";
import type { StageOverrides, TradeFixture } from "./tradeFixture";

/** The response window: the time to answer, and to choose. */
export const WINDOW = 3n * DAY;

/** A broken stage whose receiver has 1,250 to choose about, and when the time to choose ends. */
export async function broken(
  fixture: TradeFixture,
  stage: StageOverrides = {},
  others: StageOverrides[] = [],
): Promise<{ chain: bigint; until: bigint }> {
  const { trade, activeChain, claimDefault, warp } = fixture;
  const chain = await activeChain([stage, ...others]);
  await claimDefault(chain, stage.providerBond === 0n ? 0n : 250n);
  await warp(WINDOW);
  await trade.conclude(chain, 0);
  return { chain, until: (await trade.stageOf(chain, 0)).mark + WINDOW };
}

/** A broken stage for which the outsider is appointed at 800, with a bond of 100, for 4 days. */
export async function appointed(
  fixture: TradeFixture,
  stage: StageOverrides = {},
  others: StageOverrides[] = [],
): Promise<{ chain: bigint; until: bigint }> {
  const { trade, receiver, outsider } = fixture;
  const situation = await broken(fixture, stage, others);
  await trade
    .connect(receiver.wallet)
    .appointReplacement(situation.chain, 0, outsider.id, 800n, 100n, 4n * DAY);
  return situation;
}

/** A stage that the outsider has taken over. */
export async function replaced(fixture: TradeFixture, stage: StageOverrides = {}): Promise<bigint> {
  const { trade, outsider } = fixture;
  const { chain } = await appointed(fixture, stage);
  await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
  return chain;
}

/** The same after a ruling, for a stage whose payees keep silence from conceding. */
export async function replacedByRuling(
  fixture: TradeFixture,
  stage: StageOverrides,
): Promise<bigint> {
  const { trade, receiver, outsider, activeChain, claimDefault, warp, judge } = fixture;
  const chain = await activeChain([stage]);
  await claimDefault(chain, 250n);
  await warp(WINDOW);
  await trade.conclude(chain, 0);
  await judge(chain, 10_000n);
  await trade.conclude(chain, 0);
  await trade
    .connect(receiver.wallet)
    .appointReplacement(chain, 0, outsider.id, 800n, 100n, 4n * DAY);
  await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
  return chain;
}
