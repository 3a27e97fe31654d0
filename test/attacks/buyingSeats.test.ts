import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, type MemberHandle } from "../support/community";
import { deployTrade, EVIDENCE, PROVIDER_BOND, type TradeFixture } from "../trade/tradeFixture";
import { gains } from "./gains";

interface Bought extends TradeFixture {
  chain: bigint;
  dispute: bigint;
  /** Friends of the provider who took both of the provider's slots after the deal was made. */
  bought: [MemberHandle, MemberHandle];
}

/** The provider replaces both guarantors after the snapshot, breaks the deal and is sued. */
async function deployBought(): Promise<Bought> {
  const fixture = await deployTrade();
  const { founders, join, newWallet, activeChain, claimDefault, trade, provider } = fixture;
  const [first, second] = founders;
  const bought: [MemberHandle, MemberHandle] = [
    await join(await newWallet(), [first, second]),
    await join(await newWallet(), [first, second]),
  ];
  const chain = await activeChain();
  await replaceGuarantors(fixture, bought);
  await claimDefault(chain, PROVIDER_BOND);
  await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
  const { dispute } = await trade.namesOf(chain, 0);
  return { ...fixture, bought, chain, dispute };
}

async function replaceGuarantors(
  { graph, provider, horizon }: TradeFixture,
  guarantors: readonly MemberHandle[],
): Promise<void> {
  for (const [slot, { id, wallet }] of guarantors.entries()) {
    await graph.connect(provider.wallet).nominate(slot, id, 0n);
    await graph.connect(wallet).vouch(provider.wallet, slot, 0n, horizon, 0n);
  }
}

describe("Guarantors bought after the snapshot", () => {
  it("<SUR-5> <CRT-1> answer for the party now and sit on no panel of the deal", async () => {
    const { graph, court, provider, providerGuarantors, bought, dispute } =
      await loadFixture(deployBought);

    const [guarantor0, guarantor1] = await graph.guarantorsOf(provider.id);
    expect([guarantor0, guarantor1]).to.deep.equal(bought.map(({ id }) => id));
    for (const [seat, { id }] of providerGuarantors.entries()) {
      expect(await court.seatHolder(dispute, 0, seat)).to.equal(id);
    }
  });

  it("<CRT-2> <SUR-6> never judge: no seat of any round is theirs", async () => {
    const { court, bought, providerGuarantors, founders, dispute } =
      await loadFixture(deployBought);

    for (const { id, wallet } of bought) {
      for (const seat of [0, 1] as const) {
        await expect(court.connect(wallet).vote(dispute, 0, 1n << BigInt(seat), 0n))
          .to.be.revertedWithCustomError(court, "NotYourSeat")
          .withArgs(seat, id, providerGuarantors[seat].id);
      }
    }
    const [first, second] = founders;
    for (const [round, holders] of [
      [1, [first.id, second.id, first.id, second.id]],
      [2, [first.id, first.id, second.id, second.id]],
    ] as const) {
      for (const [seat, holder] of holders.entries()) {
        expect(await court.seatHolder(dispute, round, seat), `round ${round}`).to.equal(holder);
      }
    }
  });

  it("<CRT-4> change nothing of the ruling: the judges of the snapshot cost the provider the bond", async () => {
    const fixture = await loadFixture(deployBought);
    const { trade, provider, receiver, providerGuarantors, bought, chain } = fixture;
    const [guarantor0, guarantor1] = providerGuarantors;
    const [bought0, bought1] = bought;

    expect(
      await gains(
        fixture,
        { provider, receiver, guarantor0, guarantor1, bought0, bought1 },
        async () => {
          await fixture.court.connect(guarantor0.wallet).vote(fixture.dispute, 0, 1n, 10_000n);
          await voteOfReceiversSide(fixture);
          const [, { appealUntil }] = await fixture.court.current(fixture.dispute);
          await time.increaseTo(appealUntil);
          await trade.conclude(chain, 0);
          await trade.connect(receiver.wallet).takeMoney(chain, 0);
        },
      ),
    ).to.deep.equal({ provider: -PROVIDER_BOND, receiver: PROVIDER_BOND });
  });

  it("<CHN-1> stop the deal when they come between the snapshot and the acceptance", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, graph, propose, provider, receiver, outsider, now, at } = fixture;
    const chain = await propose();
    const { snapshot } = await trade.chainOf(chain);
    await graph.connect(provider.wallet).nominate(0, outsider.id, 0n);
    const since = (await now()) + 5n;
    await at(since);
    await graph.connect(outsider.wallet).vouch(provider.wallet, 0, 0n, fixture.horizon, 0n);

    await expect(trade.connect(provider.wallet).accept(chain))
      .to.be.revertedWithCustomError(graph, "PairChanged")
      .withArgs(provider.id, since, snapshot);
    await trade.connect(receiver.wallet).accept(chain);
  });
});

/** One judge of the receiver's side is a quorum of it. */
async function voteOfReceiversSide({ court, receiverGuarantors, dispute }: Bought): Promise<void> {
  await court.connect(receiverGuarantors[0].wallet).vote(dispute, 0, 4n, 10_000n);
}

describe("A governor who packs the founding circle", () => {
  /** The governor has eight friends admitted as founders while a deal of the old circle is in dispute. */
  async function deployPacked() {
    const fixture = await deployBought();
    const { charter, governor, newWallet, member, warp } = fixture;
    const scheduled: string[] = [];
    const wallets = [];
    for (let friend = 0; friend < 8; friend++) {
      const wallet = await newWallet();
      wallets.push(wallet);
      scheduled.push(await charter.connect(governor).scheduleFounder.staticCall(wallet));
      await charter.connect(governor).scheduleFounder(wallet);
    }
    await warp(2n * DAY);
    for (const change of scheduled) await charter.executeChange(change);
    return { ...fixture, packed: await Promise.all(wallets.map(member)) };
  }

  it("<CHA-5> <SUR-6> seats none of them in a deal already made", async () => {
    const { court, packed, founders, dispute, parameters } = await loadFixture(deployPacked);
    const circle = Number(parameters.rounds);

    expect(await court.seatCount(dispute, circle)).to.equal(5n);
    for (const [place, { id }] of founders.entries()) {
      expect(await court.seatHolder(dispute, circle, place)).to.equal(id);
    }
    for (const place of packed.keys()) {
      expect(await court.seatHolder(dispute, circle, founders.length + place)).to.equal(0n);
    }
  });

  it("<CHA-2> <CRT-1> seats them in deals proposed later, which everybody could see coming for two days", async () => {
    const { trade, court, packed, propose, accept, receiver, provider, ...fixture } =
      await loadFixture(deployPacked);
    await fixture.warp(1n);
    const chain = await propose();
    await accept(chain, [provider, receiver]);
    await trade.connect(receiver.wallet).claim(chain, 0, 3, 300n, EVIDENCE, false);
    const { dispute } = await trade.namesOf(chain, 0);

    expect(await court.seatCount(dispute, 3)).to.equal(13n);
    expect(await court.seatHolder(dispute, 3, 12)).to.equal(packed[7]?.id);
  });
});
