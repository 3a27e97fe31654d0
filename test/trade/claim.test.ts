import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256 } from "ethers";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { extend } from "./extensions";
import { WINDOW } from "./remedies";
import {
  ClaimKind,
  deployTrade,
  deployTradeWithFees,
  DURATION,
  EVIDENCE,
  INSPECTION,
  StageState,
  type StageOverrides,
  type TradeFixture,
} from "./tradeFixture";

type KindName = Exclude<keyof typeof ClaimKind, "None">;

/** A stage that a claim of a kind can be made about. */
async function claimable(
  { activeChain, deliver, trade, at, now }: TradeFixture,
  kind: KindName,
  stage: StageOverrides = {},
): Promise<bigint> {
  const chain = await activeChain([stage]);
  if (kind === "Defect") await deliver(chain);
  if (kind === "Default") {
    const due = await trade.dueOf(chain, 0);
    if ((await now()) < due) await at(due);
  }
  return chain;
}

describe("TradeChains.claim", () => {
  for (const [kind, side] of [
    ["Default", "receiver"],
    ["Defect", "receiver"],
    ["Obstruction", "receiver"],
    ["Obstruction", "provider"],
    ["EarlyBreach", "receiver"],
    ["EarlyBreach", "provider"],
  ] as const) {
    it(`<CHN-5> the ${side} claims ${kind}, and the court files a dispute`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, receiver, provider, now, at } = fixture;
      const chain = await claimable(fixture, kind);
      const { snapshot } = await trade.chainOf(chain);
      const claimant = side === "receiver" ? Side.Receiver : Side.Provider;
      const sequence = kind === "Defect" ? 2n : 1n;
      const clock = kind === "Default" ? await trade.dueOf(chain, 0) : (await now()) + 60n;
      // Where silence does not concede, the court opens by itself when the time to answer ends.
      const opensAt = kind === "Default" || kind === "Defect" ? 0n : clock + WINDOW;
      await at(clock);

      expect(
        await changes(fixture, async () => {
          await expect(
            trade
              .connect(fixture[side].wallet)
              .claim(chain, 0, ClaimKind[kind], 120n, EVIDENCE, false),
          )
            .to.emit(trade, "StageClaimed")
            .withArgs(chain, 0n, sequence, ClaimKind[kind], claimant, 120n, EVIDENCE)
            .and.to.emit(court, "DisputeFiled")
            .withArgs(disputeId(chain, 0), provider.id, receiver.id, snapshot, claimant, opensAt);
        }),
      ).to.deep.equal({});
      expect(await trade.stageOf(chain, 0)).to.deep.equal([
        ...[10n, 11n, 1_000n, 300n],
        ...[200n, DURATION, INSPECTION, 0n, clock, StageState.Claimed, 0n, sequence],
        ...(side === "receiver" ? [120n, 0n] : [0n, 120n]),
        ...[WINDOW, ClaimKind[kind], BigInt(claimant), false, false],
      ]);
    });
  }

  describe("given payees", () => {
    for (const [who, members, others] of [
      ["the provider", [10n], false],
      ["the receiver", [11n], false],
      ["both sides", [10n, 11n], false],
      ["somebody else", [12n], true],
      ["both sides and somebody else", [10n, 11n, 12n], true],
      ["a guarantor of the provider", [6n], true],
    ] as const) {
      for (const kind of ["Default", "Defect"] as const) {
        it(`<CHN-5> the court ${others ? "will open" : "does not open"} for a ${kind} by itself if the payee is ${who}`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, court, receiver, provider } = fixture;
          const payees = members.map((member) => ({ member, shareBps: 1_000n }));
          const chain = await claimable(fixture, kind, { payees });
          const { snapshot } = await trade.chainOf(chain);

          const claimed = trade
            .connect(receiver.wallet)
            .claim(chain, 0, ClaimKind[kind], 1n, EVIDENCE, false);

          await claimed;
          const ends = (await trade.stageOf(chain, 0)).mark + WINDOW;
          await expect(claimed)
            .to.emit(court, "DisputeFiled")
            .withArgs(
              ...[disputeId(chain, 0), provider.id, receiver.id, snapshot, Side.Receiver],
              others ? ends : 0n,
            );
          expect((await court.disputeOf(disputeId(chain, 0))).deadline).to.equal(
            others ? ends : 0n,
          );
        });
      }
    }
  });

  for (const kind of ["Default", "Defect"] as const) {
    it(`<CHN-5> ${kind} is not the provider's to claim`, async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider } = fixture;
      const chain = await claimable(fixture, kind);

      await expect(
        trade.connect(provider.wallet).claim(chain, 0, ClaimKind[kind], 1n, EVIDENCE, false),
      )
        .to.be.revertedWithCustomError(trade, "WrongSide")
        .withArgs(chain, 0n, Side.Receiver);
    });
  }

  describe("when time decides", () => {
    it("<CHN-5> refuses a default in the last second before it is due", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, receiver, at } = fixture;
      const chain = await activeChain();
      const due = await trade.dueOf(chain, 0);
      await at(due - 1n);

      await expect(
        trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Default, 1n, EVIDENCE, false),
      )
        .to.be.revertedWithCustomError(trade, "TooEarly")
        .withArgs(due - 1n, due);
    });

    for (const late of [0n, 1n]) {
      it(`<CHN-5> takes it ${late} seconds after it was due`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, activeChain, receiver, at, stateOf } = fixture;
        const chain = await activeChain();
        await at((await trade.dueOf(chain, 0)) + late);

        await trade
          .connect(receiver.wallet)
          .claim(chain, 0, ClaimKind.Default, 1n, EVIDENCE, false);

        expect(await stateOf(chain)).to.equal(StageState.Claimed);
      });
    }

    it("<CHN-5> takes an early breach after the stage was due, too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, provider, at, stateOf } = fixture;
      const chain = await activeChain();
      await at((await trade.dueOf(chain, 0)) + DAY);

      await trade
        .connect(provider.wallet)
        .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);

      expect(await stateOf(chain)).to.equal(StageState.Claimed);
    });

    it("<CHN-5> <CHN-8> an agreed extension moves the time", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, activeChain, receiver, at } = fixture;
      const chain = await activeChain();
      const due = (await trade.dueOf(chain, 0)) + 5n * DAY;
      await extend(fixture, chain, DURATION + 5n * DAY);
      const claim = () =>
        trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Default, 1n, EVIDENCE, false);

      await at(due - 1n);
      await expect(claim())
        .to.be.revertedWithCustomError(trade, "TooEarly")
        .withArgs(due - 1n, due);
      await at(due);
      await claim();
      // The response window has taken the extension's place.
      expect((await trade.stageOf(chain, 0)).extension).to.equal(3n * DAY);
    });

    it("<CHN-5> takes a defect in the last second of the inspection", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, at, stateOf } = fixture;
      const chain = await claimable(fixture, "Defect");
      await at((await trade.stageOf(chain, 0)).mark + INSPECTION - 1n);

      await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false);

      expect(await stateOf(chain)).to.equal(StageState.Claimed);
    });

    for (const late of [0n, 1n]) {
      it(`<CHN-5> refuses it ${late} seconds after`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, receiver, at } = fixture;
        const chain = await claimable(fixture, "Defect");
        const ends = (await trade.stageOf(chain, 0)).mark + INSPECTION;
        await at(ends + late);

        await expect(
          trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false),
        )
          .to.be.revertedWithCustomError(trade, "TooLate")
          .withArgs(ends + late, ends);
      });
    }
  });

  describe("when an amount is claimed", () => {
    for (const [side, bond] of [
      ["receiver", 300n],
      ["provider", 200n],
    ] as const) {
      for (const amount of [1n, bond]) {
        it(`<CHN-5> the ${side} may claim ${amount}`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade } = fixture;
          const chain = await claimable(fixture, "EarlyBreach");

          await trade
            .connect(fixture[side].wallet)
            .claim(chain, 0, ClaimKind.EarlyBreach, amount, EVIDENCE, false);

          const { receiverClaim, providerClaim } = await trade.stageOf(chain, 0);
          expect(receiverClaim + providerClaim).to.equal(amount);
        });
      }
      for (const amount of [0n, bond + 1n, MaxUint256]) {
        it(`<CHN-5> the ${side} may not claim ${amount}`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade } = fixture;
          const chain = await claimable(fixture, "EarlyBreach");

          await expect(
            trade
              .connect(fixture[side].wallet)
              .claim(chain, 0, ClaimKind.EarlyBreach, amount, EVIDENCE, false),
          )
            .to.be.revertedWithCustomError(trade, "ClaimOutOfRange")
            .withArgs(amount, 1n, bond);
        });
      }
    }

    it("<CHN-5> of a side without a bond nothing is claimed", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, stateOf } = fixture;
      const chain = await claimable(fixture, "Default", { providerBond: 0n });
      const claim = (amount: bigint) =>
        trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Default, amount, EVIDENCE, false);

      await expect(claim(1n))
        .to.be.revertedWithCustomError(trade, "ClaimOutOfRange")
        .withArgs(1n, 0n, 0n);
      await claim(0n);
      expect(await stateOf(chain)).to.equal(StageState.Claimed);
    });
  });

  describe("when somebody may not claim", () => {
    it("<CHN-5> refuses others than the two sides, guarantors too", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider, receiverGuarantors } = fixture;
      const chain = await claimable(fixture, "Default");

      for (const { id, wallet } of [outsider, receiverGuarantors[0]]) {
        await expect(trade.connect(wallet).claim(chain, 0, ClaimKind.Default, 1n, EVIDENCE, false))
          .to.be.revertedWithCustomError(trade, "NotAParty")
          .withArgs(chain, 0n, id);
      }
    });

    it("<CHN-5> refuses a wallet without a card", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, stranger } = fixture;
      const chain = await claimable(fixture, "Default");

      await expect(trade.connect(stranger).claim(chain, 0, ClaimKind.Default, 1n, EVIDENCE, false))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    it("<CHN-5> refuses a claim of no kind", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const chain = await claimable(fixture, "Default");

      await expect(
        trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.None, 1n, EVIDENCE, false),
      )
        .to.be.revertedWithCustomError(trade, "InvalidClaimKind")
        .withArgs(ClaimKind.None);
    });
  });

  describe("given a seat fee", () => {
    it("<CRT-5> the claimant pays the first panel from their deposit", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { claimDefault, activeChain } = fixture;
      const chain = await activeChain();

      expect(await changes(fixture, () => claimDefault(chain))).to.deep.equal({
        "member 11 free": -20n,
        fees: 20n,
      });
    });

    it("<CRT-5> or straight from their wallet", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, token, fund, receiver } = fixture;
      const chain = await claimable(fixture, "EarlyBreach");
      await fund(receiver.wallet, 20n);

      expect(
        await changes(fixture, () =>
          trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, true),
        ),
      ).to.deep.equal({ fees: 20n, balance: 20n });
      expect(await token.balanceOf(receiver.wallet)).to.equal(0n);
    });

    it("<CRT-5> without it there is no claim", async () => {
      const fixture = await loadFixture(deployTradeWithFees);
      const { trade, vault, provider, stateOf } = fixture;
      const chain = await claimable(fixture, "EarlyBreach");
      await vault.connect(provider.wallet).withdraw(9_681n, provider.wallet);

      await expect(
        trade.connect(provider.wallet).claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false),
      )
        .to.be.revertedWithCustomError(vault, "InsufficientDeposit")
        .withArgs(provider.id, 20n, 19n);
      expect(await stateOf(chain)).to.equal(StageState.Open);
    });
  });

  it("<CHN-5> a stage carries one claim at a time", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider } = fixture;
    const chain = await claimable(fixture, "Default");
    await fixture.claimDefault(chain);

    await expect(
      trade.connect(provider.wallet).claim(chain, 0, ClaimKind.Obstruction, 1n, EVIDENCE, false),
    )
      .to.be.revertedWithCustomError(trade, "WrongStageState")
      .withArgs(chain, 0n, StageState.Claimed);
  });
});
