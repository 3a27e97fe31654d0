import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import type { ContractTransactionResponse } from "ethers";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { CHAIN_TERMS, deployTrade, EVIDENCE, StageState, type TradeFixture } from "./tradeFixture";

type Call = (fixture: TradeFixture, chain: bigint) => Promise<ContractTransactionResponse>;

const CALLS: Record<string, Call> = {
  propose: ({ trade, provider, terms }) =>
    trade.connect(provider.wallet).propose([terms()], CHAIN_TERMS, 4_000_000_000n),
  accept: ({ trade, provider }, chain) => trade.connect(provider.wallet).accept(chain),
  withdrawAcceptance: ({ trade, provider }, chain) =>
    trade.connect(provider.wallet).withdrawAcceptance(chain),
  dissolve: ({ trade, provider }, chain) => trade.connect(provider.wallet).dissolve(chain),
  deliver: ({ trade, provider }, chain) =>
    trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash),
  acceptDelivery: ({ trade, receiver }, chain) =>
    trade.connect(receiver.wallet).acceptDelivery(chain, 0),
  post: ({ trade, provider }, chain) => trade.connect(provider.wallet).post(chain, 0, EVIDENCE, ""),
  claim: ({ trade, receiver }, chain) =>
    trade.connect(receiver.wallet).claim(chain, 0, 1n, 1n, EVIDENCE, false),
  answer: ({ trade, provider }, chain) =>
    trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE),
  conclude: ({ trade }, chain) => trade.conclude(chain, 0),
  drawAward: ({ trade }, chain) => trade.drawAward(chain, 0, Side.Provider),
  takeMoney: ({ trade, receiver }, chain) => trade.connect(receiver.wallet).takeMoney(chain, 0),
  appointReplacement: ({ trade, receiver }, chain) =>
    trade.connect(receiver.wallet).appointReplacement(chain, 0, 12n, 1n, 0n, DAY),
  acceptReplacement: ({ trade, outsider }, chain) =>
    trade.connect(outsider.wallet).acceptReplacement(chain, 0, 1n, 0n, DAY),
  proposeSettlement: ({ trade, provider }, chain) =>
    trade.connect(provider.wallet).proposeSettlement(chain, 0, 0n, 0n, Side.Provider),
  acceptSettlement: ({ trade, provider }, chain) =>
    trade.connect(provider.wallet).acceptSettlement(chain, 0, 0n, 0n, Side.Provider),
  proposeExtension: ({ trade, provider }, chain) =>
    trade.connect(provider.wallet).proposeExtension(chain, 0, 15n * DAY),
  acceptExtension: ({ trade, provider }, chain) =>
    trade.connect(provider.wallet).acceptExtension(chain, 0, 15n * DAY),
  cancelStage: ({ trade, provider }, chain) => trade.connect(provider.wallet).cancelStage(chain, 0),
  closeLapsed: ({ trade }, chain) => trade.closeLapsed(chain, 0),
};

describe("TradeChains under a pause", () => {
  for (const [name, call] of Object.entries(CALLS)) {
    it(`<CHA-3> ${name} is refused`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { charter, guardian, activeChain } = fixture;
      const chain = await activeChain();
      await charter.connect(guardian).pause();
      const until = BigInt(await time.latest()) + 14n * DAY;

      await expect(call(fixture, chain))
        .to.be.revertedWithCustomError(charter, "CommunityPaused")
        .withArgs(until);
    });
  }

  it("<CHA-3> nobody defaults because of it", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, charter, guardian, provider, receiver, activeChain, warp, now } = fixture;
    const chain = await activeChain();
    const due = await trade.dueOf(chain, 0);
    await warp(9n * DAY);
    await charter.connect(guardian).pause();
    await warp(14n * DAY);

    // A day less some seconds is left, although 13 have passed since the wall clock showed `due`.
    const claim = trade.connect(receiver.wallet).claim(chain, 0, 1n, 1n, EVIDENCE, false);
    await expect(claim).to.be.revertedWithCustomError(trade, "TooEarly");
    expect(due - (await now())).to.be.greaterThan(DAY - 100n);
    await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);
    expect(await fixture.stateOf(chain)).to.equal(StageState.Delivered);
  });

  it("<CHA-4> what was paid out before can leave", async () => {
    const fixture = await loadFixture(deployTrade);
    const { vault, charter, guardian, provider, stageIn } = fixture;
    await stageIn("Closed");
    await charter.connect(guardian).pause();

    await vault.connect(provider.wallet).withdraw(10_960n, provider.wallet);
  });
});
