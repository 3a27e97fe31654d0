import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { deployLinked } from "../../scripts/lib/deployLinked";
import { BondRole, bondId, disputeId } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { extend } from "./extensions";
import { appointed, broken } from "./remedies";
import { ChainState, deployTrade, DURATION, StageState } from "./tradeFixture";

const PAYEES = [
  { member: 12n, shareBps: 100n },
  { member: 1n, shareBps: 9_000n },
];

describe("TradeChains, what can be asked", () => {
  describe("chainOf", () => {
    it("<CHN-13> a chain that nobody proposed is None", async () => {
      const { trade } = await loadFixture(deployTrade);

      expect(await trade.chainOf(1n << 24n)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n, 0n]);
    });

    it("<CHN-1> <CHN-2> a running chain tells who accepted and what has closed", async () => {
      const { trade, activeChain, deliver, receiver } = await loadFixture(deployTrade);
      const chain = await activeChain([{}, {}]);
      await deliver(chain, 1);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 1);
      const { snapshot, acceptBy } = await trade.chainOf(chain);

      expect(await trade.chainOf(chain)).to.deep.equal([
        ...[snapshot, acceptBy, 1n, 2n, ChainState.Active],
        ...[0b10n, 0n, 0b11n, 0b11n],
      ]);
    });
  });

  for (const view of ["stageOf", "payeesOf", "appointmentOf", "snapshotOf", "namesOf"] as const) {
    describe(view, () => {
      it("<CHN-13> names a stage that is not there", async () => {
        const { trade, activeChain } = await loadFixture(deployTrade);
        const chain = await activeChain([{}, {}]);

        await trade[view](chain, 1);
        for (const stage of [2, 32, 255]) {
          await expect(trade[view](chain, stage))
            .to.be.revertedWithCustomError(trade, "NoSuchStage")
            .withArgs(chain, stage);
        }
        await expect(trade[view](1n << 24n, 0))
          .to.be.revertedWithCustomError(trade, "NoSuchStage")
          .withArgs(1n << 24n, 0n);
      });
    });
  }

  describe("stageOf", () => {
    it("<CHN-13> a stage that was closed without a trade keeps parties and amounts, too", async () => {
      const { trade, activeChain, at } = await loadFixture(deployTrade);
      const chain = await activeChain();
      await at((await trade.dueOf(chain, 0)) + 90n * DAY);
      await trade.closeLapsed(chain, 0);

      expect(await trade.stageOf(chain, 0)).to.deep.equal([
        ...[10n, 11n, 1_000n, 300n],
        ...[0n, 0n, 0n, 0n, 0n, StageState.Closed, 0n, 0n],
        ...[0n, 0n, 0n, 0n, 0n, false, false],
      ]);
    });
  });

  describe("payeesOf", () => {
    it("<CHN-10> tells them in order while the stage runs, and none once it has closed", async () => {
      const { trade, activeChain, deliver, receiver } = await loadFixture(deployTrade);
      const chain = await activeChain([{ payees: PAYEES }, { payees: [] }]);

      expect(await trade.payeesOf(chain, 0)).to.deep.equal([
        [12n, 100n],
        [1n, 9_000n],
      ]);
      expect(await trade.payeesOf(chain, 1)).to.deep.equal([]);
      await deliver(chain);
      await trade.connect(receiver.wallet).acceptDelivery(chain, 0);
      expect(await trade.payeesOf(chain, 0)).to.deep.equal([]);
    });
  });

  describe("appointmentOf", () => {
    it("<CHN-7> without an appointment there is none", async () => {
      const fixture = await loadFixture(deployTrade);
      const { chain } = await broken(fixture);

      expect(await fixture.trade.appointmentOf(chain, 0)).to.deep.equal([0n, 0n, 0n, 0n, 0n]);
    });
  });

  describe("dueOf", () => {
    it("<CHN-2> <CHN-8> an open stage is due when its duration and extension have passed", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain } = fixture;
      const chain = await activeChain();
      const { mark } = await trade.stageOf(chain, 0);

      expect(await trade.dueOf(chain, 0)).to.equal(mark + DURATION);
      await extend(fixture, chain, DURATION + 1n);
      expect(await trade.dueOf(chain, 0)).to.equal(mark + DURATION + 1n);
    });

    for (const state of ["Waiting", "Delivered", "Claimed", "Closed"] as const) {
      it(`<CHN-2> refuses ${state}`, async () => {
        const { trade, stageIn } = await loadFixture(deployTrade);
        const { chain, stage } = await stageIn(state);

        await expect(trade.dueOf(chain, stage))
          .to.be.revertedWithCustomError(trade, "WrongStageState")
          .withArgs(chain, stage, StageState[state]);
      });
    }

    for (const stage of [1, 32, 255]) {
      it(`<CHN-13> names the stage ${stage} that is not there`, async () => {
        const { trade, activeChain } = await loadFixture(deployTrade);
        const chain = await activeChain();

        await expect(trade.dueOf(chain, stage))
          .to.be.revertedWithCustomError(trade, "NoSuchStage")
          .withArgs(chain, stage);
      });
    }
  });

  describe("snapshotOf", () => {
    it("<CHN-1> <CHN-7> is the chain's, until a replacement has taken the stage over", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider } = fixture;
      const { chain } = await appointed(fixture, {}, [{}]);
      const { snapshot } = await trade.chainOf(chain);
      const { snapshot: later } = await trade.appointmentOf(chain, 0);

      expect(await trade.snapshotOf(chain, 0)).to.equal(snapshot);
      await trade.connect(outsider.wallet).acceptReplacement(chain, 0, 800n, 100n, 4n * DAY);
      expect(await trade.snapshotOf(chain, 0)).to.equal(later);
      expect(await trade.snapshotOf(chain, 1)).to.equal(snapshot);
    });
  });

  describe("namesOf", () => {
    for (const stage of [0, 31]) {
      it(`<CHN-7> bonds and dispute of stage ${stage} have names that need no looking up`, async () => {
        const { trade, propose } = await loadFixture(deployTrade);
        const chain = await propose(
          Array.from({ length: 32 }, () => ({ price: 0n, providerBond: 0n, receiverBond: 0n })),
        );

        expect(await trade.namesOf(chain, stage)).to.deep.equal([
          bondId(chain, stage, BondRole.Provider),
          bondId(chain, stage, BondRole.Receiver),
          disputeId(chain, stage),
        ]);
      });
    }
  });
});

describe("TradeChains, when it is deployed", () => {
  it("<CHA-5> knows the other modules for good", async () => {
    const { trade, charter, membership, vault, graph, court, forwarder, stranger } =
      await loadFixture(deployTrade);

    expect(await trade.CHARTER()).to.equal(await charter.getAddress());
    expect(await trade.MEMBERSHIP()).to.equal(await membership.getAddress());
    expect(await trade.VAULT()).to.equal(await vault.getAddress());
    expect(await trade.GRAPH()).to.equal(await graph.getAddress());
    expect(await trade.COURT()).to.equal(await court.getAddress());
    expect(await trade.isTrustedForwarder(forwarder)).to.equal(true);
    expect(await trade.isTrustedForwarder(stranger)).to.equal(false);
  });

  for (let missing = 0; missing < 5; missing++) {
    it(`<CHA-5> refuses to be without module ${missing}`, async () => {
      const { trade, deployer, charter, membership, vault, graph, court, forwarder } =
        await loadFixture(deployTrade);
      const modules = [charter, membership, vault, graph, court, forwarder];
      const args = modules.map((module, i) => (i === missing ? ZeroAddress : module));

      await expect(deployLinked("TradeChains", args, deployer)).to.be.revertedWithCustomError(
        trade,
        "ZeroAddress",
      );
    });
  }
});
