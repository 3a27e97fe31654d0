import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id, keccak256, ZeroHash } from "ethers";

import { BondRole, bondId, disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { ClaimKind, Closing, deployTrade, EVIDENCE, PREMIUMS, StageState } from "./tradeFixture";

import { appointed, broken, replaced, WINDOW } from "./remedies";

describe("TradeChains.acceptReplacement", () => {
  describe("given an appointment", () => {
    it("<CHN-7> the stage reopens on the new terms; what the price leaves is the receiver's", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, outsider, at, now } = fixture;
      const { chain } = await appointed(fixture);
      const clock = (await now()) + 60n;
      await at(clock);

      expect(
        await changes(fixture, async () => {
          await expect(
            trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY),
          )
            .to.emit(trade, "ReplacementAccepted")
            .withArgs(chain, 0n, outsider.id)
            .and.to.emit(trade, "StageOpened")
            .withArgs(chain, 0n, clock + 4n * DAY)
            .and.to.emit(vault, "BondLocked")
            .withArgs(bondId(chain, 0, BondRole.Replacement), outsider.id, 100n, 100n, 0n);
        }),
      ).to.deep.equal({
        "member 11 free": 450n,
        "member 12 free": -100n,
        "member 12 locks": 1n,
        "bond 0/1 escrow": -450n,
        "bond 0/2 own": 100n,
      });
      expect(await trade.stageOf(chain, 0)).to.deep.equal([
        ...[12n, 11n, 800n, 100n],
        ...[0n, 4n * DAY, 2n * DAY, 0n, clock, StageState.Open, 0n, 1n],
        ...[0n, 0n, 0n, ClaimKind.None, 0n, false, true],
      ]);
    });

    it("<CHN-7> a price of all the money leaves nothing to the receiver", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider } = fixture;
      const { chain } = await broken(fixture);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 1_250n, 0n, DAY);

      expect(
        await changes(fixture, () =>
          trade.connect(outsider.wallet).acceptReplacement(chain, 0, 1_250n, 0n, DAY),
        ),
      ).to.deep.equal({ "member 12 locks": 1n });
    });

    it("<CHN-7> takes a snapshot, a bond and a dispute of its own", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade } = fixture;
      const { chain } = await appointed(fixture);
      const { snapshot } = await trade.appointmentOf(chain, 0);
      expect(await trade.snapshotOf(chain, 0)).to.equal((await trade.chainOf(chain)).snapshot);

      await trade
        .connect(fixture.outsider.wallet)
        .acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);

      expect(await trade.snapshotOf(chain, 0)).to.equal(snapshot);
      expect(await trade.namesOf(chain, 0)).to.deep.equal([
        bondId(chain, 0, BondRole.Replacement),
        bondId(chain, 0, BondRole.Receiver),
        disputeId(chain, 0, true),
      ]);
    });

    it("<CHN-7> the first provider is no side of the stage any more", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, providerGuarantors } = fixture;
      const chain = await replaced(fixture);

      await expect(trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash))
        .to.be.revertedWithCustomError(trade, "WrongSide")
        .withArgs(chain, 0n, Side.Provider);
      for (const { id: author, wallet } of [provider, providerGuarantors[0]]) {
        await expect(trade.connect(wallet).post(chain, 0, EVIDENCE, ""))
          .to.be.revertedWithCustomError(trade, "NotAParty")
          .withArgs(chain, 0n, author);
      }
    });

    it("<CHN-11> goes on counting the messages of the stage", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, outsider } = fixture;
      const { chain } = await appointed(fixture);
      await trade.connect(provider.wallet).post(chain, 0, EVIDENCE, "");
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);

      await expect(trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash))
        .to.emit(trade, "StageDelivered")
        .withArgs(chain, 0n, 3n, EVIDENCE, ZeroHash);
    });

    it("<CHN-7> forgets the items of the delivery that failed", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, receiver, outsider, warp } = fixture;
      const item = id("item");
      const root = keccak256(keccak256(item));
      const chain = await activeChain();
      await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, root);
      expect(await trade.verifyItem(chain, 0, item, [])).to.equal(true);
      await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false);
      await warp(WINDOW);
      await trade.conclude(chain, 0);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, DAY);

      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, DAY);

      expect(await trade.verifyItem(chain, 0, item, [])).to.equal(false);
    });
  });

  describe("when the replacement delivers", () => {
    it("<CHN-4> <CHN-7> its delivery is paid with the premiums of the new provider's guarantors", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider } = fixture;
      const chain = await replaced(fixture);
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);

      // Founders 1 and 2 stand for the outsider at 1.5 and 2.5 %.
      expect(PREMIUMS).to.deep.equal([150n, 250n]);
      expect(
        await changes(fixture, () => trade.connect(receiver.wallet).acceptDelivery(chain, 0)),
      ).to.deep.equal({
        "member 1 free": 12n,
        "member 2 free": 20n,
        "member 11 locks": -1n,
        "member 12 free": 768n + 100n,
        "member 12 locks": -1n,
        "bond 0/1 escrow": -800n,
        "bond 0/2 own": -100n,
      });
      expect((await trade.chainOf(chain)).undelivered).to.equal(0n);
      // A closed stage still knows that it was replaced.
      expect(await trade.namesOf(chain, 0)).to.deep.equal([
        bondId(chain, 0, BondRole.Replacement),
        bondId(chain, 0, BondRole.Receiver),
        disputeId(chain, 0, true),
      ]);
    });

    it("<CHN-7> a replacement at no price leaves all the money to the receiver", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider } = fixture;
      const { chain } = await broken(fixture);
      await trade.connect(receiver.wallet).appointReplacement(chain, 0, outsider.id, 0n, 0n, DAY);

      expect(
        await changes(fixture, () =>
          trade.connect(outsider.wallet).acceptReplacement(chain, 0, 0n, 0n, DAY),
        ),
      ).to.deep.equal({
        "member 11 free": 1_250n,
        "member 12 locks": 1n,
        "bond 0/1 escrow": -1_250n,
      });
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);
      expect(
        await changes(fixture, () => trade.connect(receiver.wallet).acceptDelivery(chain, 0)),
      ).to.deep.equal({ "member 11 locks": -1n, "member 12 locks": -1n });
    });

    it("<CHN-7> a stage without money can be replaced as well", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider } = fixture;
      const { chain } = await broken(fixture, { price: 0n, providerBond: 0n, receiverBond: 0n });
      await trade.connect(receiver.wallet).appointReplacement(chain, 0, outsider.id, 0n, 0n, DAY);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 0n, 0n, DAY);
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);

      expect(
        await changes(fixture, () => trade.connect(receiver.wallet).acceptDelivery(chain, 0)),
      ).to.deep.equal({ "member 11 locks": -1n, "member 12 locks": -1n });
    });

    it("<CHN-7> <CHN-10> payees share what the replacement earns", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, at, judge, now } = fixture;
      const chain = await fixture.activeChain([{ payees: [{ member: 5n, shareBps: 5_000n }] }]);
      await fixture.claimDefault(chain, 250n);
      await at((await now()) + WINDOW);
      await trade.conclude(chain, 0);
      await judge(chain, 10_000n);
      await trade.conclude(chain, 0);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 800n, 100n, 4n * DAY);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);

      // 12 and 20 of 800 are premiums; half of 768 is the payee's.
      expect(
        await changes(fixture, () => trade.connect(receiver.wallet).acceptDelivery(chain, 0)),
      ).to.deep.equal({
        "member 1 free": 12n,
        "member 2 free": 20n,
        "member 5 free": 384n,
        "member 11 locks": -1n,
        "member 12 free": 384n + 100n,
        "member 12 locks": -1n,
        "bond 0/1 escrow": -800n,
        "bond 0/2 own": -100n,
      });
    });
  });

  describe("when a replacement breaks the deal, too", () => {
    it("<CHN-5> <CHN-7> a claim files another dispute, on the new pair and snapshot", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, founders, receiver, outsider, at } = fixture;
      const [first] = founders;
      const chain = await replaced(fixture);
      const { snapshot } = await trade.appointmentOf(chain, 0);
      const due = await trade.dueOf(chain, 0);
      await at(due);

      await expect(
        trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Default, 90n, EVIDENCE, false),
      )
        .to.emit(trade, "StageClaimed")
        .withArgs(chain, 0n, 2n, ClaimKind.Default, Side.Receiver, 90n, EVIDENCE)
        .and.to.emit(court, "DisputeFiled")
        .withArgs(disputeId(chain, 0, true), outsider.id, receiver.id, snapshot, Side.Receiver, 0n);
      // The new provider's guarantors answer, and the receiver has no bond to counter from.
      await trade.connect(first.wallet).answer(chain, 0, 0n, EVIDENCE);
      await expect(trade.connect(outsider.wallet).answer(chain, 0, 1n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "ClaimOutOfRange")
        .withArgs(1n, 0n, 0n);
      await expect(trade.connect(outsider.wallet).answer(chain, 0, 0n, EVIDENCE))
        .to.emit(trade, "StageDisputed")
        .withArgs(chain, 0n, disputeId(chain, 0, true), 0n);
    });

    for (const [fault, toReceiver, toProvider, premiums] of [
      [10_000n, 800n + 90n, 10n, {}],
      // Of 480 paid out, 7 and 12 are premiums of founders 1 and 2.
      [4_000n, 320n + 36n, 461n + 64n, { "member 1 free": 7n, "member 2 free": 12n }],
    ] as const) {
      it(`<CHN-7> the receiver is paid at once, at ${fault} of fault`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, receiver, outsider, judge, stateOf, claimDefault } = fixture;
        const chain = await replaced(fixture);
        await claimDefault(chain, 90n);
        await trade.connect(outsider.wallet).answer(chain, 0, 0n, EVIDENCE);
        // Two founders stand for the new provider; they judge as themselves.
        await judge(chain, fault);

        expect(
          await changes(fixture, async () => {
            const concluded = trade.conclude(chain, 0);
            await expect(concluded)
              .to.emit(trade, "StageClosed")
              .withArgs(chain, 0n, Closing.Ruled);
            await expect(concluded).not.to.emit(trade, "RemedyOpened");
          }),
        ).to.deep.equal({
          ...premiums,
          "member 11 free": toReceiver,
          "member 11 locks": -1n,
          "member 12 free": toProvider,
          "member 12 locks": -1n,
          "bond 0/1 escrow": -800n,
          "bond 0/2 own": -100n,
        });
        expect(await stateOf(chain)).to.equal(StageState.Closed);
        expect((await trade.chainOf(chain)).undelivered).to.equal(1n);
        await expect(trade.connect(receiver.wallet).appointReplacement(chain, 0, 5n, 1n, 0n, DAY))
          .to.be.revertedWithCustomError(trade, "WrongStageState")
          .withArgs(chain, 0n, StageState.Closed);
      });
    }

    it("<CHN-7> a concession closes it as well", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, claimDefault, warp } = fixture;
      const chain = await replaced(fixture);
      await claimDefault(chain, 90n);
      await warp(WINDOW);

      expect(await changes(fixture, () => trade.conclude(chain, 0))).to.deep.equal({
        "member 11 free": 890n,
        "member 11 locks": -1n,
        "member 12 free": 10n,
        "member 12 locks": -1n,
        "bond 0/1 escrow": -800n,
        "bond 0/2 own": -100n,
      });
    });

    it("<CHN-5> its receiver has no bond to claim from", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider } = fixture;
      const chain = await replaced(fixture);

      await expect(
        trade.connect(outsider.wallet).claim(chain, 0, ClaimKind.Obstruction, 1n, EVIDENCE, false),
      )
        .to.be.revertedWithCustomError(trade, "ClaimOutOfRange")
        .withArgs(1n, 0n, 0n);
    });
  });

  describe("when somebody may not accept", () => {
    it("<CHN-7> refuses when nobody is appointed", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider } = fixture;
      const { chain } = await broken(fixture);

      await expect(trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY))
        .to.be.revertedWithCustomError(trade, "NoAppointment")
        .withArgs(chain, 0n);
    });

    it("<CHN-7> refuses another member", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, outsider } = fixture;
      const { chain } = await appointed(fixture);

      await expect(trade.connect(provider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY))
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(provider.id, outsider.id);
    });

    it("<CHN-7> refuses a wallet without a card", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger } = fixture;
      const { chain } = await appointed(fixture);

      await expect(trade.connect(stranger).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    it("<COV-3> refuses a bond that nobody covers", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, receiver, outsider } = fixture;
      const { chain } = await broken(fixture);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 1_250n, 1_001n, DAY);

      await expect(trade.connect(outsider.wallet).acceptReplacement(chain, 0, 1_250n, 1_001n, DAY))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(outsider.id, 1_001n, 1_000n);
    });

    for (const [what, ...args] of [
      ["lower price", 799n, 100n, 4n * DAY],
      ["higher price", 801n, 100n, 4n * DAY],
      ["lower bond", 800n, 99n, 4n * DAY],
      ["higher bond", 800n, 101n, 4n * DAY],
      ["shorter duration", 800n, 100n, 4n * DAY - 1n],
      ["longer duration", 800n, 100n, 4n * DAY + 1n],
    ] as const) {
      it(`<CHN-7> refuses a ${what} than the one appointed`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, outsider } = fixture;
        const { chain } = await appointed(fixture);

        await expect(trade.connect(outsider.wallet).acceptReplacement(chain, 0, ...args))
          .to.be.revertedWithCustomError(trade, "NoSuchOffer")
          .withArgs(chain, 0n);
      });
    }

    it("<MEM-4> refuses a member without good standing", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, founders, outsider } = fixture;
      const { chain } = await appointed(fixture);
      const [founder] = founders;
      await graph.connect(founder.wallet).withdrawSurety(outsider.id, 0);

      await expect(trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(outsider.id, outsider.id, 0n);
    });

    it("<MEM-4> refuses while the receiver is without good standing", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, receiver, receiverGuarantors, outsider, horizon, stateOf } = fixture;
      const [{ wallet }] = receiverGuarantors;
      const { chain } = await appointed(fixture);
      await graph.connect(wallet).withdrawSurety(receiver.id, 0);
      const accept = () =>
        trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);

      await expect(accept())
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(receiver.id, receiver.id, 0n);
      await graph.connect(receiver.wallet).nominate(0, receiverGuarantors[0].id, 0n);
      await graph.connect(wallet).vouch(receiver.wallet, 0, 0n, horizon, 0n);
      await accept();
      expect(await stateOf(chain)).to.equal(StageState.Open);
    });

    it("<CHN-7> refuses a member whose pair has changed since the appointment", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, founders, outsider, horizon, at, now } = fixture;
      const { chain } = await appointed(fixture);
      const { snapshot } = await trade.appointmentOf(chain, 0);
      const [, , third] = founders;
      await graph.connect(outsider.wallet).nominate(0, third.id, 0n);
      const since = (await now()) + 5n;
      await at(since);
      await graph.connect(third.wallet).vouch(outsider.wallet, 0, 0n, horizon, 0n);

      await expect(trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(outsider.id, since, snapshot);
    });

    for (const late of [-1n, 0n, 1n]) {
      it(`<CHN-7> ${late < 0n ? "takes" : "refuses"} it ${late} seconds from the end of the time to choose`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, outsider, at } = fixture;
        const { chain, until } = await appointed(fixture);
        await at(until + late);
        const call = trade
          .connect(outsider.wallet)
          .acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);

        if (late < 0n)
          await expect(call).to.emit(trade, "ReplacementAccepted").withArgs(chain, 0n, outsider.id);
        else {
          await expect(call)
            .to.be.revertedWithCustomError(trade, "TooLate")
            .withArgs(until + late, until);
        }
      });
    }
  });

  describe("given guarantors who take part", () => {
    it("<CHN-7> no participant's pledge backs the new bond, not that of the provider who failed", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, vault, receiver, provider, founders, join, newWallet, horizon } = fixture;
      const [first] = founders;
      // The one who failed stands for the new provider; so does a founder who takes no part.
      const newcomer = await join(await newWallet(), [provider, first], {
        pledges: [300n, 0n],
        until: horizon,
      });
      const { chain } = await broken(fixture);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, newcomer.id, 800n, 1n, 4n * DAY);

      await expect(trade.connect(newcomer.wallet).acceptReplacement(chain, 0, 800n, 1n, 4n * DAY))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(newcomer.id, 1n, 0n);
    });

    it("<CHN-7> pledges of others do", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider, founders, deposit, join, newWallet, horizon } = fixture;
      const [first] = founders;
      await deposit(first, 50n);
      const newcomer = await join(await newWallet(), [outsider, first], {
        pledges: [300n, 50n],
        until: horizon,
      });
      const { chain } = await broken(fixture);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, newcomer.id, 800n, 120n, 4n * DAY);

      expect(
        await changes(fixture, () =>
          trade.connect(newcomer.wallet).acceptReplacement(chain, 0, 800n, 120n, 4n * DAY),
        ),
      ).to.deep.equal({
        "member 11 free": 450n,
        "member 13 locks": 1n,
        "pledge 13/0 room": -70n,
        "pledge 13/1#2 room": -50n,
        "bond 0/1 escrow": -450n,
        "bond 0/2 from pledge 13/0": 70n,
        "bond 0/2 from pledge 13/1#2": 50n,
      });
    });
  });
});
