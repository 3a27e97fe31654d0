import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import {
  ClaimKind,
  deployTrade,
  EVIDENCE,
  INSPECTION,
  PRICE,
  PROVIDER_BOND,
  StageState,
  type TradeFixture,
} from "../trade/tradeFixture";
import { gains } from "./gains";

/** The provider sees the claim of a default coming, and delivers something worthless one block before. */
async function deliverSham({ trade, at, deliver }: TradeFixture, chain: bigint): Promise<void> {
  await at(await trade.dueOf(chain, 0));
  await deliver(chain);
}

describe("A provider who delivers something worthless one block before the claim of a default", () => {
  it("<CHN-3> <CHN-5> turns the claim away, and gains nothing by it: a defect is claimed and judged instead", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, activeChain, judge } = fixture;
    const asReceiver = trade.connect(receiver.wallet);
    const chain = await activeChain();

    expect(
      await gains(fixture, { provider, receiver }, async () => {
        await deliverSham(fixture, chain);
        await expect(asReceiver.claim(chain, 0, ClaimKind.Default, PROVIDER_BOND, EVIDENCE, false))
          .to.be.revertedWithCustomError(trade, "WrongStageState")
          .withArgs(chain, 0n, StageState.Delivered);
        await asReceiver.claim(chain, 0, ClaimKind.Defect, PROVIDER_BOND, EVIDENCE, false);
        await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
        await judge(chain, 10_000n);
        await trade.conclude(chain, 0);
        await asReceiver.takeMoney(chain, 0);
      }),
    ).to.deep.equal({ provider: -PROVIDER_BOND, receiver: PROVIDER_BOND });
  });

  it("<CHN-3> is paid by a receiver who stays silent for the whole inspection: silence is acceptance", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, outsider, activeChain, warp } = fixture;
    const chain = await activeChain();

    expect(
      await gains(fixture, { provider, receiver }, async () => {
        await deliverSham(fixture, chain);
        await warp(INSPECTION);
        await trade.connect(outsider.wallet).acceptDelivery(chain, 0);
      }),
    ).to.deep.equal({ provider: PRICE - 40n, receiver: -PRICE });
  });

  it("<CHN-3> comes too late in the block after the claim", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, activeChain, claimDefault } = fixture;
    const chain = await activeChain();
    await claimDefault(chain);

    await expect(trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, EVIDENCE))
      .to.be.revertedWithCustomError(trade, "WrongStageState")
      .withArgs(chain, 0n, StageState.Claimed);
  });
});
