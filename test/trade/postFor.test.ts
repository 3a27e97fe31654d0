import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { deployBacked, deployUnclaimed } from "./backed";
import { setMessages } from "./messages";
import { ChainState, ClaimKind, deployTrade, EVIDENCE, StageState } from "./tradeFixture";

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

  describe("when the numbers have run out", () => {
    it("<CHN-11> is told with the last one", async () => {
      const fixture = await loadFixture(deployUnclaimed);
      const { trade, below, chain } = fixture;
      await setMessages(fixture, chain, 65_535n);

      await expect(
        trade.connect(below.wallet).postFor(chain, 0, Side.Provider, 1, 1n, MESSAGE, URI),
      )
        .to.emit(trade, "MessagePosted")
        .withArgs(chain, 0n, 65_535n, below.id, MESSAGE);
    });
  });

  describe("given a provider who was replaced", () => {
    /** The first provider has failed; the poor one, backed at 150 by two steps, takes the stage over. */
    async function deployReplaced() {
      const fixture = await deployTrade();
      const { trade, receiver, providerGuarantors: above, outsider: below } = fixture;
      const name = await fixture.join(await fixture.newWallet(), above, { pledges: [50n, 50n] });
      const poor = await fixture.join(await fixture.newWallet(), [name, below], {
        pledges: [100n, 50n],
      });
      await fixture.warp(1n);
      const chain = await fixture.activeChain([{ receiverBond: 0n }]);
      await fixture.claimDefault(chain);
      await fixture.at((await trade.stageOf(chain, 0)).mark + 3n * DAY);
      await trade.conclude(chain, 0);
      await trade.connect(receiver.wallet).appointReplacement(chain, 0, poor.id, 150n, 150n, DAY);
      return { ...fixture, chain, above, name, poor };
    }

    it("<CHN-7> <CHN-11> nobody stands behind the first one's bond any more", async () => {
      const { trade, above, chain } = await loadFixture(deployReplaced);
      const [{ id: guarantor, wallet }] = above;

      await expect(trade.connect(wallet).postFor(chain, 0, Side.Provider, 1, 0n, MESSAGE, URI))
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(guarantor, 0n);
    });

    it("<CHN-5> <CHN-7> <CHN-11> those behind the second one's bond post and answer, about its own dispute", async () => {
      const fixture = await loadFixture(deployReplaced);
      const { trade, court, above, name, poor, chain, claimDefault } = fixture;
      await trade.connect(poor.wallet).acceptReplacement(chain, 0, 150n, 150n, DAY);
      const { messages } = await trade.stageOf(chain, 0);

      for (const [index, [{ id: author, wallet }, steps, path]] of (
        [
          [name, 1, 0n],
          [above[1], 2, 1n],
        ] as const
      ).entries()) {
        await expect(
          trade.connect(wallet).postFor(chain, 0, Side.Provider, steps, path, MESSAGE, URI),
        )
          .to.emit(trade, "MessagePosted")
          .withArgs(chain, 0n, messages + 1n + BigInt(index), author, MESSAGE)
          .and.to.emit(trade, "Evidence")
          .withArgs(court, disputeId(chain, 0, true), wallet, URI);
      }
      await claimDefault(chain, 150n);
      await expect(trade.connect(above[0].wallet).answerFor(chain, 0, 2, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, messages + 4n, above[0].id, 0n, EVIDENCE);
    });
  });

  describe("given a receiver whose bond others back", () => {
    it("<CHN-11> they post for the receiver", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, receiverGuarantors, vault } = fixture;
      const { free } = await vault.account(receiver.id);
      const terms = { price: free, listPrice: free, receiverBond: 200n, providerBond: 0n };
      const chain = await fixture.activeChain([terms]);
      const [, { id: author, wallet }] = receiverGuarantors;

      await expect(trade.connect(wallet).postFor(chain, 0, Side.Receiver, 1, 1n, MESSAGE, URI))
        .to.emit(trade, "MessagePosted")
        .withArgs(chain, 0n, 1n, author, MESSAGE);
    });
  });

  describe("given a party that stands behind the other side's bond itself", () => {
    it("<CHN-5> <CHN-11> <CRT-5> speaks for itself alone, though the way leads to it", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, providerGuarantors: above, outsider } = fixture;
      const name = await fixture.join(await fixture.newWallet(), above, { pledges: [50n, 50n] });
      const poor = await fixture.join(await fixture.newWallet(), [name, outsider], {
        pledges: [100n, 50n],
      });
      const [receiver] = above;
      await fixture.warp(1n);
      const terms = { price: 150n, listPrice: 150n, receiverBond: 0n, providerBond: 150n };
      const sides = { provider: poor.id, receiver: receiver.id };
      const chain = await fixture.propose([{ ...terms, ...sides }], receiver);
      await fixture.accept(chain, [poor, receiver]);
      const { provider: bond } = await trade.namesOf(chain, 0);
      expect(await vault.backerOf(bond, 0b00n, 2)).to.equal(receiver.id);
      const caller = trade.connect(receiver.wallet);

      await expect(caller.postFor(chain, 0, Side.Provider, 2, 0n, MESSAGE, URI))
        .to.be.revertedWithCustomError(trade, "IsAParty")
        .withArgs(chain, 0n, receiver.id);
      await fixture.at(await trade.dueOf(chain, 0));
      await caller.claim(chain, 0, ClaimKind.Default, 150n, EVIDENCE, false);
      await expect(caller.answerFor(chain, 0, 2, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "IsAParty")
        .withArgs(chain, 0n, receiver.id);
      await expect(caller.appealFor(chain, 0, Side.Provider, 2, 0n, false))
        .to.be.revertedWithCustomError(trade, "IsAParty")
        .withArgs(chain, 0n, receiver.id);
    });
  });
});
