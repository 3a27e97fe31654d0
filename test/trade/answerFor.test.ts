import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { claimedIn, deployBacked, deployUnclaimed, unclaimedIn, type Backed } from "./backed";
import {
  ClaimKind,
  deployTrade,
  deployTradeWithFees,
  DURATION,
  EVIDENCE,
  INSPECTION,
  StageState,
} from "./tradeFixture";

/** Eight seats at 5. */
const NEXT_PANEL = 40n;

describe("TradeChains.answerFor", () => {
  describe("given a claim that silence would concede", () => {
    for (const [title, steps, path] of [
      ["the guarantor in slot 0", 1, 0b0n],
      ["the guarantor in slot 1", 1, 0b1n],
      ["the guarantor's guarantor in slot 0", 2, 0b00n],
      ["the guarantor's guarantor in slot 1", 2, 0b01n],
    ] as const) {
      it(`<CHN-5> ${title} answers for the party, and the court opens when the window ends`, async () => {
        const fixture = await loadFixture(deployBacked);
        const { trade, court, chain, ends, above, below, name, poor } = fixture;
        const { id, wallet } =
          steps === 1 ? (path === 0n ? name : below) : above[path === 0n ? 0 : 1];
        const dispute = disputeId(chain, 0);

        expect(
          await changes(fixture, async () => {
            const answered = trade.connect(wallet).answerFor(chain, 0, steps, path, EVIDENCE);
            await expect(answered)
              .to.emit(trade, "ClaimAnswered")
              .withArgs(chain, 0n, 2n, id, 0n, EVIDENCE)
              .and.to.emit(court, "OpeningScheduled")
              .withArgs(dispute, ends);
            await expect(answered).not.to.emit(trade, "StageDisputed");
          }),
        ).to.deep.equal({});
        expect(await trade.stageOf(chain, 0)).to.deep.equal([
          ...[poor.id, 11n, 1_000n, 250n],
          ...[200n, DURATION, INSPECTION, 0n, ends - 3n * DAY, StageState.Claimed, 0n, 2n],
          ...[250n, 0n, 3n * DAY, ClaimKind.Default, BigInt(Side.Receiver), true, false],
        ]);
        expect((await court.disputeOf(dispute)).deadline).to.equal(ends);
      });
    }

    it("<CHN-5> the party can still answer itself, with a counterclaim", async () => {
      const { trade, poor, above, chain, stateOf } = await loadFixture(deployBacked);
      await trade.connect(above[0].wallet).answerFor(chain, 0, 2, 0n, EVIDENCE);

      await trade.connect(poor.wallet).answer(chain, 0, 200n, EVIDENCE);

      expect(await stateOf(chain)).to.equal(StageState.Disputed);
    });

    it("<CHN-5> once is enough, whoever it was", async () => {
      const { trade, below, above, chain } = await loadFixture(deployBacked);
      await trade.connect(below.wallet).answer(chain, 0, 0n, EVIDENCE);

      await expect(trade.connect(above[0].wallet).answerFor(chain, 0, 2, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "AlreadyAnswered")
        .withArgs(chain, 0n);
    });
  });

  describe("given a guarantor who has left, and whose pledge is in use", () => {
    it("<CHN-5> <SUR-4> answers still", async () => {
      const { trade, graph, name, above, chain } = await loadFixture(deployBacked);
      await graph.connect(above[1].wallet).withdrawSurety(name.id, 1);

      await expect(trade.connect(above[1].wallet).answerFor(chain, 0, 2, 1n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, above[1].id, 0n, EVIDENCE);
    });
  });

  describe("given a claim that goes to the court anyway", () => {
    it("<CHN-5> is answered without a word to the court", async () => {
      const { trade, court, receiver, below, chain } = await loadFixture(deployUnclaimed);
      await trade
        .connect(receiver.wallet)
        .claim(chain, 0, ClaimKind.Obstruction, 250n, EVIDENCE, false);

      const answered = trade.connect(below.wallet).answerFor(chain, 0, 1, 1n, EVIDENCE);

      await expect(answered)
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, below.id, 0n, EVIDENCE);
      await expect(answered).not.to.emit(court, "OpeningScheduled");
      expect((await trade.stageOf(chain, 0)).answered).to.equal(true);
    });
  });

  describe("when the caller may not answer", () => {
    it("<CHN-5> refuses whoever the way does not lead to, and names who is there", async () => {
      const { trade, below, name, above, founders, chain } = await loadFixture(deployBacked);

      for (const caller of [below, above[0], founders[0]]) {
        await expect(trade.connect(caller.wallet).answerFor(chain, 0, 1, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(trade, "WrongMember")
          .withArgs(caller.id, name.id);
      }
      expect((await trade.stageOf(chain, 0)).answered).to.equal(false);
    });

    it("<CHN-5> refuses a guarantor's guarantor who has no money in the bond", async () => {
      const { trade, founders, chain } = await loadFixture(deployBacked);

      // The founders stand for the guarantor in slot 1, and for those two steps up.
      for (const [steps, path] of [
        [2, 0b10n],
        [3, 0b000n],
      ] as const) {
        await expect(trade.connect(founders[0].wallet).answerFor(chain, 0, steps, path, EVIDENCE))
          .to.be.revertedWithCustomError(trade, "WrongMember")
          .withArgs(founders[0].id, 0n);
      }
    });

    for (const who of ["poor", "receiver"] as const) {
      it(`<CHN-5> refuses a party: the ${who === "poor" ? "provider" : who}`, async () => {
        const fixture = await loadFixture(deployBacked);
        const { trade, chain } = fixture;

        await expect(trade.connect(fixture[who].wallet).answerFor(chain, 0, 1, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(trade, "IsAParty")
          .withArgs(chain, 0n, fixture[who].id);
      });
    }

    for (const steps of [0, 7]) {
      it(`<CHN-5> refuses a way of ${steps} steps`, async () => {
        const { trade, vault, above, chain } = await loadFixture(deployBacked);

        await expect(trade.connect(above[0].wallet).answerFor(chain, 0, steps, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(vault, "TooManySteps")
          .withArgs(steps);
      });
    }

    it("<CHN-5> refuses a path with more bits than steps", async () => {
      const { trade, vault, above, chain } = await loadFixture(deployBacked);

      await expect(trade.connect(above[0].wallet).answerFor(chain, 0, 2, 4n, EVIDENCE))
        .to.be.revertedWithCustomError(vault, "PathTooLong")
        .withArgs(4n, 2);
    });

    it("<CHN-5> refuses a wallet without a card", async () => {
      const { trade, stranger, chain } = await loadFixture(deployBacked);

      await expect(trade.connect(stranger).answerFor(chain, 0, 1, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    it("<CHN-5> <CHN-13> refuses where nothing is claimed", async () => {
      const { trade, activeChain, providerGuarantors } = await loadFixture(deployTrade);
      const chain = await activeChain();

      await expect(trade.connect(providerGuarantors[0].wallet).answerFor(chain, 0, 1, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "WrongStageState")
        .withArgs(chain, 0n, StageState.Open);
    });
  });

  describe("when the window ends", () => {
    for (const late of [-1n, 0n, 1n]) {
      it(`<CHN-5> ${late < 0n ? "takes" : "refuses"} the answer ${late} seconds from the end of the window`, async () => {
        const { trade, above, chain, ends, at } = await loadFixture(deployBacked);
        await at(ends + late);
        const call = trade.connect(above[0].wallet).answerFor(chain, 0, 2, 0n, EVIDENCE);

        if (late < 0n) await expect(call).to.emit(trade, "ClaimAnswered");
        else {
          await expect(call)
            .to.be.revertedWithCustomError(trade, "TooLate")
            .withArgs(ends + late, ends);
        }
      });
    }
  });
});

describe("TradeChains.appealFor", () => {
  /** Three judges of the first round have ruled 100 per cent against the poor provider. */
  async function deployRuled(): Promise<Backed> {
    return ruledIn(await deployBacked());
  }

  /** The same where a seat costs 5. */
  async function deployRuledWithFees(): Promise<Backed> {
    return ruledIn(await claimedIn(await unclaimedIn(await deployTradeWithFees())));
  }

  async function ruledIn(fixture: Backed): Promise<Backed> {
    const { trade, poor, chain, parameters, warp } = fixture;
    await trade.connect(poor.wallet).answer(chain, 0, 0n, EVIDENCE);
    const { dispute } = await trade.namesOf(chain, 0);
    const judges = [fixture.name, fixture.below, ...fixture.receiverGuarantors];
    for (const [seat, { wallet }] of judges.entries()) {
      await fixture.court.connect(wallet).vote(dispute, 0, 1n << BigInt(seat), 10_000n);
    }
    await warp(parameters.voteWindow);
    return fixture;
  }

  for (const [title, steps, path] of [
    ["a guarantor", 1, 1n],
    ["a guarantor's guarantor", 2, 1n],
  ] as const) {
    it(`<CRT-5> ${title} behind the bond appeals for the party`, async () => {
      const fixture = await loadFixture(deployRuled);
      const { trade, court, chain, below, above } = fixture;
      const { id, wallet } = steps === 1 ? below : above[1];
      const { dispute } = await trade.namesOf(chain, 0);
      const before = await trade.stageOf(chain, 0);

      await expect(trade.connect(wallet).appealFor(chain, 0, Side.Provider, steps, path, false))
        .to.emit(court, "Appealed")
        .withArgs(dispute, 0n, BigInt(Side.Provider), id);

      expect(await trade.stageOf(chain, 0)).to.deep.equal(before);
    });
  }

  it("<CRT-5> nobody appeals for a side whose bond they do not back", async () => {
    const { trade, below, chain } = await loadFixture(deployRuled);

    await expect(trade.connect(below.wallet).appealFor(chain, 0, Side.Receiver, 1, 1n, false))
      .to.be.revertedWithCustomError(trade, "WrongMember")
      .withArgs(below.id, 0n);
  });

  it("<CRT-5> a party uses the court's own appeal", async () => {
    const { trade, poor, receiver, chain } = await loadFixture(deployRuled);

    for (const { id, wallet } of [poor, receiver]) {
      await expect(trade.connect(wallet).appealFor(chain, 0, Side.Provider, 1, 0n, false))
        .to.be.revertedWithCustomError(trade, "IsAParty")
        .withArgs(chain, 0n, id);
    }
  });

  for (const fromWallet of [false, true]) {
    it(`<CRT-5> takes the fee of the next panel from the ${fromWallet ? "wallet" : "deposit"} of who appeals`, async () => {
      const scene = await loadFixture(deployRuledWithFees);
      const { trade, court, vault, below, chain, token, fund, deposit } = scene;
      const { dispute } = await trade.namesOf(chain, 0);
      await deposit(below, NEXT_PANEL);
      await fund(below.wallet, NEXT_PANEL);
      const { free } = await vault.account(below.id);
      const pool = await vault.feesOf(dispute);

      await trade.connect(below.wallet).appealFor(chain, 0, Side.Provider, 1, 1n, fromWallet);

      expect(await court.appellantOf(dispute, 1)).to.equal(below.id);
      expect(await vault.feesOf(dispute)).to.equal(pool + NEXT_PANEL);
      expect((await vault.account(below.id)).free).to.equal(fromWallet ? free : free - NEXT_PANEL);
      expect(await token.balanceOf(below.wallet)).to.equal(fromWallet ? 0n : NEXT_PANEL);
    });
  }

  it("<CRT-5> refuses a stage without a dispute, and one that is closed", async () => {
    const { trade, court, below, chain, poor, receiver, propose, accept, deposit } =
      await loadFixture(deployRuled);
    await deposit(poor, 10n);
    const open = await propose([{ provider: poor.id, providerBond: 0n }], poor);
    await accept(open, [poor, receiver]);

    await expect(trade.connect(below.wallet).appealFor(open, 0, Side.Provider, 1, 1n, false))
      .to.be.revertedWithCustomError(trade, "WrongStageState")
      .withArgs(open, 0n, StageState.Open);
    await trade.connect(poor.wallet).proposeSettlement(chain, 0, 0n, 0n, Side.Provider);
    await trade.connect(receiver.wallet).acceptSettlement(chain, 0, 0n, 0n, Side.Provider);
    await expect(trade.connect(below.wallet).appealFor(chain, 0, Side.Provider, 1, 1n, false))
      .to.be.revertedWithCustomError(trade, "WrongStageState")
      .withArgs(chain, 0n, StageState.Closed);
    expect((await court.disputeOf(disputeId(chain, 0))).state).to.equal(6n);
  });

  it("<CRT-5> refuses a stage whose outcome is fixed", async () => {
    const { trade, below, chain, parameters, warp } = await loadFixture(deployRuled);
    await warp(parameters.appealWindow);
    await trade.conclude(chain, 0);
    expect((await trade.stageOf(chain, 0)).state).to.equal(StageState.Remedy);

    await expect(trade.connect(below.wallet).appealFor(chain, 0, Side.Provider, 1, 1n, false))
      .to.be.revertedWithCustomError(trade, "WrongStageState")
      .withArgs(chain, 0n, StageState.Remedy);
  });

  it("<CRT-5> refuses where there is no ruling to appeal", async () => {
    const { trade, court, below, chain } = await loadFixture(deployBacked);
    const { dispute } = await trade.namesOf(chain, 0);

    await expect(trade.connect(below.wallet).appealFor(chain, 0, Side.Provider, 1, 1n, false))
      .to.be.revertedWithCustomError(court, "NotAppealable")
      .withArgs(dispute, 1n);
  });
});
