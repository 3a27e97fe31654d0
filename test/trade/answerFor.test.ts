import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { disputeId, Side } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import { changes } from "../vault/changes";
import {
  ClaimKind,
  deployTrade,
  DURATION,
  EVIDENCE,
  INSPECTION,
  StageState,
  type TradeFixture,
} from "./tradeFixture";

interface Claimed extends TradeFixture {
  chain: bigint;
  /** The founders who stand for the provider's guarantor in slot 0 and for the one in slot 1, two steps up. */
  above: readonly [MemberHandle, MemberHandle];
  /** When the time to answer ends. */
  ends: bigint;
}

/** A default of 250 is claimed. */
async function deployClaimed(): Promise<Claimed> {
  const fixture = await deployTrade();
  const chain = await fixture.activeChain();
  await fixture.claimDefault(chain, 250n);
  const [first, second] = fixture.founders;
  if (first === undefined || second === undefined) throw new Error("There are founders");
  const ends = (await fixture.trade.stageOf(chain, 0)).mark + 3n * DAY;
  return { ...fixture, chain, above: [first, second], ends };
}

describe("TradeChains.answerFor", () => {
  describe("given a claim that silence would concede", () => {
    for (const [title, steps, path] of [
      ["the guarantor in slot 0", 1, 0n],
      ["the guarantor in slot 1", 1, 1n],
      ["a guarantor's guarantor", 2, 0b00n],
      ["the other one's guarantor", 2, 0b11n],
      ["a founder who is reached with steps left", 6, 0b110101n],
    ] as const) {
      it(`<CHN-5> ${title} answers for the party, and the court opens when the window ends`, async () => {
        const fixture = await loadFixture(deployClaimed);
        const { trade, court, graph, membership, provider, chain, ends, impersonate } = fixture;
        const snapshot = await trade.snapshotOf(chain, 0);
        const holder = await graph.seatHolder(provider.id, 0n, path, steps, snapshot);
        const wallet = await impersonate((await membership.member(holder)).wallet);
        const dispute = disputeId(chain, 0);

        expect(
          await changes(fixture, async () => {
            const answered = trade.connect(wallet).answerFor(chain, 0, steps, path, EVIDENCE);
            await expect(answered)
              .to.emit(trade, "ClaimAnswered")
              .withArgs(chain, 0n, 2n, holder, 0n, EVIDENCE)
              .and.to.emit(court, "OpeningScheduled")
              .withArgs(dispute, ends);
            await expect(answered).not.to.emit(trade, "StageDisputed");
          }),
        ).to.deep.equal({});
        expect(await trade.stageOf(chain, 0)).to.deep.equal([
          ...[10n, 11n, 1_000n, 300n],
          ...[200n, DURATION, INSPECTION, 0n, ends - 3n * DAY, StageState.Claimed, 0n, 2n],
          ...[250n, 0n, 3n * DAY, ClaimKind.Default, BigInt(Side.Receiver), true, false],
        ]);
        expect((await court.disputeOf(dispute)).deadline).to.equal(ends);
      });
    }

    it("<CHN-5> the party can still answer itself, with a counterclaim", async () => {
      const { trade, provider, above, chain, stateOf } = await loadFixture(deployClaimed);
      await trade.connect(above[0].wallet).answerFor(chain, 0, 2, 0n, EVIDENCE);

      await trade.connect(provider.wallet).answer(chain, 0, 200n, EVIDENCE);

      expect(await stateOf(chain)).to.equal(StageState.Disputed);
    });

    it("<CHN-5> once is enough, whoever it was", async () => {
      const { trade, providerGuarantors, above, chain } = await loadFixture(deployClaimed);
      await trade.connect(providerGuarantors[1].wallet).answer(chain, 0, 0n, EVIDENCE);

      await expect(trade.connect(above[0].wallet).answerFor(chain, 0, 2, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "AlreadyAnswered")
        .withArgs(chain, 0n);
    });
  });

  describe("given a claim that goes to the court anyway", () => {
    it("<CHN-5> is answered without a word to the court", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, activeChain, provider, receiverGuarantors } = fixture;
      const chain = await activeChain();
      await trade
        .connect(provider.wallet)
        .claim(chain, 0, ClaimKind.Obstruction, 200n, EVIDENCE, false);
      const [, { id, wallet }] = receiverGuarantors;

      const answered = trade.connect(wallet).answerFor(chain, 0, 1, 1n, EVIDENCE);

      await expect(answered)
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, id, 0n, EVIDENCE);
      await expect(answered).not.to.emit(court, "OpeningScheduled");
    });
  });

  describe("given a claimant who stands between the party and the caller", () => {
    it("<CHN-5> the way may pass through the claimant, though a seat's may not", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, graph, receiver, receiverGuarantors, join, newWallet, deposit, warp } =
        fixture;
      // The claimant is the only one above the middle name whom honest people stand for.
      const middle = await join(await newWallet(), [receiver, fixture.outsider]);
      const thief = await join(await newWallet(), [middle, fixture.outsider]);
      await deposit(thief, 300n);
      await warp(1n);
      const chain = await fixture.propose([{ provider: thief.id }], receiver);
      for (const { wallet } of [thief, receiver]) await trade.connect(wallet).accept(chain);
      await fixture.claimDefault(chain, 250n);
      const snapshot = await trade.snapshotOf(chain, 0);
      const [{ id, wallet }] = receiverGuarantors;

      expect(await graph.seatHolder(thief.id, receiver.id, 0n, 3, snapshot)).to.equal(0n);
      await expect(trade.connect(wallet).answerFor(chain, 0, 3, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, id, 0n, EVIDENCE);
    });
  });

  describe("when the caller may not answer", () => {
    it("<CHN-5> refuses whoever the way does not lead to, and names who is there", async () => {
      const fixture = await loadFixture(deployClaimed);
      const { trade, provider, receiver, outsider, providerGuarantors, above, chain } = fixture;

      for (const caller of [provider, receiver, outsider, above[0], providerGuarantors[1]]) {
        await expect(trade.connect(caller.wallet).answerFor(chain, 0, 1, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(trade, "WrongMember")
          .withArgs(caller.id, providerGuarantors[0].id);
      }
      expect((await trade.stageOf(chain, 0)).answered).to.equal(false);
    });

    it("<CHN-5> refuses the claimant's own guarantors", async () => {
      const { trade, receiverGuarantors, providerGuarantors, chain } =
        await loadFixture(deployClaimed);
      const [{ id, wallet }] = receiverGuarantors;

      await expect(trade.connect(wallet).answerFor(chain, 0, 1, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(id, providerGuarantors[0].id);
    });

    it("<CHN-5> guarantors of the snapshot answer, not those of today", async () => {
      const fixture = await loadFixture(deployClaimed);
      const { trade, graph, provider, providerGuarantors, outsider, horizon, chain } = fixture;
      await graph.connect(provider.wallet).nominate(0, outsider.id, 0n);
      await graph.connect(outsider.wallet).vouch(provider.wallet, 0, 0n, horizon, 0n);
      const [former] = providerGuarantors;

      await expect(trade.connect(outsider.wallet).answerFor(chain, 0, 1, 0n, EVIDENCE))
        .to.be.revertedWithCustomError(trade, "WrongMember")
        .withArgs(outsider.id, former.id);
      await expect(trade.connect(former.wallet).answerFor(chain, 0, 1, 0n, EVIDENCE))
        .to.emit(trade, "ClaimAnswered")
        .withArgs(chain, 0n, 2n, former.id, 0n, EVIDENCE);
    });

    for (const steps of [0, 7]) {
      it(`<CHN-5> refuses a way of ${steps} steps`, async () => {
        const { trade, graph, above, chain } = await loadFixture(deployClaimed);

        await expect(trade.connect(above[0].wallet).answerFor(chain, 0, steps, 0n, EVIDENCE))
          .to.be.revertedWithCustomError(graph, "TooManySteps")
          .withArgs(steps);
      });
    }

    it("<CHN-5> refuses a path with more bits than steps", async () => {
      const { trade, graph, above, chain } = await loadFixture(deployClaimed);

      await expect(trade.connect(above[0].wallet).answerFor(chain, 0, 2, 4n, EVIDENCE))
        .to.be.revertedWithCustomError(graph, "PathTooLong")
        .withArgs(4n, 2);
    });

    it("<CHN-5> refuses a wallet without a card", async () => {
      const { trade, stranger, chain } = await loadFixture(deployClaimed);

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
        const { trade, above, chain, ends, at } = await loadFixture(deployClaimed);
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
