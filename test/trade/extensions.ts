import type { TradeFixture } from "./tradeFixture";

/** The provider offers a longer duration of stage 0, and the receiver agrees. */
export async function extend(
  { trade, provider, receiver }: TradeFixture,
  chain: bigint,
  duration: bigint,
): Promise<void> {
  await trade.connect(provider.wallet).proposeExtension(chain, 0, duration);
  await trade.connect(receiver.wallet).acceptExtension(chain, 0, duration);
}
