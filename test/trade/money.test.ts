import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { DAY, type MemberHandle } from "../support/community";
import {
  ClaimKind,
  Closing,
  deployTrade,
  deployTradeWithFees,
  EVIDENCE,
  PRICE,
  PROVIDER_BOND,
  RECEIVER_BOND,
  StageState,
  type TradeFixture,
} from "./tradeFixture";

/** What a step changed in the free deposits of some members, in their order. */
async function changes(
  fixture: TradeFixture,
  members: readonly MemberHandle[],
  step: () => Promise<unknown>,
): Promise<bigint[]> {
  const free = async (): Promise<bigint[]> =>
    Promise.all(members.map(async ({ id }) => (await fixture.vault.account(id)).free));
  const before = await free();
  await step();
  const after = await free();
  return after.map((amount, index) => amount - (before[index] ?? 0n));
}

describe("the money of a trade", () => {
  describe("given a proposed chain of one stage", () => {
    it("<CHN-1> accepting escrows the price and locks the bonds, and only then begins", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade, vault } = fixture;
      const chain = await fixture.propose();
      const both = [provider, receiver];
      expect(await changes(fixture, both, () => fixture.accept(chain, [provider]))).to.deep.equal([
        -PROVIDER_BOND,
        0n,
      ]);
      expect(await fixture.stateOf(chain)).to.equal(StageState.Waiting);
      expect(await changes(fixture, both, () => fixture.accept(chain, [receiver]))).to.deep.equal([
        0n,
        -PRICE - RECEIVER_BOND,
      ]);
      expect(await fixture.stateOf(chain)).to.equal(StageState.Open);
      const names = await trade.namesOf(chain, 0);
      expect((await vault.bond(names.receiver)).escrow).to.equal(PRICE);
      expect(await vault.bondAmount(names.provider)).to.equal(PROVIDER_BOND);
      expect(await vault.bondAmount(names.receiver)).to.equal(RECEIVER_BOND);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-1> a participant who declines sends everything back", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade } = fixture;
      const chain = await fixture.propose();
      await fixture.accept(chain, [receiver]);
      const back = await changes(fixture, [provider, receiver], () =>
        trade.connect(provider.wallet).dissolve(chain),
      );
      expect(back).to.deep.equal([0n, PRICE + RECEIVER_BOND]);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-1> a pledge of a guarantor who takes part backs no bond of the chain", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade, vault, providerGuarantors } = fixture;
      const [guarantor] = providerGuarantors;
      await vault.connect(provider.wallet).withdraw(10_000n, provider.wallet);
      const chain = await fixture.propose([
        {},
        {
          provider: guarantor.id,
          receiver: receiver.id,
          price: 1n,
          listPrice: 1n,
          providerBond: 0n,
          receiverBond: 0n,
        },
      ]);
      await trade.connect(provider.wallet).accept(chain);
      const names = await trade.namesOf(chain, 0);
      const { backing, own } = await vault.bond(names.provider);
      expect([own, backing.part0, backing.part1]).to.deep.equal([0n, 0n, PROVIDER_BOND]);
    });

    it("<CHN-1> a pair that changed after the snapshot cannot accept", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, graph, trade, providerGuarantors, outsider } = fixture;
      const chain = await fixture.propose();
      await graph.connect(provider.wallet).nominate(0, fixture.receiverGuarantors[0].id, 500n);
      await graph
        .connect(fixture.receiverGuarantors[0].wallet)
        .vouch(provider.wallet, 0, 0n, fixture.horizon, 0n);
      const { since } = await graph.pairOf(provider.id);
      const { snapshot } = await trade.chainOf(chain);
      await expect(trade.connect(provider.wallet).accept(chain))
        .to.be.revertedWithCustomError(graph, "PairChanged")
        .withArgs(provider.id, since, snapshot);
      expect(providerGuarantors[0].id).not.to.equal(outsider.id);
    });
  });

  describe("given stages that wait for one another", () => {
    it("<CHN-2> a stage opens when all it waits for have closed, and its time starts then", async () => {
      const fixture = await loadFixture(deployTrade);
      const { receiver, trade } = fixture;
      const chain = await fixture.activeChain([{}, {}, { waitsFor: 0b11n }]);
      expect(await fixture.stateOf(chain, 0)).to.equal(StageState.Open);
      expect(await fixture.stateOf(chain, 1)).to.equal(StageState.Open);
      expect(await fixture.stateOf(chain, 2)).to.equal(StageState.Waiting);
      await time.increase(8n * DAY);
      await fixture.deliver(chain, 0);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);
      expect(await fixture.stateOf(chain, 2)).to.equal(StageState.Waiting);
      await fixture.deliver(chain, 1);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 1);
      expect(await fixture.stateOf(chain, 2)).to.equal(StageState.Open);
      expect(await trade.dueOf(chain, 2)).to.equal((await fixture.now()) + 10n * DAY);
    });

    it("<CHN-2> a stage whose input closed without delivery can be cancelled in time", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade } = fixture;
      const chain = await fixture.activeChain([{}, { waitsFor: 1n }]);
      const lapse = (await trade.dueOf(chain, 0)) + 90n * DAY;
      await fixture.at(lapse - 1n);
      await expect(trade.closeLapsed(chain, 0))
        .to.be.revertedWithCustomError(trade, "TooEarly")
        .withArgs(lapse - 1n, lapse);
      await fixture.at(lapse);
      await trade.closeLapsed(chain, 0);
      const opened = await fixture.now();
      await fixture.at(opened + 3n * DAY);
      await expect(trade.connect(provider.wallet).cancelStage(chain, 1))
        .to.be.revertedWithCustomError(trade, "TooLate")
        .withArgs(opened + 3n * DAY, opened + 3n * DAY);
      await expect(
        trade.connect(receiver.wallet).cancelStage(chain, 1),
      ).to.be.revertedWithCustomError(trade, "TooLate");
    });

    it("<CHN-9> a forgotten stage lapses: price back, bonds released", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade } = fixture;
      const chain = await fixture.activeChain();
      await fixture.at((await trade.dueOf(chain, 0)) + 90n * DAY);
      const back = await changes(fixture, [provider, receiver], () => trade.closeLapsed(chain, 0));
      expect(back).to.deep.equal([PROVIDER_BOND, PRICE + RECEIVER_BOND]);
      expect((await trade.chainOf(chain)).undelivered).to.equal(1n);
      expect(await fixture.audit()).to.deep.equal([]);
    });
  });

  describe("given a delivered stage", () => {
    it("<CHN-3> silence is acceptance, at the second the inspection ends and not before", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger } = fixture;
      const chain = await fixture.activeChain();
      await fixture.deliver(chain);
      const ends = (await trade.stageOf(chain, 0)).mark + 2n * DAY;
      await fixture.at(ends - 1n);
      await expect(trade.connect(stranger).acceptDelivery(chain, 0)).to.be.reverted;
      await fixture.at(ends);
      await expect(trade.connect(stranger).acceptDelivery(chain, 0))
        .to.emit(trade, "StageClosed")
        .withArgs(chain, 0, Closing.Accepted);
    });

    it("<CHN-4> premiums come off first, payees share the rest, the provider gets the remainder", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade, providerGuarantors, outsider } = fixture;
      const payees = [
        { member: outsider.id, shareBps: 3_333n },
        { member: receiver.id, shareBps: 1n },
      ];
      const chain = await fixture.activeChain([{ price: 997n, listPrice: 997n, payees }]);
      await fixture.deliver(chain);
      // 997 x 1.5 % = 14.955 and x 2.5 % = 24.925; the rest is 959: 319.6 and 0.09 of it go to the payees.
      const paid = await changes(
        fixture,
        [...providerGuarantors, outsider, provider, receiver],
        () => trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );
      expect(paid).to.deep.equal([14n, 24n, 319n, 959n - 319n + PROVIDER_BOND, RECEIVER_BOND]);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-10> a stage without remainder pays its whole price to those who took part", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade, outsider } = fixture;
      const payees = [
        { member: outsider.id, shareBps: 6_000n },
        { member: provider.id, shareBps: 4_000n },
      ];
      const chain = await fixture.activeChain([{ payees, providerBond: 0n, receiverBond: 0n }]);
      await fixture.deliver(chain);
      const paid = await changes(fixture, [outsider, provider], () =>
        trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );
      // 1,000 less premiums of 15 and 25 is 960.
      expect(paid).to.deep.equal([576n, 384n]);
    });

    it("<CHN-12> an item code is shown to have been in the delivery, and no other", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, trade } = fixture;
      const leafOf = (item: string): string =>
        ethers.keccak256(
          ethers.keccak256(ethers.AbiCoder.defaultAbiCoder().encode(["bytes32"], [item])),
        );
      const items = [ethers.id("plank 1"), ethers.id("plank 2")] as const;
      const leaves = items.map(leafOf);
      const root = ethers.keccak256(ethers.concat([...leaves].sort()));
      const chain = await fixture.activeChain();
      await trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, root);
      expect(await trade.verifyItem(chain, 0, items[0], [leaves[1] ?? ""])).to.equal(true);
      expect(await trade.verifyItem(chain, 0, ethers.id("plank 3"), [leaves[1] ?? ""])).to.equal(
        false,
      );
    });
  });

  describe("given a default that nobody answers", () => {
    it("<CHN-5> <CHN-7> concedes in full: the money waits, and the receiver takes it", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade, membership } = fixture;
      const chain = await fixture.activeChain();
      await fixture.claimDefault(chain, PROVIDER_BOND);
      const answerable = (await fixture.now()) + 3n * DAY;
      await fixture.at(answerable - 1n);
      await expect(trade.conclude(chain, 0))
        .to.be.revertedWithCustomError(trade, "TooEarly")
        .withArgs(answerable - 1n, answerable);
      await fixture.at(answerable);
      await expect(trade.conclude(chain, 0))
        .to.emit(trade, "OutcomeFixed")
        .withArgs(chain, 0, 10_000n, true, PRICE, PROVIDER_BOND, 0n);
      expect(await fixture.stateOf(chain)).to.equal(StageState.Remedy);
      const taken = await changes(fixture, [provider, receiver], () =>
        trade.connect(receiver.wallet).takeMoney(chain, 0),
      );
      expect(taken).to.deep.equal([0n, PRICE + PROVIDER_BOND]);
      expect((await membership.standingOf(provider.id)).defaults).to.equal(1n);
      expect((await membership.standingOf(provider.id)).faultPaid).to.equal(PROVIDER_BOND);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-7> a new provider takes the stage over, once, with the money that waits", async () => {
      const fixture = await loadFixture(deployTrade);
      const { receiver, trade, outsider, vault } = fixture;
      const { chain } = await fixture.stageIn("Remedy");
      const money = PRICE + PROVIDER_BOND;
      const opened = (await trade.stageOf(chain, 0)).mark;
      await expect(
        trade
          .connect(receiver.wallet)
          .appointReplacement(chain, 0, outsider.id, money + 1n, 0n, DAY),
      )
        .to.be.revertedWithCustomError(trade, "StageFieldOutOfRange")
        .withArgs(0n, ethers.encodeBytes32String("price"), money + 1n, 0n, money);
      await trade
        .connect(receiver.wallet)
        .appointReplacement(chain, 0, outsider.id, 1_200n, 100n, DAY);
      await expect(
        trade.connect(outsider.wallet).acceptReplacement(chain, 0, 1_200n, 99n, DAY),
      ).to.be.revertedWithCustomError(trade, "NoSuchOffer");
      const accepted = await changes(fixture, [receiver, outsider], () =>
        trade.connect(outsider.wallet).acceptReplacement(chain, 0, 1_200n, 100n, DAY),
      );
      expect(accepted).to.deep.equal([money - 1_200n, -100n]);
      expect(await fixture.stateOf(chain)).to.equal(StageState.Open);
      expect(await trade.snapshotOf(chain, 0)).to.be.greaterThan(opened - 1n);
      await trade.connect(outsider.wallet).deliver(chain, 0, EVIDENCE, ethers.ZeroHash);
      const paid = await changes(fixture, [outsider], () =>
        trade.connect(receiver.wallet).acceptDelivery(chain, 0),
      );
      // The outsider's guarantors charge 1.5 % and 2.5 %.
      expect(paid).to.deep.equal([1_200n - 18n - 30n + 100n]);
      const names = await trade.namesOf(chain, 0);
      expect((await vault.bond(names.receiver)).member).to.equal(0n);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-7> not choosing in time is taking the money: anyone may hand it over", async () => {
      const fixture = await loadFixture(deployTrade);
      const { receiver, trade, stranger } = fixture;
      const { chain } = await fixture.stageIn("Remedy");
      const until = (await trade.stageOf(chain, 0)).mark + 3n * DAY;
      await fixture.at(until - 1n);
      await expect(trade.connect(stranger).takeMoney(chain, 0)).to.be.reverted;
      await fixture.at(until);
      const taken = await changes(fixture, [receiver], () =>
        trade.connect(stranger).takeMoney(chain, 0),
      );
      expect(taken).to.deep.equal([PRICE + PROVIDER_BOND]);
    });
  });

  describe("given a dispute with a ruling", () => {
    it("<CHN-6> shares price, claims and lost fees by the fault, to the unit", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { provider, receiver, trade, providerGuarantors } = fixture;
      const chain = await fixture.activeChain();
      await fixture.claimDefault(chain, 101n);
      await trade.connect(provider.wallet).answer(chain, 0, 77n, EVIDENCE);
      await fixture.judge(chain, 3_000n);
      // Refund 300; 700 paid out less premiums of 10 and 17. The receiver lost a fee of 20, all four seats voted:
      // 30 + 6 from the provider's bond, 53 from the receiver's.
      const paid = await changes(fixture, [provider, receiver, ...providerGuarantors], () =>
        trade.conclude(chain, 0),
      );
      expect(paid).to.deep.equal([
        673n + 53n + (PROVIDER_BOND - 36n),
        300n + 36n + (RECEIVER_BOND - 53n),
        10n,
        17n,
      ]);
      expect(await fixture.stateOf(chain)).to.equal(StageState.Closed);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-6> <CRT-8> an award that cannot be drawn now is drawn later by anyone", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger } = fixture;
      const { chain } = await fixture.stageIn("Drawing");
      await expect(trade.connect(stranger).drawAward(chain, 0, 1n))
        .to.be.revertedWithCustomError(trade, "NothingToDraw")
        .withArgs(chain, 0n, 1n);
      await trade.connect(stranger).drawAward(chain, 0, 0n);
      expect(await fixture.stateOf(chain)).to.equal(StageState.Remedy);
      await expect(trade.connect(stranger).drawAward(chain, 0, 0n))
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 0n, StageState.Remedy);
    });

    it("<CHN-5> silence before the court is a counterclaim of the claimant's whole bond", async () => {
      const fixture = await loadFixture(deployTrade);
      const { receiver, trade, court } = fixture;
      const chain = await fixture.activeChain();
      await trade
        .connect(receiver.wallet)
        .claim(chain, 0, ClaimKind.Obstruction, 10n, EVIDENCE, false);
      const opens = (await fixture.now()) + 3n * DAY;
      await time.increaseTo(opens + 5n * DAY);
      await trade.conclude(chain, 0);
      expect((await trade.stageOf(chain, 0)).providerClaim).to.equal(RECEIVER_BOND);
      const { dispute } = await trade.namesOf(chain, 0);
      expect((await court.disputeOf(dispute)).deadline).to.equal(opens + 3n * DAY);
    });
  });

  describe("given two sides who agree", () => {
    it("<CHN-8> settles by repeated terms, out of the payer's own part alone", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade, providerGuarantors } = fixture;
      const chain = await fixture.activeChain();
      await trade.connect(provider.wallet).proposeSettlement(chain, 0, 2_500n, 40n, 0n);
      await expect(
        trade.connect(receiver.wallet).acceptSettlement(chain, 0, 2_500n, 41n, 0n),
      ).to.be.revertedWithCustomError(trade, "NoSuchOffer");
      const paid = await changes(fixture, [provider, receiver, ...providerGuarantors], () =>
        trade.connect(receiver.wallet).acceptSettlement(chain, 0, 2_500n, 40n, 0n),
      );
      // 250 goes back; 750 less premiums of 11 and 18 is paid out.
      expect(paid).to.deep.equal([
        721n + PROVIDER_BOND - 40n,
        250n + 40n + RECEIVER_BOND,
        11n,
        18n,
      ]);
      expect(await fixture.audit()).to.deep.equal([]);
    });

    it("<CHN-8> an offer dies with a change of the stage's state", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade } = fixture;
      const chain = await fixture.activeChain();
      await trade.connect(provider.wallet).proposeSettlement(chain, 0, 0n, 0n, 0n);
      await fixture.deliver(chain);
      await expect(
        trade.connect(receiver.wallet).acceptSettlement(chain, 0, 0n, 0n, 0n),
      ).to.be.revertedWithCustomError(trade, "NoSuchOffer");
    });

    it("<CHN-8> a longer duration is at most twice the first, in all", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade } = fixture;
      const chain = await fixture.activeChain();
      const due = await trade.dueOf(chain, 0);
      await expect(trade.connect(provider.wallet).proposeExtension(chain, 0, 20n * DAY + 1n))
        .to.be.revertedWithCustomError(trade, "DurationOutOfRange")
        .withArgs(20n * DAY + 1n, 10n * DAY + 1n, 20n * DAY);
      await trade.connect(provider.wallet).proposeExtension(chain, 0, 20n * DAY);
      await trade.connect(receiver.wallet).acceptExtension(chain, 0, 20n * DAY);
      expect(await trade.dueOf(chain, 0)).to.equal(due + 10n * DAY);
    });
  });

  describe("given messages", () => {
    it("<CHN-11> numbers deliveries and messages in one sequence and emits ERC-1497 evidence", async () => {
      const fixture = await loadFixture(deployTrade);
      const { provider, receiver, trade, court, outsider } = fixture;
      const chain = await fixture.activeChain();
      const { dispute } = await trade.namesOf(chain, 0);
      await expect(trade.connect(receiver.wallet).post(chain, 0, EVIDENCE, "ipfs://x"))
        .to.emit(trade, "MessagePosted")
        .withArgs(chain, 0, 1n, receiver.id, EVIDENCE)
        .to.emit(trade, "Evidence")
        .withArgs(court, dispute, receiver.wallet.address, "ipfs://x");
      await expect(trade.connect(provider.wallet).deliver(chain, 0, EVIDENCE, ethers.ZeroHash))
        .to.emit(trade, "StageDelivered")
        .withArgs(chain, 0, 2n, EVIDENCE, ethers.ZeroHash);
      await expect(trade.connect(outsider.wallet).post(chain, 0, EVIDENCE, ""))
        .to.be.revertedWithCustomError(trade, "NotAParty")
        .withArgs(chain, 0n, outsider.id);
    });
  });
});
