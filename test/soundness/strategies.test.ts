import { expect } from "chai";

import { principalOf } from "../../scripts/lib/names";
import type { DrawnCommunity } from "../../scripts/soundness/drawCommunity";
import { Laboratory, type Trial } from "../../scripts/soundness/Laboratory";
import { plantDisplacedTree } from "../../scripts/soundness/plantTree";
import type { Scene } from "../../scripts/soundness/Scene";
import type { Habits } from "../../scripts/soundness/Setting";
import { STRATEGIES } from "../../scripts/soundness/strategies/all";
import { sizeOf } from "../model/locks";
import { PledgeState, put } from "../model/world";
import { certain, smallCommunity, variantOf } from "./smallCommunity";

const DAY = 86_400n;

/** Its victims do not stand behind the attackers' guarantors, as some of other trials do. */
const TRIAL = 40;

/** Its attackers' guarantors pledge money of their own, so that six false names can stand below it. */
const OWN_MONEY_TRIAL = 9;

/** The price is 1,000, bonds 500, pledges 250, premiums 2 % for each of two; the damage of this trial is 100. */
describe("strategies in a small community", function () {
  this.timeout(30_000);
  let laboratory: Laboratory;
  let community: DrawnCommunity;

  before(async () => {
    community = await smallCommunity();
    laboratory = new Laboratory(community, 1, 1);
  });

  function play(
    strategy: string,
    variant?: string,
    habits: Partial<Habits> = {},
    trial = TRIAL,
  ): Trial {
    return laboratory.play(variantOf(strategy, variant), certain(habits), trial);
  }

  describe("honest", () => {
    it("loses the damage of what fails, and makes it good", () => {
      const { gain, loss, harm, compensated, guarantorsLost } = play(
        "honest",
        "one deal in five fails",
      );

      expect({ gain, loss, harm, compensated, guarantorsLost }).to.deep.equal({
        gain: 0n,
        loss: 200n,
        harm: 200n,
        compensated: 200n,
        guarantorsLost: 0n,
      });
    });

    it("is judged within five days, when everybody sees half the fault", () => {
      const { harm, compensated, claimSeconds, judgedByCircle } = play(
        "honest",
        "one delivery in five is half of what was agreed",
      );

      expect(harm).to.equal(2n * (500n + 50n));
      // Half of the price comes back, and half of what was claimed of the bond.
      expect(compensated).to.equal(harm);
      expect(claimSeconds).to.deep.equal([5n * DAY, 5n * DAY]);
      expect(judgedByCircle).to.equal(0);
    });
  });

  describe("collusion", () => {
    it("takes both pledges if no guarantor answers, and costs a name", () => {
      const { gain, guarantorsLost, harm, compensated, namesLost } = play("collusion", undefined, {
        alertness: 0,
      });

      expect({ gain, guarantorsLost, harm, compensated, namesLost }).to.deep.equal({
        gain: 500n,
        guarantorsLost: 500n,
        harm: 500n,
        compensated: 0n,
        namesLost: 1,
      });
    });

    it("takes nothing and costs premiums if a guarantor answers and the panel sees it", () => {
      const { gain, loss, premiums, guarantorsLost } = play("collusion");

      expect({ gain, loss, premiums, guarantorsLost }).to.deep.equal({
        gain: -20n,
        loss: -20n,
        premiums: 20n,
        guarantorsLost: 0n,
      });
    });

    it("takes both pledges if the panel does not see it", () => {
      expect(play("collusion", undefined, { insight: 0 }).gain).to.equal(500n);
    });
  });

  describe("sybils", () => {
    for (const depth of [2, 3, 4, 5, 6]) {
      const trial = depth === 6 ? OWN_MONEY_TRIAL : TRIAL;
      const name = `${depth} deep`;

      it(`takes nothing with a tree ${depth} deep if the honest above answer, appeal and see the game`, () => {
        const { gain, guarantorsLost, judgedByCircle } = play("sybils", name, {}, trial);

        // No premiums: the guarantors next to the thief are false names.
        expect({ gain, guarantorsLost, judgedByCircle }).to.deep.equal({
          gain: 0n,
          guarantorsLost: 0n,
          judgedByCircle: 1,
        });
      });

      it(`takes what is pledged at the top of a tree ${depth} deep if those above never look`, () => {
        const asleep = { alertness: 0 };
        const { gain, guarantorsLost, claimSeconds } = play("sybils", name, asleep, trial);

        expect({ gain, guarantorsLost, claimSeconds }).to.deep.equal({
          gain: 1_000n,
          guarantorsLost: 1_000n,
          claimSeconds: [3n * DAY],
        });
      });
    }

    it("takes nothing either where the honest above were displaced: they are still behind the bond", () => {
      const displaced = "3 deep, the honest above displaced first";
      const { gain, trust, guarantorsLost, judgedByCircle } = play("sybils", displaced);

      expect({ gain, trust, guarantorsLost, judgedByCircle }).to.deep.equal({
        gain: 0n,
        trust: 1_000n,
        guarantorsLost: 0n,
        judgedByCircle: 1,
      });
      for (const asleepOrBlind of [{ alertness: 0 }, { insight: 0 }]) {
        const lost = play("sybils", displaced, asleepOrBlind);
        expect([lost.gain, lost.guarantorsLost]).to.deep.equal([1_000n, 1_000n]);
      }
    });

    it("earns the fees of the eight seats of displaced honest people, too", () => {
      const setting = certain();
      const rules = { ...setting.rules, seatFee: 10n };
      const [kept, displaced] = ["3 deep", "3 deep, the honest above displaced first"].map(
        (name) => laboratory.play(variantOf("sybils", name), { ...setting, rules }, TRIAL).gain,
      );

      expect([kept, displaced]).to.deep.equal([100n, 180n]);
    });

    it("leaves nobody honest above the names that honest people are liable for, once displaced", () => {
      const plant = (scene: Scene): void => {
        const [highest = [0n, 0n]] = plantDisplacedTree(scene);
        for (const name of highest) {
          expect(scene.guarantorsOf(name).some((id) => scene.isHonest(id))).to.equal(false);
        }
        const ended = [...scene.world.pledges].filter(
          ([, pledge]) => pledge.state === PledgeState.Ended && sizeOf(pledge) === 250n,
        );
        expect(ended.every(([, { guarantor }]) => scene.isHonest(guarantor))).to.equal(true);
        expect(ended.map(([id]) => principalOf(id))).to.deep.equal(
          highest.flatMap((name) => [name, name]),
        );
      };

      laboratory.play({ name: "displaced", play: plant }, certain(), TRIAL);
    });

    it("takes what is pledged if nobody above looks, or nobody sees the game", () => {
      expect(play("sybils", "3 deep, nobody above looks").gain).to.equal(1_000n);
      expect(play("sybils", "3 deep", { insight: 0 }).gain).to.equal(1_000n);
    });

    it("takes nothing where those who pay are those who may answer", () => {
      expect(play("sybils", "1 deep").gain).to.equal(-40n);
    });

    it("is appealed from above up to the circle as long as that costs less than the ruling", () => {
      // Each of the two above stands to lose 500; 8, 16 and 5 seats are to be paid for on the way.
      const priced = (seatFee: bigint): Trial => {
        const setting = certain();
        const rules = { ...setting.rules, seatFee };
        return laboratory.play(variantOf("sybils", "3 deep"), { ...setting, rules }, TRIAL);
      };
      const [cheap, dear] = [priced(17n), priced(18n)];

      expect(cheap.judgedByCircle).to.equal(1);
      expect(cheap.guarantorsLost).to.equal(0n);
      expect(dear.judgedByCircle).to.equal(0);
      // All but the fee of a seat that a name with debts earned.
      expect(dear.guarantorsLost).to.equal(1_000n - 18n);
    });
  });

  describe("hung juries", () => {
    it("goes up to the circle in twelve days, and gains nothing there", () => {
      const { gain, harm, compensated, claimSeconds, judgedByCircle } = play("hung juries");

      expect({ gain, harm, compensated, claimSeconds, judgedByCircle }).to.deep.equal({
        gain: 0n,
        harm: 100n,
        compensated: 100n,
        claimSeconds: [12n * DAY],
        judgedByCircle: 1,
      });
    });
  });

  describe("bribery", () => {
    it("gains half the case less its debts if nobody at all votes", () => {
      const { gain, loss } = play("bribery", "100 % of all members bribed to stay away");

      // 480 of the price, 250 of the receiver's bond, less the 50 that guarantors paid and collect.
      expect({ gain, loss }).to.deep.equal({ gain: 680n, loss: 780n });
    });
  });

  describe("leaving", () => {
    it("costs the guarantor what staying costs", () => {
      const [left, stayed] = [play("leaving"), play("leaving", "stays (for comparison)")];

      expect(left.gain).to.equal(-50n);
      expect(left).to.deep.equal(stayed);
    });
  });

  describe("packing", () => {
    it("gains nothing against a victim who appeals", () => {
      const { gain, compensated } = play("packing");

      expect({ gain, compensated }).to.deep.equal({ gain: 0n, compensated: 1_000n });
    });

    it("gains the goods and the bond of a victim who does not", () => {
      const { gain, loss } = play("packing", "both, and the victim does not appeal");

      expect({ gain, loss }).to.deep.equal({ gain: 1_500n, loss: 1_500n });
    });
  });

  describe("circles", () => {
    it("gains the honest pledges at the top, though four orders were taken", () => {
      const { gain, harm, guarantorsLost } = play("circles");

      expect({ gain, harm, guarantorsLost }).to.deep.equal({
        gain: 1_000n,
        harm: 4n * (500n + 100n),
        guarantorsLost: 1_000n,
      });
    });
  });

  describe("dragging", () => {
    it("gains nothing, and makes the provider wait for eighteen days", () => {
      const { gain, loss, claimSeconds } = play("dragging");

      expect({ gain, loss, claimSeconds }).to.deep.equal({
        gain: 0n,
        loss: 18n,
        claimSeconds: [18n * DAY],
      });
    });
  });

  describe("vanishing", () => {
    it("gains the advance that the bond covered, at the guarantors' cost", () => {
      const { gain, guarantorsLost, premiums, harm, compensated } = play("vanishing");

      expect({ gain, guarantorsLost, premiums, harm, compensated }).to.deep.equal({
        gain: 480n,
        guarantorsLost: 500n,
        premiums: 20n,
        harm: 600n,
        compensated: 500n,
      });
    });

    it("<COV-6> a victim who stands behind the thief's guarantor pays a part of it", () => {
      const { harm, compensated } = play("vanishing", undefined, {}, 0);

      expect({ harm, compensated }).to.deep.equal({ harm: 600n, compensated: 375n });
    });

    it("gains nothing without an advance", () => {
      expect(play("vanishing", "nothing in advance").gain).to.equal(0n);
    });
  });

  describe("the books", () => {
    it("<COV-1> meet after every way to play every strategy, dice and all", () => {
      const habits = { attendance: 0.5, error: 0.3, alertness: 0.5, insight: 0.5 };
      for (const { name, variants } of STRATEGIES) {
        for (const variant of variants) {
          const { gain, loss } = laboratory.play(variant, certain(habits), 3);
          expect(loss >= gain, `${name}, ${variant.name}`).to.equal(true);
        }
      }
    });

    it("<COV-4> never show honest guarantors losing more than they pledged for the attackers", () => {
      const setting = certain({ attendance: 0.5, error: 0.3, alertness: 0.3, insight: 0.3 });
      for (const { name, variants } of STRATEGIES.slice(1)) {
        for (const trial of [1, 2, 3]) {
          const { guarantorsLost, trust } = laboratory.play(variants[0], setting, trial);
          expect(guarantorsLost <= trust, `${name}, trial ${trial}`).to.equal(true);
        }
      }
    });

    it("end a play in which money came from nowhere", () => {
      const forging = {
        name: "forging",
        play: (scene: Parameters<ReturnType<typeof variantOf>["play"]>[0]): void => {
          const wallet = scene.wallet(1n);
          scene.world = { ...scene.world, wallets: put(scene.world.wallets, wallet, 2n ** 40n) };
        },
      };

      expect(() => laboratory.play(forging, certain(), 0)).to.throw("and 0 was made");
    });

    it("end a play in which the vault was robbed", () => {
      const robbing = {
        name: "robbing",
        play: (scene: Parameters<ReturnType<typeof variantOf>["play"]>[0]): void => {
          scene.world = { ...scene.world, balance: scene.world.balance - 1n };
        },
      };

      expect(() => laboratory.play(robbing, certain(), 0)).to.throw("INV-1: books of");
    });
  });

  it("plays the same trial the same way, and another one otherwise", () => {
    const variant = variantOf("honest");
    const setting = certain({ attendance: 0.5 });
    const again = new Laboratory(community, 1, 1);

    expect(again.play(variant, setting, 0)).to.deep.equal(laboratory.play(variant, setting, 0));
    expect(again.play(variant, setting, 7)).not.to.deep.equal(laboratory.play(variant, setting, 0));
  });
});
