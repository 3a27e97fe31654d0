import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { pledgeId, Side } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import { EVIDENCE, tradeIn, type TradeFixture } from "../trade/tradeFixture";
import { BOND, COVER, PRICE } from "./falseNames";
import { debtsOf, gains, type People } from "./gains";

interface Displaced extends TradeFixture {
  cheat: MemberHandle;
  partner: MemberHandle;
  /** They pledged for a false name, which has had others take their places since; their pledges stay in use. */
  honest: [MemberHandle, MemberHandle];
  /** Who took their places, and back nothing. */
  displacers: [MemberHandle, MemberHandle];
  chain: bigint;
  people: People;
}

/** The honest stood for the false name above the cheat until just before the sham deal was proposed. */
async function deployDisplaced(): Promise<Displaced> {
  const fixture = await tradeIn({});
  const { providerGuarantors: honest, founders, join, newWallet, warp } = fixture;
  const { receiver: partner, deposit, graph, vault, trade, horizon } = fixture;
  const [first, second] = founders;
  const name = await join(await newWallet(), honest, { pledges: [COVER / 2n, COVER / 2n] });
  const displacers: [MemberHandle, MemberHandle] = [
    await join(await newWallet(), [first, second]),
    await join(await newWallet(), [first, second]),
  ];
  const cheat = await join(await newWallet(), [name, displacers[0]], { pledges: [COVER, 0n] });
  await deposit(cheat, BOND - COVER);
  for (const [slot, { id, wallet }] of displacers.entries()) {
    await graph.connect(name.wallet).nominate(slot, id, 0n);
    await graph.connect(wallet).vouch(name.wallet, slot, 0n, horizon, 0n);
  }
  // Nothing comes back to the honest: all they pledged backs the name's pledge for the cheat.
  for (const slot of [0, 1] as const) {
    await expect(vault.reclaim(pledgeId(name.id, slot, BigInt(slot) + 1n)))
      .to.be.revertedWithCustomError(vault, "ZeroAmount")
      .withArgs();
  }
  await warp(1n);
  const chain = await fixture.propose(
    [{ provider: cheat.id, price: PRICE, providerBond: BOND, receiverBond: 0n }],
    partner,
  );
  for (const { wallet } of [cheat, partner]) await trade.connect(wallet).accept(chain);
  await fixture.claimDefault(chain, BOND);
  const [honest0, honest1] = honest;
  const people = { cheat, partner, honest0, honest1 };
  return { ...fixture, cheat, partner, honest, displacers, chain, people };
}

describe("Guarantors whose places a false name gives to others before the sham deal", () => {
  it("<CHN-5> <SUR-4> still pay, if nobody says a word", async () => {
    const scene = await loadFixture(deployDisplaced);
    const { trade, chain, partner, warp, people } = scene;

    expect(
      await gains(scene, people, async () => {
        await warp(3n * DAY);
        await trade.conclude(chain, 0);
        await trade.connect(partner.wallet).takeMoney(chain, 0);
      }),
    ).to.deep.equal({
      partner: BOND,
      cheat: -(BOND - COVER),
      honest0: -COVER / 2n,
      honest1: -COVER / 2n,
    });
    expect(await debtsOf(scene, people)).to.deep.equal({ cheat: COVER });
  });

  for (const slot of [0, 1] as const) {
    it(`<CHN-5> <CRT-5> still answer and appeal, as the one who was in slot ${slot} does`, async () => {
      const scene = await loadFixture(deployDisplaced);
      const { trade, court, chain, honest, people, warp, parameters, founders } = scene;
      const { wallet } = honest[slot];
      const { dispute } = await trade.namesOf(chain, 0);

      expect(
        await gains(scene, people, async () => {
          await trade.connect(wallet).answerFor(chain, 0, 2, BigInt(slot), EVIDENCE);
          await warp(3n * DAY);
          await trade.conclude(chain, 0);
          // The first judges know no better: 100 per cent.
          for (const [seat, judge] of [
            scene.displacers[0],
            ...scene.receiverGuarantors,
          ].entries()) {
            await court.connect(judge.wallet).vote(dispute, 0, 1n << BigInt(seat + 1), 10_000n);
          }
          await warp(parameters.voteWindow);
          await trade.connect(wallet).appealFor(chain, 0, Side.Provider, 2, BigInt(slot), false);
          // Nobody votes until the circle, which sees the game.
          await warp(parameters.appealWindow + 2n * parameters.voteWindow);
          for (const [seat, founder] of founders.entries()) {
            await court.connect(founder.wallet).vote(dispute, 3, 1n << BigInt(seat), 0n);
          }
          await warp(parameters.voteWindow);
          await trade.conclude(chain, 0);
        }),
      ).to.deep.equal({ cheat: PRICE, partner: -PRICE });
    });
  }

  it("<CHN-5> those who took their places and back nothing have no say", async () => {
    const { trade, displacers, chain, honest } = await loadFixture(deployDisplaced);

    for (const [slot, { id, wallet }] of displacers.entries()) {
      await expect(trade.connect(wallet).answerFor(chain, 0, 2, BigInt(slot), EVIDENCE))
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(id, honest[slot as 0 | 1].id);
    }
  });
});
