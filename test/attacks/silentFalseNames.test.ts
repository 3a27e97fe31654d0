import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { EVIDENCE, StageState } from "../trade/tradeFixture";
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

/** The way from the cheat up to the first honest guarantor: through slot 0 of each name. */
const [STEPS, PATH] = [4, 0b0000n];

/** Seats of the two panels after the first, and the circle of five. */
const APPEALS = (8n + 16n + 5n) * SEAT_FEE;

/** The partner claims the whole bond of a deal that was about nothing; nobody below the honest says a word. */
async function claimAll({ claimDefault, chain }: FalseNames): Promise<void> {
  await claimDefault(chain, BOND);
}

/** Every judge below the circle is in it, or knows no better: round after round rules for the partner. */
async function ruleForPartner(scene: FalseNames, round: number): Promise<void> {
  await voteRound(scene, round, 10_000n);
  await scene.warp(scene.parameters.voteWindow);
}

async function finish({ trade, chain, victim: partner }: FalseNames, hasMoney: boolean) {
  await trade.conclude(chain, 0);
  if (hasMoney) await trade.connect(partner.wallet).takeMoney(chain, 0);
}

describe("Two in league behind a tree of false names", () => {
  it("<CHN-5> take what the honest pledged at the top, if nobody above is awake", async () => {
    const scene = await loadFixture(deployFalseNames);

    expect(
      await gains(scene, scene.people, async () => {
        await claimAll(scene);
        await scene.warp(3n * DAY);
        await finish(scene, true);
      }),
    ).to.deep.equal({
      victim: BOND,
      cheat: -(BOND - COVER),
      honest0: -COVER / 2n,
      honest1: -COVER / 2n,
    });
    expect(await debtsOf(scene, scene.people)).to.deep.equal({ cheat: COVER });
  });

  it("<CHN-5> <CRT-5> take nothing from the honest four steps up who answer and appeal to the circle", async () => {
    const scene = await loadFixture(deployFalseNames);
    const { trade, court, honest, chain, dispute, parameters, warp, deposit, founders } = scene;
    const [{ wallet }] = honest;
    await deposit(honest[0], APPEALS);

    // The price changes hands between the two; the first panel and the appeals are paid for, every seat of them.
    expect(
      await gains(scene, scene.people, async () => {
        await claimAll(scene);
        await trade.connect(wallet).answerFor(chain, 0, STEPS, PATH, EVIDENCE);
        await warp(3n * DAY);
        await trade.conclude(chain, 0);
        for (let round = 0; round < 3; round++) {
          await ruleForPartner(scene, round);
          await expect(trade.connect(wallet).appealFor(chain, 0, Side.Provider, STEPS, PATH, false))
            .to.emit(court, "Appealed")
            .withArgs(dispute, round, Side.Provider, honest[0].id);
          await warp(parameters.appealWindow);
        }
        for (const [seat, founder] of founders.entries()) {
          await court.connect(founder.wallet).vote(dispute, 3, 1n << BigInt(seat), 0n);
        }
        await warp(parameters.voteWindow);
        await finish(scene, false);
      }),
    ).to.deep.equal({
      cheat: PRICE,
      victim: -PRICE - 4n * SEAT_FEE,
      honest0: -APPEALS,
    });
    expect(await debtsOf(scene, scene.people)).to.deep.equal({});
    expect((await court.disputeOf(dispute)).paidByOthers).to.equal(0b1110n);
  });

  it("<CHN-5> <CRT-5> take nothing either by answering themselves at once, for nothing", async () => {
    const scene = await loadFixture(deployFalseNames);
    const { trade, court, cheat, honest, chain, dispute, parameters, warp, deposit, founders } =
      scene;
    const [{ wallet }] = honest;
    await deposit(honest[0], APPEALS);

    expect(
      await gains(scene, scene.people, async () => {
        await claimAll(scene);
        await trade.connect(cheat.wallet).answer(chain, 0, 0n, EVIDENCE);
        // The time to answer is over for those above; but they post what the judges should see, and appeal.
        await expect(trade.connect(wallet).answerFor(chain, 0, STEPS, PATH, EVIDENCE))
          .to.be.revertedWithCustomError(trade, "WrongStageState")
          .withArgs(chain, 0n, StageState.Disputed);
        await expect(
          trade.connect(wallet).postFor(chain, 0, Side.Provider, STEPS, PATH, EVIDENCE, ""),
        )
          .to.emit(trade, "MessagePosted")
          .withArgs(chain, 0n, 3n, honest[0].id, EVIDENCE);
        for (let round = 0; round < 3; round++) {
          await ruleForPartner(scene, round);
          await trade.connect(wallet).appealFor(chain, 0, Side.Provider, STEPS, PATH, false);
          await warp(parameters.appealWindow);
        }
        for (const [seat, founder] of founders.entries()) {
          await court.connect(founder.wallet).vote(dispute, 3, 1n << BigInt(seat), 0n);
        }
        await warp(parameters.voteWindow);
        await finish(scene, false);
      }),
    ).to.deep.equal({
      cheat: PRICE,
      victim: -PRICE - 4n * SEAT_FEE,
      honest0: -APPEALS,
    });
  });

  it("<CRT-5> cost the honest appellant nothing for seats that stay empty", async () => {
    const scene = await loadFixture(deployFalseNames);
    const { trade, court, honest, chain, dispute, parameters, warp, deposit, founders } = scene;
    const [{ wallet }] = honest;
    await deposit(honest[0], APPEALS);

    expect(
      await gains(scene, { honest0: honest[0] }, async () => {
        await claimAll(scene);
        await trade.connect(wallet).answerFor(chain, 0, STEPS, PATH, EVIDENCE);
        await warp(3n * DAY);
        await trade.conclude(chain, 0);
        await ruleForPartner(scene, 0);
        await trade.connect(wallet).appealFor(chain, 0, Side.Provider, STEPS, PATH, false);
        // Nobody votes any more: the case rises by itself, and the circle decides.
        await warp(parameters.appealWindow + 2n * parameters.voteWindow);
        for (const [seat, founder] of founders.entries()) {
          await court.connect(founder.wallet).vote(dispute, 3, 1n << BigInt(seat), 0n);
        }
        await warp(parameters.voteWindow);
        await finish(scene, false);
        await court.returnFees(dispute);
      }),
    ).to.deep.equal({});
  });
});
