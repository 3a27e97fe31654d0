import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, type MemberHandle } from "../support/community";
import {
  deployTradeWithFees,
  EVIDENCE,
  PREMIUMS,
  type TradeFixture,
  tradeIn,
} from "../trade/tradeFixture";
import { debtsOf, gains, type People } from "./gains";

/** What each honest guarantor has pledged for the thief. */
const PLEDGE = 400n;
const CAP = 2n * PLEDGE;

interface Plot extends TradeFixture {
  /** Has nothing; two honest guarantors pledged 400 each. */
  thief: MemberHandle;
  /** The receiver's side, and both of its guarantors: all in it with the thief. */
  partner: MemberHandle;
  honest: [MemberHandle, MemberHandle];
  chain: bigint;
  people: People;
}

/** A thief and a partner have made a deal of 800 with a bond of 800, all of it the guarantors' money. */
async function plot(fixture: TradeFixture): Promise<Plot> {
  const { providerGuarantors: honest, receiver: partner, join, newWallet, warp, trade } = fixture;
  const thief = await join(await newWallet(), honest, {
    pledges: [PLEDGE, PLEDGE],
    premiums: PREMIUMS,
  });
  await warp(1n);
  const chain = await fixture.propose(
    [{ provider: thief.id, price: CAP, providerBond: CAP, receiverBond: 0n }],
    partner,
  );
  for (const { wallet } of [thief, partner]) await trade.connect(wallet).accept(chain);
  const [honest0, honest1] = honest;
  return {
    ...fixture,
    thief,
    partner,
    honest,
    chain,
    people: { thief, partner, honest0, honest1 },
  };
}

const deployPlot = async (): Promise<Plot> => plot(await tradeIn({}));

const deployPlotWithFees = async (): Promise<Plot> => plot(await deployTradeWithFees());

/** The thief never delivers, the partner claims everything, and nobody answers. */
async function drain({ claimDefault, trade, chain, partner, warp }: Plot): Promise<void> {
  await claimDefault(chain, CAP);
  await warp(3n * DAY);
  await trade.conclude(chain, 0);
  await trade.connect(partner.wallet).takeMoney(chain, 0);
}

describe("A principal and a receiver who plot against the guarantors", () => {
  describe("when no guarantor answers for three days", () => {
    it("<COV-4> <COV-6> get the two pledges and not a unit more", async () => {
      const scene = await loadFixture(deployPlot);

      expect(await gains(scene, scene.people, () => drain(scene))).to.deep.equal({
        partner: CAP,
        honest0: -PLEDGE,
        honest1: -PLEDGE,
      });
      expect(await debtsOf(scene, scene.people)).to.deep.equal({ thief: CAP });
    });

    it("<COV-3> cannot promise the same pledges twice: a second deal of one unit finds no cover", async () => {
      const { trade, vault, thief, partner, propose } = await loadFixture(deployPlot);
      const chain = await propose(
        [{ provider: thief.id, price: 1n, listPrice: 1n, providerBond: 1n, receiverBond: 0n }],
        partner,
      );

      await expect(trade.connect(thief.wallet).accept(chain))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(thief.id, 1n, 0n);
    });

    it("<COV-8> <MEM-4> have burnt the thief's name: no deal, no surety, no withdrawal while the debt stands", async () => {
      const scene = await loadFixture(deployPlot);
      const { graph, vault, thief, partner, deposit, propose } = scene;
      await drain(scene);
      await deposit(thief, CAP);

      await expect(propose([{ provider: thief.id }], thief))
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(thief.id, 0n, CAP);
      await expect(vault.connect(thief.wallet).withdraw(1n, thief.wallet))
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(thief.id, 1n, 0n);
      // Whatever the thief earns, anyone can bring to those who paid.
      expect(
        await gains(scene, scene.people, async () => {
          const { serial0, serial1 } = await graph.pairOf(thief.id);
          for (const [slot, serial] of [serial0, serial1].entries()) {
            const pledge = (thief.id << 32n) | (BigInt(slot) << 24n) | serial;
            await vault.connect(partner.wallet).collect(pledge, PLEDGE);
          }
        }),
      ).to.deep.equal({ thief: -CAP, honest0: PLEDGE, honest1: PLEDGE });
    });

    it("<MEM-6> <MEM-8> end in expulsion after 30 days, and the wallet is barred for ever", async () => {
      const scene = await loadFixture(deployPlot);
      const { membership, thief, partner, warp } = scene;
      await drain(scene);
      await warp(30n * DAY + 1n);
      await membership.expel(thief.id);

      await expect(
        membership.connect(thief.wallet).applyForMembership(EVIDENCE, partner.id, 0n, 1n, 0n, 0n),
      )
        .to.be.revertedWithCustomError(membership, "WrongMemberState")
        .withArgs(thief.id, 4n);
      const { defaults, faultPaid, overdue, recourseOpened } = await membership.standingOf(
        thief.id,
      );
      expect([defaults, faultPaid, overdue, recourseOpened]).to.deep.equal([1n, CAP, 1n, 1n]);
    });
  });

  describe("when one honest guarantor answers", () => {
    it("<CHN-5> <CRT-4> get nothing: the circle rules, and the premium of the sham deal goes to the guarantors", async () => {
      const scene = await loadFixture(deployPlot);
      const { trade, court, chain, honest, founders, receiverGuarantors, parameters } = scene;

      expect(
        await gains(scene, scene.people, async () => {
          await scene.claimDefault(chain, CAP);
          await trade.connect(honest[0].wallet).answer(chain, 0, 0n, EVIDENCE);
          await scene.warp(3n * DAY);
          await trade.conclude(chain, 0);
          const { dispute } = await trade.namesOf(chain, 0);
          // The honest guarantors say 0, those of the partner 100: the case goes up, away from both.
          for (const [slot, { wallet }] of honest.entries()) {
            await court.connect(wallet).vote(dispute, 0, 1 << slot, 0n);
          }
          for (const [slot, { wallet }] of receiverGuarantors.entries()) {
            await court.connect(wallet).vote(dispute, 0, 4 << slot, 10_000n);
          }
          await scene.warp(parameters.rounds * parameters.voteWindow);
          for (const [place, { wallet }] of founders.entries()) {
            await court.connect(wallet).vote(dispute, 3, 1 << place, 0n);
          }
          await scene.warp(parameters.voteWindow);
          await trade.conclude(chain, 0);
        }),
      ).to.deep.equal({ partner: -CAP, thief: CAP - 12n - 20n, honest0: 12n, honest1: 20n });
      expect(await debtsOf(scene, scene.people)).to.deep.equal({});
    });

    it("<CHN-6> <CRT-5> pay the judges for it where judging has a fee", async () => {
      const scene = await loadFixture(deployPlotWithFees);
      const { trade, court, chain, honest, receiverGuarantors, people } = scene;
      const [judge0, judge1] = receiverGuarantors;

      // All four judges find no fault: four seats at 5 each, which nobody gives back.
      expect(
        await gains(scene, { ...people, judge0, judge1 }, async () => {
          await scene.claimDefault(chain, CAP);
          await trade.connect(honest[0].wallet).answer(chain, 0, 0n, EVIDENCE);
          await scene.warp(3n * DAY);
          await trade.conclude(chain, 0);
          const { dispute } = await trade.namesOf(chain, 0);
          const judges = [...honest, ...receiverGuarantors];
          for (const [seat, { wallet }] of judges.entries()) {
            await court.connect(wallet).vote(dispute, 0, 1 << seat, 0n);
          }
          const [, { appealUntil }] = await court.current(dispute);
          await time.increaseTo(appealUntil);
          await trade.conclude(chain, 0);
          for (const [seat, { wallet }] of judges.entries()) {
            await court.connect(wallet).claimSeatFees(dispute, 0, 1 << seat);
          }
        }),
      ).to.deep.equal({
        partner: -CAP - 20n,
        thief: CAP - 32n,
        honest0: 12n + 5n,
        honest1: 20n + 5n,
        judge0: 5n,
        judge1: 5n,
      });
    });
  });

  describe("when they settle instead", () => {
    it("<CHN-8> cannot settle one unit of the guarantors' money", async () => {
      const { trade, vault, thief, partner, chain } = await loadFixture(deployPlot);
      const { provider: bond } = await trade.namesOf(chain, 0);
      const terms = [chain, 0, 10_000n, 1n, 0] as const;
      await trade.connect(thief.wallet).proposeSettlement(...terms);

      await expect(trade.connect(partner.wallet).acceptSettlement(...terms))
        .to.be.revertedWithCustomError(vault, "ExceedsBond")
        .withArgs(bond, 1n, 0n);
    });
  });

  describe("when the guarantor is in the deal", () => {
    it("<CHN-1> find no room in the pledge of a guarantor who takes part", async () => {
      const scene = await loadFixture(deployPlot);
      const { trade, vault, honest, join, newWallet, warp } = scene;
      const [honest0, honest1] = honest;
      // The second guarantor is the partner: only the first one's pledge of 100 is there to take.
      const accomplice = await join(await newWallet(), [honest0, honest1], {
        pledges: [100n, 100n],
      });
      await warp(1n);
      const chain = await scene.propose(
        [
          {
            provider: accomplice.id,
            receiver: honest1.id,
            price: 200n,
            providerBond: 200n,
            receiverBond: 0n,
          },
        ],
        accomplice,
      );

      await expect(trade.connect(accomplice.wallet).accept(chain))
        .to.be.revertedWithCustomError(vault, "InsufficientCover")
        .withArgs(accomplice.id, 200n, 100n);
    });
  });
});

describe("A subtree of false names under two honest guarantors", () => {
  /** The honest two pledge 400 each for the one at the top, who pledges all of it on, three levels down. */
  async function deployLadder() {
    const fixture = await tradeIn({});
    const {
      providerGuarantors: honest,
      founders,
      join,
      newWallet,
      receiver,
      warp,
      trade,
    } = fixture;
    let names: [MemberHandle, MemberHandle] = [
      await join(await newWallet(), honest, { pledges: [PLEDGE, PLEDGE] }),
      await join(await newWallet(), [founders[0], founders[1]]),
    ];
    const ladder = [...names];
    for (let level = 0; level < 3; level++) {
      const cover = CAP;
      const next = await join(await newWallet(), names, { pledges: [cover, 0n] });
      const idle = await join(await newWallet(), names);
      names = [next, idle];
      ladder.push(next, idle);
    }
    const [thief] = names;
    await warp(1n);
    const chain = await fixture.propose(
      [{ provider: thief.id, price: CAP, providerBond: CAP, receiverBond: 0n }],
      receiver,
    );
    for (const { wallet } of [thief, receiver]) await trade.connect(wallet).accept(chain);
    const [honest0, honest1] = honest;
    return {
      ...fixture,
      thief,
      partner: receiver,
      honest,
      chain,
      ladder,
      people: { thief, partner: receiver, honest0, honest1 },
    };
  }

  it("<COV-4> <COV-6> takes at most the two pledges at its top, however deep and wide it is", async () => {
    const scene = await loadFixture(deployLadder);

    expect(await gains(scene, scene.people, () => drain(scene))).to.deep.equal({
      partner: CAP,
      honest0: -PLEDGE,
      honest1: -PLEDGE,
    });
  });

  it("<COV-8> leaves a debt on every false name of the way, and none of them trades again", async () => {
    const scene = await loadFixture(deployLadder);
    const { graph, vault, ladder } = scene;
    await drain(scene);

    const indebted = [];
    for (const { id } of ladder) if ((await vault.owedBy(id)) === CAP) indebted.push(id);
    expect(indebted).to.deep.equal(
      [ladder[0], ladder[2], ladder[4], ladder[6]].map((name) => name?.id),
    );
    for (const id of indebted) expect(await graph.inGoodStanding(id)).to.equal(false);
  });
});
