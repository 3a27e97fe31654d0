import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { CHAIN_CALLS, STAGE_CALLS, type TradeCall } from "./calls";
import { CHAIN_TERMS, ClaimKind, deployTrade, EVIDENCE, StageState } from "./tradeFixture";

const CALLS: Record<string, TradeCall> = {
  propose: ({ trade, provider, terms }) =>
    trade.connect(provider.wallet).propose([terms()], CHAIN_TERMS, 4_000_000_000n),
  ...CHAIN_CALLS,
  ...STAGE_CALLS,
};

describe("TradeChains under a pause", () => {
  describe("when anything is called that changes a trade", () => {
    it("<CHA-3> all that can be called is in the table of this test", async () => {
      const { trade } = await loadFixture(deployTrade);
      const functions: string[] = [];
      trade.interface.forEachFunction(({ name, constant }) => {
        if (!constant) functions.push(name);
      });

      expect(Object.keys(CALLS)).to.have.members(functions);
    });

    for (const [name, call] of Object.entries(CALLS)) {
      it(`<CHA-3> refuses ${name}, and says until when`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, charter, guardian, activeChain } = fixture;
        const chain = await activeChain();
        await charter.connect(guardian).pause();
        const until = BigInt(await time.latest()) + 14n * DAY;
        const before = await trade.stageOf(chain, 0);

        expect(
          await changes(fixture, async () => {
            await expect(call(fixture, { chain, stage: 0 }))
              .to.be.revertedWithCustomError(charter, "CommunityPaused")
              .withArgs(until);
          }),
        ).to.deep.equal({});
        expect(await trade.stageOf(chain, 0)).to.deep.equal(before);
      });
    }
  });

  it("<CHA-3> nobody defaults because of it: a deadline keeps its distance", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, charter, guardian, provider, receiver, activeChain, at, stateOf } = fixture;
    const chain = await activeChain();
    const due = await trade.dueOf(chain, 0);
    // A second before it is due the clock stops for 14 days.
    await at(due - 1n);
    await charter.connect(guardian).pause();
    const ends = due - 1n + 14n * DAY;
    await time.setNextBlockTimestamp(ends);

    await expect(
      trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Default, 1n, EVIDENCE, false),
    )
      .to.be.revertedWithCustomError(trade, "TooEarly")
      .withArgs(due - 1n, due);
    await time.setNextBlockTimestamp(ends + 1n);
    await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Default, 1n, EVIDENCE, false);
    expect(await stateOf(chain)).to.equal(StageState.Claimed);
    expect((await trade.stageOf(chain, 0)).mark).to.equal(due);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
  });

  it("<CHA-3> everything goes on when it has ended", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, charter, guardian, provider, activeChain, stateOf, warp } = fixture;
    const chain = await activeChain();
    await charter.connect(guardian).pause();
    await warp(14n * DAY);

    await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);

    expect(await stateOf(chain)).to.equal(StageState.Delivered);
  });

  it("<CHA-4> what was paid out before can leave", async () => {
    const fixture = await loadFixture(deployTrade);
    const { vault, token, charter, guardian, provider, stageIn } = fixture;
    await stageIn("Closed");
    await charter.connect(guardian).pause();

    await vault.connect(provider.wallet).withdraw(10_960n, provider.wallet);

    expect(await token.balanceOf(provider.wallet)).to.equal(10_960n);
  });
});
