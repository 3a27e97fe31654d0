import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { disputeId } from "../../scripts/lib/names";
import { DAY } from "../support/community";
import { changes } from "../vault/changes";
import { WINDOW } from "./remedies";
import { breach } from "./settlements";
import {
  ClaimKind,
  deployTrade,
  EVIDENCE,
  StageState,
  type StageOverrides,
  type TradeFixture,
} from "./tradeFixture";

const VOTES = 3n * DAY;
const ALL: readonly bigint[] = [6_000n, 6_000n, 6_000n, 6_000n];

interface Unanswered {
  chain: bigint;
  /** The end of the response window. */
  ends: bigint;
}

const othersPaid: StageOverrides = { payees: [{ member: 12n, shareBps: 1n }] };

/** Claims of 250 that silence takes to the court. */
const CLAIMS: Readonly<Record<string, (fixture: TradeFixture) => Promise<Unanswered>>> = {
  "an obstruction": (fixture) => claimed(fixture, "Obstruction"),
  "an early breach": (fixture) => claimed(fixture, "EarlyBreach"),
  "a default with other payees": (fixture) => claimed(fixture, "Default", othersPaid),
  "a defect with other payees": (fixture) => claimed(fixture, "Defect", othersPaid),
  "a default that a guarantor has answered": async (fixture) => {
    const unanswered = await claimed(fixture, "Default");
    await answerForProvider(fixture, unanswered.chain);
    return unanswered;
  },
  "a defect that a guarantor has answered": async (fixture) => {
    const unanswered = await claimed(fixture, "Defect");
    await answerForProvider(fixture, unanswered.chain);
    return unanswered;
  },
};

async function claimed(
  fixture: TradeFixture,
  kind: keyof typeof ClaimKind,
  stage: StageOverrides = {},
): Promise<Unanswered> {
  const { trade, receiver, activeChain, deliver, claimDefault } = fixture;
  const chain = await activeChain([stage]);
  if (kind === "Default") {
    await claimDefault(chain, 250n);
  } else {
    if (kind === "Defect") await deliver(chain);
    await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind[kind], 250n, EVIDENCE, false);
  }
  return { chain, ends: (await trade.stageOf(chain, 0)).mark + WINDOW };
}

function answerForProvider({ trade, providerGuarantors }: TradeFixture, chain: bigint) {
  return trade.connect(providerGuarantors[0].wallet).answer(chain, 0, 0n, EVIDENCE);
}

describe("The opening of the court", () => {
  for (const [what, claim] of Object.entries(CLAIMS)) {
    describe(`given ${what}`, () => {
      it("<CHN-5> <CRT-6> takes no vote before the response window has ended", async () => {
        const fixture = await loadFixture(deployTrade);
        const { court, providerGuarantors, at } = fixture;
        const { chain, ends } = await claim(fixture);
        await at(ends - 1n);

        await expect(
          court.connect(providerGuarantors[0].wallet).vote(disputeId(chain, 0), 0, 1n, 6_000n),
        )
          .to.be.revertedWithCustomError(court, "WrongDisputeState")
          .withArgs(disputeId(chain, 0), 1n);
      });

      it("<CHN-5> <CRT-6> takes votes from its end on, though nobody has called conclude", async () => {
        const fixture = await loadFixture(deployTrade);
        const { court, providerGuarantors, at, stateOf } = fixture;
        const [{ id, wallet }] = providerGuarantors;
        const { chain, ends } = await claim(fixture);
        const dispute = disputeId(chain, 0);
        await at(ends);

        expect(
          await changes(fixture, async () => {
            await expect(court.connect(wallet).vote(dispute, 0, 1n, 6_000n))
              .to.emit(court, "DisputeOpened")
              .withArgs(dispute, ends)
              .and.to.emit(court, "Voted")
              .withArgs(dispute, 0n, id, 1n, 6_000n);
          }),
        ).to.deep.equal({});
        expect(await court.seatVote(dispute, 0, 0)).to.deep.equal([true, false, 6_000n]);
        expect(await stateOf(chain)).to.equal(StageState.Claimed);
      });

      it("<CHN-5> <CRT-6> applies a ruling that was final before anybody called conclude", async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, court, parameters, vote, at, stateOf } = fixture;
        const { chain, ends } = await claim(fixture);
        await at(ends);
        await vote(chain, ALL);
        await at(ends + VOTES + parameters.appealWindow);

        const booked = trade.conclude(chain, 0);

        await expect(booked)
          .to.emit(trade, "StageDisputed")
          .withArgs(chain, 0n, disputeId(chain, 0), 200n);
        await expect(booked).not.to.emit(court, "DisputeOpened");
        // 60 % of 250, and 40 % of the counterclaim of the whole bond that silence stands for.
        await expect(trade.conclude(chain, 0))
          .to.emit(trade, "OutcomeFixed")
          .withArgs(chain, 0n, 6_000n, false, 600n, 150n, 80n);
        expect(await stateOf(chain)).to.equal(StageState.Remedy);
        expect(await fixture.audit()).to.deep.equal([]);
      });

      for (const late of [0n, 1n, 2n * DAY, undefined]) {
        const when = late === undefined ? "never" : `${late} seconds after the window`;
        it(`<CRT-6> keeps its times when conclude is called ${when}`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, court, parameters, vote, at } = fixture;
          const { chain, ends } = await claim(fixture);
          const dispute = disputeId(chain, 0);
          if (late !== undefined) {
            await at(ends + late);
            await trade.conclude(chain, 0);
            expect((await trade.stageOf(chain, 0)).mark).to.equal(ends);
          }
          await at(ends + 2n * DAY + 60n);
          await vote(chain, ALL);
          const until = ends + VOTES;

          expect([...(await court.current(dispute))[1]]).to.deep.equal([
            ends,
            until,
            until + parameters.appealWindow,
          ]);
          await at(until);
          await court.advance(dispute);
          const [{ state, ruling, deadline }] = await court.current(dispute);
          expect([state, ruling, deadline]).to.deep.equal([
            ...[3n, 6_000n, until + parameters.appealWindow],
          ]);
        });
      }
    });
  }

  describe("given a claim that silence would concede", () => {
    for (const kind of ["Default", "Defect"] as const) {
      it(`<CHN-5> never opens for a ${kind} by itself`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { court, providerGuarantors, at } = fixture;
        const { chain, ends } = await claimed(fixture, kind);
        const dispute = disputeId(chain, 0);
        expect((await court.disputeOf(dispute)).deadline).to.equal(0n);
        await at(ends + 100n * DAY);

        await expect(court.connect(providerGuarantors[0].wallet).vote(dispute, 0, 1n, 6_000n))
          .to.be.revertedWithCustomError(court, "WrongDisputeState")
          .withArgs(dispute, 1n);
      });

      it(`<CHN-5> opens when a guarantor has answered the ${kind}, at the end of the window`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, court } = fixture;
        const { chain, ends } = await claimed(fixture, kind);
        const dispute = disputeId(chain, 0);

        expect(
          await changes(fixture, async () => {
            const answered = answerForProvider(fixture, chain);
            await expect(answered).to.emit(court, "OpeningScheduled").withArgs(dispute, ends);
            await expect(answered).not.to.emit(trade, "StageDisputed");
          }),
        ).to.deep.equal({});
        const { state, deadline } = await court.disputeOf(dispute);
        expect([state, deadline]).to.deep.equal([1n, ends]);
      });
    }
  });

  describe("given a claim that silence takes to the court", () => {
    it("<CHN-5> a guarantor's answer changes nothing about it", async () => {
      const fixture = await loadFixture(deployTrade);
      const { court } = fixture;
      const { chain, ends } = await breach(fixture);

      await expect(answerForProvider(fixture, chain)).not.to.emit(court, "OpeningScheduled");

      expect((await court.disputeOf(disputeId(chain, 0))).deadline).to.equal(ends);
    });

    it("<CHN-5> <CRT-8> a ruling can be appealed before anybody has called conclude", async () => {
      const fixture = await loadFixture(deployTrade);
      const { trade, court, provider, vote, at } = fixture;
      const { chain, ends } = await breach(fixture);
      const dispute = disputeId(chain, 0);
      await at(ends);
      await vote(chain, ALL);
      await at(ends + VOTES);

      await expect(court.connect(provider.wallet).appeal(dispute, false))
        .to.emit(court, "Appealed")
        .withArgs(dispute, 0n, 0n, provider.id);
      await trade.conclude(chain, 0);
      await expect(trade.conclude(chain, 0))
        .to.be.revertedWithCustomError(trade, "NotFinal")
        .withArgs(chain, 0n);
    });
  });

  describe("when the other side itself answers", () => {
    for (const guarantorFirst of [false, true]) {
      for (const kind of ["Default", "EarlyBreach"] as const) {
        it(`<CHN-5> <CRT-6> opens for a ${kind} at once, ${guarantorFirst ? "after a guarantor, too" : "as the first"}`, async () => {
          const fixture = await loadFixture(deployTrade);
          const { trade, court, provider, at, vote } = fixture;
          const { chain, ends } = await claimed(fixture, kind);
          const dispute = disputeId(chain, 0);
          if (guarantorFirst) await answerForProvider(fixture, chain);
          const clock = ends - DAY;
          await at(clock);

          await expect(trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE))
            .to.emit(court, "DisputeOpened")
            .withArgs(dispute, clock);

          const [{ state }, { votesFrom, votesUntil }] = await court.current(dispute);
          expect([state, votesFrom, votesUntil]).to.deep.equal([2n, clock, clock + VOTES]);
          // The end of the window means nothing any more.
          await at(ends);
          await vote(chain, ALL);
          expect((await court.disputeOf(dispute)).deadline).to.equal(clock + VOTES);
        });
      }
    }
  });
});
