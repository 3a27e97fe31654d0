import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { changes } from "../vault/changes";
import { deployBacked, deployUnclaimed } from "./backed";
import { setMessages } from "./messages";
import { ChainState, deployTrade, EVIDENCE, StageState } from "./tradeFixture";

const MESSAGE = id("message");
const URI = "ipfs://evidence";

describe("TradeChains.postFor", () => {
  describe("given a bond that others back", () => {
    for (const [title, steps, path] of [
      ["the guarantor in slot 0", 1, 0b0n],
      ["the guarantor in slot 1", 1, 0b1n],
      ["the guarantor's guarantor in slot 0", 2, 0b00n],
      ["the guarantor's guarantor in slot 1", 2, 0b01n],
    ] as const) {
      it(`<CHN-11> ${title} posts, and nothing but the number of messages changes`, async () => {
        const fixture = await loadFixture(deployUnclaimed);
        const { trade, court, chain, above, below, name } = fixture;
        const { id: author, wallet } =
          steps === 1 ? (path === 0n ? name : below) : above[path === 0n ? 0 : 1];
        const before = await trade.stageOf(chain, 0);

        expect(
          await changes(fixture, async () => {
            await expect(
              trade.connect(wallet).postFor(chain, 0, Side.Provider, steps, path, MESSAGE, URI),
            )
              .to.emit(trade, "MessagePosted")
              .withArgs(chain, 0n, 1n, author, MESSAGE)
              .and.to.emit(trade, "Evidence")
              .withArgs(court, disputeId(chain, 0), wallet, URI);
          }),
        ).to.deep.equal({});
        expect(await trade.stageOf(chain, 0)).to.deep.equal([...before].with(11, 1n));
      });
    }

    it("<CHN-11> <SUR-4> a guarantor who has left posts while the pledge is in use", async () => {
      const { trade, graph, name, above, chain } = await loadFixture(deployUnclaimed);
      const [, { id: author, wallet }] = above;
      await graph.connect(wallet).withdrawSurety(name.id, 1);

      await expect(trade.connect(wallet).postFor(chain, 0, Side.Provider, 2, 1n, MESSAGE, URI))
        .to.emit(trade, "MessagePosted")
        .withArgs(chain, 0n, 1n, author, MESSAGE);
    });
  });

  describe("given a party that answers at once, so that nobody else can", () => {
    it("<CHN-11> those behind its bond are heard by the court all the same, as often as they like", async () => {
      const { trade, poor, above, chain } = await loadFixture(deployBacked);
      const [{ id: author, wallet }] = above;
      await trade.connect(poor.wallet).answer(chain, 0, 0n, EVIDENCE);

      for (const sequence of [3n, 4n]) {
        await expect(trade.connect(wallet).postFor(chain, 0, Side.Provider, 2, 0n, MESSAGE, URI))
          .to.emit(trade, "MessagePosted")
          .withArgs(chain, 0n, sequence, author, MESSAGE);
      }
      expect((await trade.stageOf(chain, 0)).state).to.equal(StageState.Disputed);
    });
  });

  describe("when the caller does not stand behind the bond", () => {
    it("<CHN-11> refuses whoever the way does not lead to, and names who is there", async () => {
      const { trade, name, below, chain } = await loadFixture(deployUnclaimed);

      await expect(
        trade.connect(below.wallet).postFor(chain, 0, Side.Provider, 1, 0n, MESSAGE, URI),
      )
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(below.id, name.id);
      expect((await trade.stageOf(chain, 0)).messages).to.equal(0n);
    });

    it("<CHN-11> refuses whoever stands behind the other side alone", async () => {
      const { trade, below, chain } = await loadFixture(deployUnclaimed);

      await expect(
        trade.connect(below.wallet).postFor(chain, 0, Side.Receiver, 1, 1n, MESSAGE, URI),
      )
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(below.id, 0n);
    });

    it("<CHN-11> refuses a party, who posts without a way", async () => {
      const { trade, poor, receiver, chain } = await loadFixture(deployUnclaimed);

      for (const { id: party, wallet } of [poor, receiver]) {
        await expect(trade.connect(wallet).postFor(chain, 0, Side.Provider, 1, 0n, MESSAGE, URI))
          .to.be.revertedWithCustomError(trade, "IsAParty")
          .withArgs(chain, 0n, party);
      }
    });

    it("<CHN-11> refuses a wallet without a card", async () => {
      const { trade, stranger, chain } = await loadFixture(deployUnclaimed);

      await expect(trade.connect(stranger).postFor(chain, 0, Side.Provider, 1, 0n, MESSAGE, URI))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    it("<CHN-11> refuses a way of 0 or of 7 steps", async () => {
      const { trade, vault, below, chain } = await loadFixture(deployUnclaimed);

      for (const steps of [0, 7]) {
        await expect(
          trade.connect(below.wallet).postFor(chain, 0, Side.Provider, steps, 0n, MESSAGE, URI),
        )
          .to.be.revertedWithCustomError(vault, "TooManySteps")
          .withArgs(steps);
      }
    });
  });

  describe("when no bond is held", () => {
    it("<CHN-11> refuses guarantors of a proposal, whose bonds nothing backs yet", async () => {
      const { trade, providerGuarantors, propose } = await loadFixture(deployTrade);
      const chain = await propose();
      const [{ id: guarantor, wallet }] = providerGuarantors;

      await expect(trade.connect(wallet).postFor(chain, 0, Side.Provider, 1, 0n, MESSAGE, URI))
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(guarantor, 0n);
    });

    it("<CHN-11> refuses what is dissolved", async () => {
      const { trade, provider, providerGuarantors, propose } = await loadFixture(deployTrade);
      const chain = await propose();
      await trade.connect(provider.wallet).dissolve(chain);

      await expect(
        trade
          .connect(providerGuarantors[0].wallet)
          .postFor(chain, 0, Side.Provider, 1, 0n, MESSAGE, URI),
      )
        .to.be.revertedWithCustomError(trade, "WrongChainState")
        .withArgs(chain, ChainState.Dissolved);
    });

    it("<CHN-11> refuses a stage that has closed", async () => {
      const { trade, poor, below, receiver, chain } = await loadFixture(deployUnclaimed);
      await trade.connect(poor.wallet).proposeSettlement(chain, 0, 0n, 0n, Side.Provider);
      await trade.connect(receiver.wallet).acceptSettlement(chain, 0, 0n, 0n, Side.Provider);

      await expect(
        trade.connect(below.wallet).postFor(chain, 0, Side.Provider, 1, 1n, MESSAGE, URI),
      )
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 0n, StageState.Closed);
    });
  });

  describe("when the numbers run out", () => {
    it("<CHN-11> refuses, so that claim and answers keep theirs", async () => {
      const fixture = await loadFixture(deployUnclaimed);
      const { trade, below, chain } = fixture;
      const post = () =>
        trade.connect(below.wallet).postFor(chain, 0, Side.Provider, 1, 1n, MESSAGE, URI);
      await setMessages(fixture, chain, 65_526n);
      await post();

      await expect(post())
        .to.be.revertedWithCustomError(trade, "TooManyMessages")
        .withArgs(chain, 0n);
    });
  });
});
