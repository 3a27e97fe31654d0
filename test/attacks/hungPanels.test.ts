import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { readSeats } from "../../scripts/lib/readSeats";
import { DAY } from "../support/community";
import { EVIDENCE } from "../trade/tradeFixture";
import {
  BOND,
  COVER,
  deployFalseNames,
  PRICE,
  SEAT_FEE,
  voteRound,
  type FalseNames,
} from "./falseNames";
import { debtsOf, gains } from "./gains";

/** The victim sues for the whole bond and pays the first panel 20. */
async function sue({ trade, claimDefault, cheat, chain }: FalseNames): Promise<void> {
  await claimDefault(chain, BOND);
  await trade.connect(cheat.wallet).answer(chain, 0, 0n, EVIDENCE);
}

/** The case goes up three rounds. */
async function hang(scene: FalseNames, byNames: bigint | null): Promise<void> {
  const { court, dispute, parameters, warp } = scene;
  for (let round = 0; round < 3; round++) {
    await voteRound(scene, round, byNames);
    await warp(parameters.voteWindow);
    await expect(court.advance(dispute)).to.emit(court, "RoundRose").withArgs(dispute, round);
  }
}

/** The circle's time is over: the outcome is applied. */
async function finish({ trade, chain, victim, parameters, warp }: FalseNames): Promise<void> {
  await warp(parameters.voteWindow);
  await trade.conclude(chain, 0);
  await trade.connect(victim.wallet).takeMoney(chain, 0);
}

describe("A subtree of false names that hangs every panel of its side", () => {
  it("<CRT-1> <CRT-2> holds every seat of its side in three rounds, and none in the circle", async () => {
    const scene = await loadFixture(deployFalseNames);
    await sue(scene);
    const theirs = new Set(scene.names.map(({ id }) => id));

    for (const [round, seats] of [2, 4, 8].entries()) {
      const held = [...(await readSeats(scene, scene.dispute, round))].filter(([, holder]) =>
        theirs.has(holder),
      );
      expect(held.map(([seat]) => seat)).to.deep.equal([...Array(seats).keys()]);
    }
    const circle = await readSeats(scene, scene.dispute, 3);
    expect([...circle.values()]).to.deep.equal(scene.founders.map(({ id }) => id));
  });

  for (const [title, byNames, fees] of [
    // All four seats voted: the fee of 20 is earned, and the bond is spent on the claim already.
    ["votes as a block", 0n, 4n * SEAT_FEE],
    // Two of the four voted: the rest of the fee comes back.
    ["never votes", null, 2n * SEAT_FEE],
  ] as const) {
    it(`<CRT-4> <CRT-7> gains four windows of time by it and not a unit when it ${title}`, async () => {
      const scene = await loadFixture(deployFalseNames);
      const { now, dispute, court, people } = scene;
      let begun = 0n;

      expect(
        await gains(scene, people, async () => {
          await sue(scene);
          begun = (await court.current(dispute))[1].votesFrom;
          await hang(scene, byNames);
          await voteRound(scene, 3, null);
          await finish(scene);
          if (byNames === null) await court.returnFees(dispute);
        }),
      ).to.deep.equal({
        victim: BOND - fees,
        cheat: -(BOND - COVER),
        honest0: -COVER / 2n,
        honest1: -COVER / 2n,
      });
      expect((await now()) - begun).to.be.within(12n * DAY, 12n * DAY + 60n);
      expect(await debtsOf(scene, people)).to.deep.equal({ cheat: COVER });
    });
  }

  it("<CRT-4> <CRT-7> gains where the circle stays away as well: then the case ends at 50 per cent", async () => {
    const scene = await loadFixture(deployFalseNames);
    const { people } = scene;

    // Half the price for nothing, less the cheat's own part of the award: half the claim and half the fee of 20.
    expect(
      await gains(scene, people, async () => {
        await sue(scene);
        await hang(scene, 0n);
        await finish(scene);
      }),
    ).to.deep.equal({
      cheat: PRICE / 2n - (BOND - COVER),
      victim: -PRICE / 2n + BOND / 2n + 10n - 20n,
      honest0: -155n,
      honest1: -155n,
    });
    expect(await debtsOf(scene, people)).to.deep.equal({ cheat: 310n });
  });
});
