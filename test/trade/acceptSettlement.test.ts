import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { network } from "hardhat";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import {
  ChainState,
  ClaimKind,
  Closing,
  deployTrade,
  deployTradeWithFees,
  DURATION,
  EVIDENCE,
  StageState,
  type TradeFixture,
} from "./tradeFixture";
import { replaced, replacedByRuling, WINDOW } from "./remedies";

import { agree, breach, offer, PEACE, type Terms } from "./settlements";

describe("TradeChains.acceptSettlement", () => {
  describe("given an offer of the other side", () => {
    it("<CHN-8> divides the price by fault and pays the compensation from the payer's own money", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await fixture.stageIn("Delivered");
      const terms: Terms = [3_333n, 55n, Side.Provider];
      await offer(fixture, chain, terms);

      // 333 back, 667 paid out, 10 and 16 of it premiums.
      expect(
        await changes(fixture, async () => {
          await expect(agree(fixture, chain, terms))
            .to.emit(trade, "StageSettled")
            .withArgs(chain, 0n, 3_333n, 55n, Side.Provider)
            .and.to.emit(trade, "StageClosed")
            .withArgs(chain, 0n, Closing.Settled)
            .and.to.emit(trade, "StagePaid")
            .withArgs(chain, 0n, 667n, 10n, 16n);
        }),
      ).to.deep.equal({
        "member 6 free": 10n,
        "member 7 free": 16n,
        "member 10 free": 641n + 245n,
        "member 10 locks": -1n,
        "member 11 free": 333n + 55n + 200n,
        "member 11 locks": -1n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
      });
      expect((await trade.chainOf(chain)).undelivered).to.equal(0n);
    });

    it("<CHN-8> the receiver can be the payer, and the one who offers", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, provider } = fixture;
      const { chain } = await fixture.stageIn("Open");
      const terms: Terms = [10_000n, 200n, Side.Receiver];
      await trade.connect(receiver.wallet).proposeSettlement(chain, 0, ...terms);

      expect(
        await changes(fixture, () =>
          trade.connect(provider.wallet).acceptSettlement(chain, 0, ...terms),
        ),
      ).to.deep.equal({
        "member 10 free": 200n + 300n,
        "member 10 locks": -1n,
        "member 11 free": 1_000n,
        "member 11 locks": -1n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
      });
      expect((await trade.chainOf(chain)).undelivered).to.equal(1n);
    });

    it("<CHN-8> payees get their shares at fault 0", async () => {
      const fixture = await loadFixture(deployTrade);
      const stage = { payees: [{ member: 12n, shareBps: 10_000n }] };
      const { chain } = await fixture.stageIn("Open", stage);
      await offer(fixture, chain);

      expect(await changes(fixture, () => agree(fixture, chain))).to.deep.equal({
        "member 6 free": 15n,
        "member 7 free": 25n,
        "member 10 free": 300n,
        "member 10 locks": -1n,
        "member 11 free": 200n,
        "member 11 locks": -1n,
        "member 12 free": 960n,
        "bond 0/0 own": -300n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -1_000n,
      });
    });

    for (const [who, members, toProvider, toReceiver] of [
      ["the provider", [10n], 641n, 0n],
      ["the receiver", [11n], 385n, 256n],
      ["both sides", [10n, 11n], 385n, 256n],
    ] as const) {
      it(`<CHN-8> a stage whose payee is ${who} can be settled at a fault`, async () => {
        const fixture = await loadFixture(deployTrade);
        const payees = members.map((member) => ({ member, shareBps: 4_000n }));
        const { chain } = await fixture.stageIn("Delivered", { payees });
        await offer(fixture, chain, [3_333n, 0n, Side.Provider]);

        // 333 back, 667 paid out, 10 and 16 of it premiums; two fifths of 641 are a payee's.
        expect(
          await changes(fixture, () => agree(fixture, chain, [3_333n, 0n, Side.Provider])),
        ).to.deep.equal({
          "member 6 free": 10n,
          "member 7 free": 16n,
          "member 10 free": toProvider + 300n,
          "member 10 locks": -1n,
          "member 11 free": toReceiver + 333n + 200n,
          "member 11 locks": -1n,
          "bond 0/0 own": -300n,
          "bond 0/1 own": -200n,
          "bond 0/1 escrow": -1_000n,
        });
      });
    }

    it("<CHN-7> <CHN-8> so can one whose payee is the replacement provider", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider } = fixture;
      const chain = await replacedByRuling(fixture, {
        payees: [{ member: 12n, shareBps: 5_000n }],
      });
      const terms: Terms = [5_000n, 0n, Side.Provider];
      await trade.connect(outsider.wallet).proposeSettlement(chain, 0, ...terms);

      // 400 back, 400 paid out; founders 1 and 2 stand for the outsider at 1.5 and 2.5 %.
      expect(await changes(fixture, () => agree(fixture, chain, terms))).to.deep.equal({
        "member 1 free": 6n,
        "member 2 free": 10n,
        "member 11 free": 400n,
        "member 11 locks": -1n,
        "member 12 free": 384n + 100n,
        "member 12 locks": -1n,
        "bond 0/1 escrow": -800n,
        "bond 0/2 own": -100n,
      });
    });

    it("<CHN-8> without a compensation no bond is drawn, and without a claim no dispute closed", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, court } = fixture;
      const { chain } = await fixture.stageIn("Open");
      await offer(fixture, chain);

      const settled = agree(fixture, chain);

      await expect(settled)
        .to.emit(trade, "StageSettled")
        .withArgs(chain, 0n, ...PEACE)
        .and.to.emit(trade, "ChainClosed")
        .withArgs(chain);
      await expect(settled).not.to.emit(vault, "BondDrawn");
      await expect(settled).not.to.emit(court, "DisputeClosed");
    });

    it("<CHN-8> a stage without a price is settled as well", async () => {
      const fixture = await loadFixture(deployTrade);
      const none = { price: 0n, listPrice: 0n, providerBond: 0n, receiverBond: 0n };
      const { chain } = await fixture.stageIn("Open", none);
      await offer(fixture, chain, [5_000n, 0n, Side.Receiver]);

      expect(
        await changes(fixture, () => agree(fixture, chain, [5_000n, 0n, Side.Receiver])),
      ).to.deep.equal({ "member 10 locks": -1n, "member 11 locks": -1n });
    });

    it("<CHN-2> <CHN-8> what waited for the stage opens", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, at, now, stateOf } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      await offer(fixture, chain);
      const clock = (await now()) + 10n;
      await at(clock);

      await expect(agree(fixture, chain))
        .to.emit(trade, "StageOpened")
        .withArgs(chain, 1n, clock + DURATION);
      expect(await stateOf(chain, 1)).to.equal(StageState.Open);
    });
  });

  describe("given a stage that waits", () => {
    /** The provider offers to settle stage 1, and the receiver agrees. */
    const settleWaiting = async (
      { trade, provider, receiver }: TradeFixture,
      chain: bigint,
      terms: Terms = PEACE,
    ) => {
      await trade.connect(provider.wallet).proposeSettlement(chain, 1, ...terms);
      return trade.connect(receiver.wallet).acceptSettlement(chain, 1, ...terms);
    };

    it("<CHN-8> it closes undelivered, and the money is divided", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, activeChain, stateOf } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      const terms: Terms = [6_000n, 25n, Side.Receiver];

      // 600 back, 400 paid out, 6 and 10 of it premiums.
      expect(
        await changes(fixture, async () => {
          const settled = settleWaiting(fixture, chain, terms);
          await expect(settled)
            .to.emit(trade, "StageSettled")
            .withArgs(chain, 1n, ...terms)
            .and.to.emit(trade, "StageClosed")
            .withArgs(chain, 1n, Closing.Settled)
            .and.to.emit(trade, "StagePaid")
            .withArgs(chain, 1n, 400n, 6n, 10n);
          await expect(settled).not.to.emit(trade, "StageOpened");
          await expect(settled).not.to.emit(court, "DisputeClosed");
        }),
      ).to.deep.equal({
        "member 6 free": 6n,
        "member 7 free": 10n,
        "member 10 free": 384n + 300n + 25n,
        "member 10 locks": -1n,
        "member 11 free": 600n + 175n,
        "member 11 locks": -1n,
        "bond 1/0 own": -300n,
        "bond 1/1 own": -200n,
        "bond 1/1 escrow": -1_000n,
      });
      const { state, closed, undelivered } = await trade.chainOf(chain);
      expect([state, closed, undelivered]).to.deep.equal([ChainState.Active, 0b10n, 0b10n]);
      expect(await stateOf(chain, 0)).to.equal(StageState.Open);
    });

    it("<CHN-2> <CHN-8> what waited for it alone opens, without its input", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, stateOf } = fixture;
      const chain = await activeChain([{}, { waitsFor: 0b1n }, { waitsFor: 0b10n }]);

      const settled = await settleWaiting(fixture, chain);

      const { mark } = await trade.stageOf(chain, 2);
      await expect(settled)
        .to.emit(trade, "StageOpened")
        .withArgs(chain, 2n, mark + DURATION);
      expect(await stateOf(chain, 0)).to.equal(StageState.Open);
      expect(await stateOf(chain, 2)).to.equal(StageState.Open);
      await trade.connect(provider.wallet).cancelStage(chain, 2);
      expect((await trade.chainOf(chain)).undelivered).to.equal(0b110n);
    });

    it("<CHN-2> <CHN-8> what waits for others, too, opens with the last of them", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, deliver, receiver, stateOf } = fixture;
      const chain = await activeChain([{}, { waitsFor: 0b1n }, { waitsFor: 0b11n }]);
      await settleWaiting(fixture, chain);
      expect(await stateOf(chain, 2)).to.equal(StageState.Waiting);
      await deliver(chain);

      const accepted = await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

      const { mark } = await trade.stageOf(chain, 2);
      await expect(accepted)
        .to.emit(trade, "StageOpened")
        .withArgs(chain, 2n, mark + DURATION);
      // The one that was settled stays closed.
      expect(await stateOf(chain, 1)).to.equal(StageState.Closed);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-8> it can be the last to close", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      await settleWaiting(fixture, chain);
      await offer(fixture, chain);

      await expect(agree(fixture, chain)).to.emit(trade, "ChainClosed").withArgs(chain);
      const { state, closed, undelivered } = await trade.chainOf(chain);
      expect([state, closed, undelivered]).to.deep.equal([ChainState.Closed, 0b11n, 0b11n]);
    });

    it("<CHN-8> an offer dies when the stage opens", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, deliver, provider, receiver } = fixture;
      const chain = await activeChain([{}, { waitsFor: 1n }]);
      await trade.connect(provider.wallet).proposeSettlement(chain, 1, ...PEACE);
      await deliver(chain);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

      await expect(trade.connect(receiver.wallet).acceptSettlement(chain, 1, ...PEACE))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 1n);
    });

    it("<CHN-8> a fault is refused where other payees would lose by it", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider } = fixture;
      const payees = [{ member: 12n, shareBps: 1n }];
      const chain = await activeChain([{}, { waitsFor: 1n, payees }]);

      await expect(
        trade.connect(provider.wallet).proposeSettlement(chain, 1, 1n, 0n, Side.Provider),
      )
        .to.be.revertedWithCustomError(trade, "PayeesAtStake")
        .withArgs(chain, 1n);
    });
  });

  describe("when a compensation is paid", () => {
    it("<CHN-8> never spends guarantors' money", async () => {
      const fixture = await loadFixture(deployTrade);
      const { vault, stageIn } = fixture;
      const stage = { price: 20_000n, listPrice: 20_000n, providerBond: 10_100n };
      const { chain } = await stageIn("Open", stage);
      const { provider: bond } = await fixture.trade.namesOf(chain, 0);
      await offer(fixture, chain, [0n, 10_001n, Side.Provider]);

      await expect(agree(fixture, chain, [0n, 10_001n, Side.Provider]))
        .to.be.revertedWithCustomError(vault, "ExceedsBond")
        .withArgs(bond, 10_001n, 10_000n);

      await offer(fixture, chain, [0n, 10_000n, Side.Provider]);
      // Of 20,000 paid out, 300 and 500 are premiums; the compensation is all that the provider put in.
      expect(
        await changes(fixture, async () => {
          await expect(agree(fixture, chain, [0n, 10_000n, Side.Provider]))
            .to.emit(vault, "BondDrawn")
            .withArgs(bond, 11n, 10_000n, 10_000n, false);
        }),
      ).to.deep.equal({
        "member 6 free": 300n,
        "member 7 free": 500n,
        "member 10 free": 19_200n,
        "member 10 locks": -1n,
        "member 11 free": 10_200n,
        "member 11 locks": -1n,
        "pledge 10/0 room": 50n,
        "pledge 10/1#2 room": 50n,
        "bond 0/0 own": -10_000n,
        "bond 0/0 from pledge 10/0": -50n,
        "bond 0/0 from pledge 10/1#2": -50n,
        "bond 0/1 own": -200n,
        "bond 0/1 escrow": -20_000n,
      });
    });

    it("<CHN-8> refuses more than the receiver put in, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { vault, stageIn } = fixture;
      const { chain } = await stageIn("Open");
      const { receiver: bond } = await fixture.trade.namesOf(chain, 0);
      await offer(fixture, chain, [0n, 201n, Side.Receiver]);

      await expect(agree(fixture, chain, [0n, 201n, Side.Receiver]))
        .to.be.revertedWithCustomError(vault, "ExceedsBond")
        .withArgs(bond, 201n, 200n);
    });
  });

  describe("given a broken deal", () => {
    it("<CHN-8> a settlement leaves no stain in the register", async () => {
      const fixture = await loadFixture(deployTrade);
      const { membership, provider, stageIn } = fixture;
      const { chain } = await stageIn("Disputed");
      await offer(fixture, chain, [10_000n, 300n, Side.Provider]);
      await agree(fixture, chain, [10_000n, 300n, Side.Provider]);

      expect(await membership.standingOf(provider.id)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n]);
    });

    it("<CHN-8> a settlement closes a broken stage without remedy", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stageIn, stateOf } = fixture;
      const { chain } = await stageIn("Disputed");
      await offer(fixture, chain, [10_000n, 0n, Side.Provider]);

      const settled = agree(fixture, chain, [10_000n, 0n, Side.Provider]);

      await expect(settled).to.emit(trade, "StageClosed").withArgs(chain, 0n, Closing.Settled);
      await expect(settled).not.to.emit(trade, "RemedyOpened");
      expect(await stateOf(chain)).to.equal(StageState.Closed);
      expect((await trade.chainOf(chain)).undelivered).to.equal(1n);
    });

    it("<CHN-2> <CHN-8> settling a defect, the delivery was one", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, stageIn } = fixture;
      const { chain } = await stageIn("Delivered");
      await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false);
      await offer(fixture, chain);

      await agree(fixture, chain);

      const { closed, undelivered } = await trade.chainOf(chain);
      expect([closed, undelivered]).to.deep.equal([1n, 0n]);
    });

    it("<CHN-2> <CHN-8> settling an obstruction, there was no delivery", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, stageIn } = fixture;
      const { chain } = await stageIn("Open");
      const asReceiver = trade.connect(receiver.wallet);
      await asReceiver.claim(chain, 0, ClaimKind.Obstruction, 1n, EVIDENCE, false);
      await offer(fixture, chain);

      await agree(fixture, chain);

      const { closed, undelivered } = await trade.chainOf(chain);
      expect([closed, undelivered]).to.deep.equal([1n, 1n]);
    });

    it("<CHN-7> <CHN-8> a replacement settles with its own bond", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, outsider, receiver, claimDefault } = fixture;
      const chain = await replaced(fixture);
      await claimDefault(chain, 90n);
      const terms: Terms = [5_000n, 60n, Side.Provider];
      await trade.connect(outsider.wallet).proposeSettlement(chain, 0, ...terms);

      // 400 back, 400 paid out; founders 1 and 2 stand for the outsider at 1.5 and 2.5 %.
      expect(
        await changes(fixture, async () => {
          await expect(trade.connect(receiver.wallet).acceptSettlement(chain, 0, ...terms))
            .to.emit(court, "DisputeClosed")
            .withArgs(disputeId(chain, 0, true));
        }),
      ).to.deep.equal({
        "member 1 free": 6n,
        "member 2 free": 10n,
        "member 11 free": 460n,
        "member 11 locks": -1n,
        "member 12 free": 384n + 40n,
        "member 12 locks": -1n,
        "bond 0/1 escrow": -800n,
        "bond 0/2 own": -100n,
      });
    });
  });

  describe("given fees", () => {
    for (const state of ["Claimed", "Disputed"] as const) {
      it(`<CRT-5> a ${state} stage's fees go back at once, and the dispute is closed`, async () => {
        const fixture = await loadFixture(deployTradeWithFees);
        const { court, stageIn } = fixture;
        const { chain } = await stageIn(state);
        await offer(fixture, chain);

        const changed = await changes(fixture, async () => {
          await expect(agree(fixture, chain))
            .to.emit(court, "DisputeClosed")
            .withArgs(disputeId(chain, 0))
            .and.to.emit(court, "FeesReturned")
            .withArgs(disputeId(chain, 0), 0n, 20n);
        });

        expect(changed["fees"]).to.equal(-20n);
        expect(changed["member 11 free"]).to.equal(220n);
        expect((await court.disputeOf(disputeId(chain, 0))).state).to.equal(6n);
      });
    }

    it("<CRT-5> when all fees are earned, there is nothing to return, and no harm", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, court, vote, stageIn, stateOf } = fixture;
      const { chain } = await stageIn("Disputed");
      await vote(chain, [0n, 0n, 0n, 0n]);
      await offer(fixture, chain);

      const changed = await changes(fixture, async () => {
        await expect(agree(fixture, chain)).not.to.emit(court, "FeesReturned");
      });

      expect(changed["fees"]).to.equal(undefined);
      expect((await trade.chainOf(chain)).state).to.equal(ChainState.Closed);
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });
  });

  describe("when there is no such offer", () => {
    it("<CHN-8> refuses before there is one", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stageIn } = fixture;
      const { chain } = await stageIn("Open");

      await expect(agree(fixture, chain))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });

    it("<CHN-8> refuses whose own offer it is", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, stageIn } = fixture;
      const { chain } = await stageIn("Open");
      await offer(fixture, chain);

      await expect(trade.connect(provider.wallet).acceptSettlement(chain, 0, ...PEACE))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });

    for (const [what, terms] of [
      ["fault", [1n, 5n, Side.Provider]],
      ["compensation", [0n, 6n, Side.Provider]],
      ["payer", [0n, 5n, Side.Receiver]],
    ] as [string, Terms][]) {
      it(`<CHN-8> refuses another ${what}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, stageIn } = fixture;
        const { chain } = await stageIn("Open");
        await offer(fixture, chain, [0n, 5n, Side.Provider]);

        await expect(agree(fixture, chain, terms))
          .to.be.revertedWithCustomError(trade, "NoSuchOffer")
          .withArgs(chain, 0n);
      });
    }

    it("<CHN-8> a newer offer replaces an older one", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, stageIn } = fixture;
      const { chain } = await stageIn("Open");
      await offer(fixture, chain);
      await trade.connect(receiver.wallet).proposeSettlement(chain, 0, 10_000n, 0n, Side.Provider);

      await expect(agree(fixture, chain))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });

    for (const [from, change] of [
      ["Open", "delivery"],
      ["Open", "claim"],
      ["Delivered", "claim"],
      ["Claimed", "answer"],
    ] as const) {
      it(`<CHN-8> an offer made while ${from} dies with the ${change}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, provider, receiver, deliver, stageIn } = fixture;
        const { chain } = await stageIn(from);
        await offer(fixture, chain);
        if (change === "delivery") await deliver(chain);
        if (change === "answer") {
          await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
        }
        if (change === "claim") {
          const kind = from === "Open" ? ClaimKind.EarlyBreach : ClaimKind.Defect;
          await trade.connect(receiver.wallet).claim(chain, 0, kind, 1n, EVIDENCE, false);
        }

        await expect(agree(fixture, chain))
          .to.be.revertedWithCustomError(trade, "NoSuchOffer")
          .withArgs(chain, 0n);
      });
    }

    it("<CHN-8> refuses an offer that was made about another stage", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, activeChain } = fixture;
      const chain = await activeChain([{}, {}]);
      await offer(fixture, chain);

      await expect(trade.connect(receiver.wallet).acceptSettlement(chain, 1, ...PEACE))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 1n);
    });

    it("<CHN-8> an offer dies even if everything happens in the same second", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, propose, accept, provider, receiver, stateOf } = fixture;
      const chain = await propose();
      await accept(chain, [provider]);
      const gasLimit = 5_000_000n;
      await network.provider.send("evm_setAutomine", [false]);
      await trade.connect(receiver.wallet).accept(chain, { gasLimit, gasPrice: 10n ** 12n });
      const offered = await trade
        .connect(provider.wallet)
        .proposeSettlement(chain, 0, ...PEACE, { gasLimit });
      await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash, { gasLimit });
      await network.provider.send("evm_mine");
      await network.provider.send("evm_setAutomine", [true]);
      await expect(offered).to.emit(trade, "SettlementProposed");
      expect(await stateOf(chain)).to.equal(StageState.Delivered);

      await expect(agree(fixture, chain))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });

    it("<CHN-8> an offer does not come back to life when a replacement reopens the stage", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, activeChain, claimDefault, warp } = fixture;
      const chain = await activeChain();
      await trade.connect(receiver.wallet).proposeSettlement(chain, 0, ...PEACE);
      await claimDefault(chain);
      await warp(3n * DAY);
      await trade.conclude(chain, 0);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, 10n * DAY);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 10n * DAY);

      await expect(trade.connect(outsider.wallet).acceptSettlement(chain, 0, ...PEACE))
        .to.be.revertedWithCustomError(trade, "NoSuchOffer")
        .withArgs(chain, 0n);
    });
  });

  describe("when time goes by", () => {
    for (const late of [0n, 1n]) {
      for (const booked of [false, true]) {
        it(`<CHN-8> an offer died when silence took the claim to the court ${late} seconds ago, ${booked ? "" : "not "}booked`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, at, stateOf } = fixture;
          const { chain, ends } = await breach(fixture);
          await offer(fixture, chain);
          await at(ends + late);
          if (booked) await trade.conclude(chain, 0);

          await expect(agree(fixture, chain))
            .to.be.revertedWithCustomError(trade, "NoSuchOffer")
            .withArgs(chain, 0n);
          expect(await stateOf(chain)).to.equal(booked ? StageState.Disputed : StageState.Claimed);
        });
      }
    }

    it("<CHN-8> it can be made again, and accepted before anybody books the dispute", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, at, stateOf } = fixture;
      const { chain, ends } = await breach(fixture);
      await offer(fixture, chain);
      await at(ends);
      await offer(fixture, chain);

      await expect(agree(fixture, chain))
        .to.emit(court, "DisputeClosed")
        .withArgs(disputeId(chain, 0))
        .and.to.emit(trade, "StageClosed")
        .withArgs(chain, 0n, Closing.Settled);
      expect(await stateOf(chain)).to.equal(StageState.Closed);
    });

    for (const late of [-1n, 0n]) {
      const valid = late < 0n;
      it(`<CHN-8> an offer ${valid ? "lives on while" : "is dead once"} a guarantor has answered and time runs out, ${late} seconds from the end`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, providerGuarantors, stageIn, at, stateOf } = fixture;
        const { chain } = await stageIn("Claimed");
        await offer(fixture, chain);
        await trade.connect(providerGuarantors[0].wallet).answer(chain, 0, 0n, EVIDENCE);
        await at((await trade.stageOf(chain, 0)).mark + WINDOW + late);
        const settled = agree(fixture, chain);

        if (valid) {
          await expect(settled)
            .to.emit(trade, "StageSettled")
            .withArgs(chain, 0n, ...PEACE);
        } else {
          await expect(settled)
            .to.be.revertedWithCustomError(trade, "NoSuchOffer")
            .withArgs(chain, 0n);
        }
        expect(await stateOf(chain)).to.equal(valid ? StageState.Closed : StageState.Claimed);
        expect(await fixture.audit()).to.deep.equal([]);
      });
    }
  });
});
