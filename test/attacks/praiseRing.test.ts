import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import type { MemberHandle } from "../support/community";
import { deployTrade, EVIDENCE, PREMIUMS, PRICE, type TradeFixture } from "../trade/tradeFixture";
import { gains } from "./gains";

/** How many sham deals the two make. */
const DEALS = 12n;

/** What the guarantors of a sham provider of 1,000 take, 1.5 % and 2.5 %. */
const PREMIUM = (PRICE * (PREMIUMS[0] + PREMIUMS[1])) / 10_000n;

const CLEAN = [0n, 0n, 0n, 0n, 0n, 0n];

/** Two members sell each other the same nothing, turn by turn. */
async function praise({ trade, propose, accept, provider, receiver }: TradeFixture): Promise<void> {
  for (let deal = 0n; deal < DEALS; deal++) {
    const [seller, buyer] = deal % 2n === 0n ? [provider, receiver] : [receiver, provider];
    const chain = await propose([
      { provider: seller.id, receiver: buyer.id, listPrice: PRICE + deal },
    ]);
    await accept(chain);
    await trade.connect(seller.wallet).deliver(chain, 0, EVIDENCE, ZeroHash);
    await trade.connect(buyer.wallet).acceptDelivery(chain, 0);
  }
}

async function registerOf({ membership }: TradeFixture, { id }: MemberHandle): Promise<bigint[]> {
  return [...(await membership.standingOf(id))];
}

describe("A ring of members who praise one another", () => {
  it("<MEM-8> writes nothing into the standing register by deals that go well", async () => {
    const fixture = await loadFixture(deployTrade);
    const { provider, receiver } = fixture;

    await praise(fixture);

    for (const member of [provider, receiver]) {
      expect(await registerOf(fixture, member)).to.deep.equal(CLEAN);
    }
  });

  it("<CHN-4> pays real guarantors a premium for every sham deal", async () => {
    const fixture = await loadFixture(deployTrade);
    const { provider, receiver, providerGuarantors, receiverGuarantors } = fixture;
    const [mine0, mine1] = providerGuarantors;
    const [theirs0, theirs1] = receiverGuarantors;

    expect(PREMIUM).to.equal(40n);
    expect(
      await gains(fixture, { provider, receiver, mine0, mine1, theirs0, theirs1 }, () =>
        praise(fixture),
      ),
    ).to.deep.equal({
      provider: -(DEALS / 2n) * PREMIUM,
      receiver: -(DEALS / 2n) * PREMIUM,
      mine0: (DEALS / 2n) * 15n,
      mine1: (DEALS / 2n) * 25n,
      theirs0: (DEALS / 2n) * 15n,
      theirs1: (DEALS / 2n) * 25n,
    });
  });

  it("<MEM-8> wipes out nothing that went wrong: the count of a default stands after all the praise", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, activeChain, claimDefault, warp } = fixture;
    const chain = await activeChain();
    await claimDefault(chain);
    await warp(fixture.parameters.responseWindow);
    await trade.conclude(chain, 0);
    await trade.connect(receiver.wallet).takeMoney(chain, 0);
    const before = await registerOf(fixture, provider);
    expect(before).to.deep.equal([1n, 300n, 0n, 0n, 0n, 0n]);

    await praise(fixture);

    expect(await registerOf(fixture, provider)).to.deep.equal(before);
  });

  it("<MEM-8> shows in the events for what it is: the same two parties, their guarantors and the discount", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver } = fixture;
    await praise(fixture);

    const proposed = await trade.queryFilter(trade.filters.StageProposed());
    const pairs = proposed.map(({ args }) => `${args.terms.provider}-${args.terms.receiver}`);
    expect(pairs).to.deep.equal(
      Array.from({ length: Number(DEALS) }, (_, deal) =>
        deal % 2 === 0 ? `${provider.id}-${receiver.id}` : `${receiver.id}-${provider.id}`,
      ),
    );
    expect((await trade.queryFilter(trade.filters.StagePaid())).length).to.equal(Number(DEALS));
  });

  it("<MEM-8> is open to the two alone: nobody but the modules writes in the register", async () => {
    const { membership, provider, receiver, deployer, governor } = await loadFixture(deployTrade);

    for (const { wallet } of [provider, receiver, { wallet: deployer }, { wallet: governor }]) {
      for (const attempt of [
        () => membership.connect(wallet).recordFault(receiver.id, true, 1n),
        () => membership.connect(wallet).recordOverdue(receiver.id),
        () => membership.connect(wallet).recordExcuse(receiver.id),
      ]) {
        await expect(attempt())
          .to.be.revertedWithCustomError(membership, "NotModule")
          .withArgs(wallet.address);
      }
    }
  });
});
