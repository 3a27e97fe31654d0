import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { DAY } from "../support/community";
import { ChainState, EVIDENCE, PREMIUMS, PRICE, PROVIDER_BOND } from "../trade/tradeFixture";
import { debtsOf, gains } from "./gains";
import { deployDeal, lose, pledgeOf } from "./uncoveredDeal";

describe("A guarantor who leaves one block before a claim", () => {
  it("<SUR-4> <COV-6> pays to the unit what the one who stays pays", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, trade, debtor, leaver, chain, at, people } = deal;
    const due = await trade.dueOf(chain, 0);

    expect(
      await gains(deal, people, async () => {
        await at(due - 1n);
        await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);
        await lose(deal);
      }),
    ).to.deep.equal({ leaver: -150n, stayer: -150n, receiver: 300n });
    expect(await debtsOf(deal, people)).to.deep.equal({ debtor: 300n });
    expect((await deal.vault.pledge(pledgeOf(deal, 0))).owed).to.equal(150n);
  });

  it("<SUR-4> gets back at once what no bond uses, and nothing of what one does", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, vault, debtor, leaver } = deal;
    const { free } = await vault.account(leaver.id);

    await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);

    expect((await vault.account(leaver.id)).free - free).to.equal(250n);
    await expect(vault.reclaim(pledgeOf(deal, 0))).to.be.revertedWithCustomError(
      vault,
      "ZeroAmount",
    );
  });

  it("<SUR-4> cannot shrink the pledge below its use instead", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, vault, debtor, leaver } = deal;
    const pledge = pledgeOf(deal, 0);

    await expect(graph.connect(leaver.wallet).decreasePledge(debtor.id, 0, 251n))
      .to.be.revertedWithCustomError(vault, "ExceedsRoom")
      .withArgs(pledge, 251n, 250n);
  });

  it("<MEM-5> cannot resign out of it: the pledge in use is a lock", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, membership, provider, debtor, leaver } = deal;
    await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);
    await graph.connect(leaver.wallet).withdrawSurety(provider.id, 0);

    await expect(membership.connect(leaver.wallet).resign())
      .to.be.revertedWithCustomError(membership, "StillObliged")
      .withArgs(leaver.id, 1n, 0n, 0n);
  });

  it("<SUR-4> <COV-6> pays too when leaving between the claim and the draw, under a pause even", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, charter, guardian, trade, debtor, leaver, chain, people, warp } = deal;
    const { claimDefault, receiver } = deal;

    expect(
      await gains(deal, people, async () => {
        await claimDefault(chain, PROVIDER_BOND);
        await charter.connect(guardian).pause();
        await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);
        await charter.connect(guardian).resume();
        await warp(3n * DAY);
        await trade.conclude(chain, 0);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
      }),
    ).to.deep.equal({ leaver: -150n, stayer: -150n, receiver: 300n });
  });

  it("<CHN-4> <SUR-4> earns the premium if all goes well, and gets the rest back", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, vault, trade, debtor, leaver, chain, receiver, people } = deal;
    await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);

    const premiums = PREMIUMS.map((premium) => (PRICE * premium) / 10_000n);
    expect(
      await gains(deal, people, async () => {
        await trade.connect(debtor.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);
        await trade.connect(receiver.wallet).acceptDelivery(chain, 0);
      }),
    ).to.deep.equal({
      receiver: -PRICE,
      debtor: PRICE - 15n - 25n,
      leaver: premiums[0],
      stayer: premiums[1],
    });
    const { free } = await vault.account(leaver.id);
    await vault.reclaim(pledgeOf(deal, 0));
    expect((await vault.account(leaver.id)).free - free).to.equal(150n);

    // The next deal of the debtor needs a guarantor in this slot first.
    await expect(deal.propose([{ provider: debtor.id }], debtor))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(debtor.id, debtor.id, 0n);
  });

  it("<CRT-1> judges the deal they left, by the snapshot", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, trade, court, debtor, leaver, chain, claimDefault } = deal;
    await claimDefault(chain, PROVIDER_BOND);
    await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);
    await trade.connect(debtor.wallet).answer(chain, 0, 0n, EVIDENCE);
    const { dispute } = await trade.namesOf(chain, 0);

    await court.connect(leaver.wallet).vote(dispute, 0, 1n, 0n);
    expect(await court.seatVote(dispute, 0, 0)).to.deep.equal([true, false, 0n]);
  });

  it("<CHN-1> escapes a deal only before it is accepted: then it is not accepted", async () => {
    const deal = await loadFixture(deployDeal);
    const { graph, trade, debtor, leaver, receiver, propose } = deal;
    const chain = await propose([{ provider: debtor.id, receiverBond: 0n }]);
    await graph.connect(leaver.wallet).withdrawSurety(debtor.id, 0);

    await expect(trade.connect(debtor.wallet).accept(chain))
      .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
      .withArgs(debtor.id, debtor.id, 0n);
    await trade.connect(receiver.wallet).accept(chain);
    expect((await trade.chainOf(chain)).state).to.equal(ChainState.Proposed);
  });
});
