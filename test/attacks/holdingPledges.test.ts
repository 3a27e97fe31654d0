import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY } from "../support/community";
import { deployTrade } from "../trade/tradeFixture";
import { gains } from "./gains";
import { pledgeOf } from "./uncoveredDeal";

/** How long the guarantors meant to stand surety. */
const TERM = 30n * DAY;

const YEAR = 365n * DAY;

describe("A principal and a receiver who hold pledges by deals that take for ever", () => {
  /** Three stages of a year each, one after the other; 150 of each guarantor's pledge stands behind them. */
  async function deployHeld() {
    const fixture = await deployTrade();
    const { providerGuarantors, join, newWallet, now, warp, propose, receiver, trade } = fixture;
    const until = (await now()) + TERM;
    const debtor = await join(await newWallet(), providerGuarantors, {
      pledges: [400n, 400n],
      until,
    });
    await warp(1n);
    const stage = {
      provider: debtor.id,
      price: 100n,
      listPrice: 100n,
      providerBond: 100n,
      receiverBond: 0n,
      duration: YEAR,
    };
    const chain = await propose(
      [stage, { ...stage, waitsFor: 1n }, { ...stage, waitsFor: 2n }],
      receiver,
    );
    for (const { wallet } of [debtor, receiver]) await trade.connect(wallet).accept(chain);
    const [leaver, stayer] = providerGuarantors;
    return { ...fixture, debtor, leaver, stayer, chain, until };
  }

  it("<COV-4> <SUR-4> hold what runs, beyond the term, and not one unit that comes after it", async () => {
    const scene = await loadFixture(deployHeld);
    const { graph, vault, trade, debtor, leaver, receiver, chain, until, at, propose } = scene;
    await at(until);
    await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);
    const { free } = await vault.account(leaver.id);
    await at(until + YEAR);

    await expect(vault.reclaim(pledgeOf(scene, 0)))
      .to.be.revertedWithCustomError(vault, "ZeroAmount")
      .withArgs();
    expect((await vault.account(leaver.id)).free).to.equal(free);
    await expect(propose([{ provider: debtor.id }], debtor)).to.be.revertedWithCustomError(
      graph,
      "NotInGoodStanding",
    );
    const { receiver: escrow } = await trade.namesOf(chain, 2);
    expect((await vault.bond(escrow)).escrow).to.equal(100n);
    expect((await vault.account(receiver.id)).locks).to.equal(3n);
  });

  it("<CHN-9> lose time only, and as much money of their own is held as long", async () => {
    const scene = await loadFixture(deployHeld);
    const { trade, vault, debtor, leaver, stayer, receiver, chain, at, parameters } = scene;
    const begun = await scene.now();

    expect(
      await gains(scene, { debtor, leaver, stayer, receiver }, async () => {
        for (const stage of [0, 1, 2]) {
          expect((await vault.account(receiver.id)).free).to.equal(99_700n + BigInt(stage) * 100n);
          await at((await trade.dueOf(chain, stage)) + parameters.lapseWindow);
          await trade.closeLapsed(chain, stage);
        }
      }),
    ).to.deep.equal({});
    expect((await scene.now()) - begun).to.equal(3n * (YEAR + parameters.lapseWindow));
    for (const slot of [0, 1] as const) {
      const { room } = await vault.pledge(pledgeOf(scene, slot));
      expect(room).to.equal(400n);
    }
  });
});
