import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id, ZeroHash } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { changes } from "../vault/changes";
import { setMessages } from "./messages";
import {
  ChainState,
  ClaimKind,
  deployTrade,
  DURATION,
  EVIDENCE,
  INSPECTION,
  StageState,
} from "./tradeFixture";

const MESSAGE = id("message");
const URI = "ipfs://evidence";

describe("TradeChains.post", () => {
  describe("given a running stage", () => {
    it("<CHN-11> tells author, digest and number, and ERC-1497 the document", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, provider, activeChain } = fixture;
      const chain = await activeChain();

      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(provider.wallet).post(chain, 0, MESSAGE, URI))
            .to.emit(trade, "MessagePosted")
            .withArgs(chain, 0n, 1n, provider.id, MESSAGE)
            .and.to.emit(trade, "Evidence")
            .withArgs(court, disputeId(chain, 0), provider.wallet, URI);
        }),
      ).to.deep.equal({});
      // Nothing but the number of messages is another.
      const { mark } = await trade.stageOf(chain, 0);
      expect(await trade.stageOf(chain, 0)).to.deep.equal([
        ...[10n, 11n, 1_000n, 300n],
        ...[200n, DURATION, INSPECTION, 0n, mark, StageState.Open, 0n, 1n],
        ...[0n, 0n, 0n, 0n, 0n, false, false],
      ]);
    });

    it("<CHN-11> numbers deliveries and messages of a stage in one order", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, activeChain } = fixture;
      const chain = await activeChain([{}, {}]);
      const say = (sequence: bigint, stage: number, by = provider) =>
        expect(trade.connect(by.wallet).post(chain, stage, MESSAGE, ""))
          .to.emit(trade, "MessagePosted")
          .withArgs(chain, stage, sequence, by.id, MESSAGE);

      await say(1n, 0);
      await say(2n, 0, receiver);
      await say(1n, 1);
      await expect(trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash))
        .to.emit(trade, "StageDelivered")
        .withArgs(chain, 0n, 3n, EVIDENCE, ZeroHash);
      await say(4n, 0);
      expect((await trade.stageOf(chain, 0)).messages).to.equal(4n);
    });
  });

  describe("when somebody posts", () => {
    it("<CHN-11> both sides and their guarantors at the snapshot post", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, provider, providerGuarantors, receiverGuarantors } = fixture;
      const { chain } = await fixture.stageIn("Disputed");
      await graph.connect(providerGuarantors[0].wallet).withdrawSurety(provider.id, 0);

      for (const { id: author, wallet } of [...providerGuarantors, ...receiverGuarantors]) {
        const { messages } = await trade.stageOf(chain, 0);
        await expect(trade.connect(wallet).post(chain, 0, MESSAGE, ""))
          .to.emit(trade, "MessagePosted")
          .withArgs(chain, 0n, messages + 1n, author, MESSAGE);
      }
    });

    it("<CHN-11> a founder's ring guarantors post as well", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, founders, receiver, propose } = fixture;
      const [first, second, third, fourth] = founders;
      if (!fourth) throw new Error("There are five founders");
      const chain = await propose([{ provider: first.id, receiver: receiver.id }]);

      for (const { id: author, wallet } of [second, third]) {
        const { messages } = await trade.stageOf(chain, 0);
        await expect(trade.connect(wallet).post(chain, 0, MESSAGE, ""))
          .to.emit(trade, "MessagePosted")
          .withArgs(chain, 0n, messages + 1n, author, MESSAGE);
      }
      await expect(trade.connect(fourth.wallet).post(chain, 0, MESSAGE, ""))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, fourth.id);
    });

    it("<CHN-11> refuses everybody else", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider, stranger, activeChain } = fixture;
      const chain = await activeChain();

      await expect(trade.connect(outsider.wallet).post(chain, 0, MESSAGE, ""))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, outsider.id);
      await expect(trade.connect(stranger).post(chain, 0, MESSAGE, ""))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });
  });

  describe("given a chain that has not begun", () => {
    it("<CHN-11> is possible about a proposal, and no more about a dissolved one", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, propose } = fixture;
      const chain = await propose();
      await expect(trade.connect(provider.wallet).post(chain, 0, MESSAGE, ""))
        .to.emit(trade, "MessagePosted")
        .withArgs(chain, 0n, 1n, provider.id, MESSAGE);
      await trade.connect(provider.wallet).dissolve(chain);

      await expect(trade.connect(provider.wallet).post(chain, 0, MESSAGE, ""))
        .to.be.revertedWithCustomError(trade, "WrongChainState")
        .withArgs(chain, ChainState.Dissolved);
    });
  });

  describe("given a replacement", () => {
    it("<CHN-11> evidence about a replacement belongs to its own dispute", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, receiver, outsider, stageIn } = fixture;
      const { chain } = await stageIn("Remedy");
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, 1n);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 1n);

      await expect(trade.connect(outsider.wallet).post(chain, 0, MESSAGE, URI))
        .to.emit(trade, "Evidence")
        .withArgs(court, disputeId(chain, 0, true), outsider.wallet, URI);
    });
  });

  describe("given a claim", () => {
    it("<CHN-11> counts a claim and every answer as well", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver, providerGuarantors, activeChain } = fixture;
      const [guarantor] = providerGuarantors;
      const chain = await activeChain();
      const post = () => trade.connect(receiver.wallet).post(chain, 0, MESSAGE, "");

      await post();
      await expect(
        trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false),
      )
        .to.emit(trade, "StageClaimed")
        .withArgs(chain, 0n, 2n, ClaimKind.EarlyBreach, Side.Receiver, 1n, EVIDENCE);
      await expect(trade.connect(guarantor.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 3n, guarantor.id, 0n, EVIDENCE);
      await post();
      await expect(trade.connect(provider.wallet).answer(chain, 0, 7n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 5n, provider.id, 7n, EVIDENCE);
      await expect(post())
        .to.emit(trade, "MessagePosted")
        .withArgs(chain, 0n, 6n, receiver.id, MESSAGE);
      expect((await trade.stageOf(chain, 0)).messages).to.equal(6n);
    });
  });

  describe("when the numbers run out", () => {
    it("<CHN-11> gives the last one to all that follows: nobody is kept from speaking", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, providerGuarantors, receiver } = fixture;
      const [guarantor] = providerGuarantors;
      const chain = await fixture.activeChain([{ providerBond: 0n }]);
      await setMessages(fixture, chain, 65_533n);
      const post = async (sequence: bigint) => {
        await expect(trade.connect(receiver.wallet).post(chain, 0, MESSAGE, ""))
          .to.emit(trade, "MessagePosted")
          .withArgs(chain, 0n, sequence, receiver.id, MESSAGE);
      };

      await post(65_534n);
      await post(65_535n);
      await post(65_535n);
      await expect(trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash))
        .to.emit(trade, "StageDelivered")
        .withArgs(chain, 0n, 65_535n, EVIDENCE, ZeroHash);
      await expect(
        trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 0n, EVIDENCE, false),
      )
        .to.emit(trade, "StageClaimed")
        .withArgs(chain, 0n, 65_535n, ClaimKind.Defect, Side.Receiver, 0n, EVIDENCE);
      await expect(trade.connect(guarantor.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 65_535n, guarantor.id, 0n, EVIDENCE);
      await expect(trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 65_535n, provider.id, 0n, EVIDENCE);
      await post(65_535n);

      expect((await trade.stageOf(chain, 0)).messages).to.equal(65_535n);
      expect(await fixture.stateOf(chain)).to.equal(StageState.Disputed);
    });
  });
});
