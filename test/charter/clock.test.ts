import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import fc from "fast-check";

import type { Charter } from "../../typechain-types";
import { DAY, deployCharter } from "../support/stubbedCommunity";

const LIMIT = 14n * DAY;

async function expectClock(charter: Charter, expected: bigint): Promise<void> {
  expect(await charter.clock()).to.equal(expected);
  expect(await charter.time()).to.deep.equal([expected, 1n]);
}

/** What the clock must show, told one event at a time. */
class GhostClock {
  private _shows: bigint;
  private _wall: bigint;
  private _end = 0n;

  public constructor(wall: bigint) {
    this._shows = wall;
    this._wall = wall;
  }

  public get shows(): bigint {
    return this._shows;
  }

  public get isPaused(): boolean {
    return this._wall < this._end;
  }

  public get canPause(): boolean {
    return this._wall >= this._end + LIMIT;
  }

  public passTo(wall: bigint): void {
    const from = this._end > this._wall ? this._end : this._wall;
    if (wall > from) this._shows += wall - from;
    this._wall = wall;
  }

  public pause(): void {
    this._end = this._wall + LIMIT;
  }

  public resume(): void {
    this._end = this._wall;
  }
}

describe("Charter.clock", () => {
  it("<CHA-3> has a mode of its own", async () => {
    const { charter } = await loadFixture(deployCharter);

    expect(await charter.CLOCK_MODE()).to.equal("mode=kepil-unpaused-seconds");
  });

  describe("given no pause yet", () => {
    it("<CHA-3> is wall time", async () => {
      const { charter } = await loadFixture(deployCharter);

      for (const seconds of [1n, 1_000n, 400n * DAY]) {
        await time.increase(seconds);
        const wall = BigInt(await time.latest());
        await expectClock(charter, wall);
        expect(await charter.running()).to.deep.equal([wall, 1n]);
      }
    });
  });

  describe("given a pause", () => {
    it("<CHA-3> stands still until it ends by itself, and goes on from there", async () => {
      const { charter, guardian } = await loadFixture(deployCharter);
      await charter.connect(guardian).pause();
      const start = BigInt(await time.latest());
      const end = start + LIMIT;

      for (const wall of [start + 1n, end - 1n, end]) {
        await time.increaseTo(wall);
        await expectClock(charter, start);
      }
      for (const later of [1n, 2n, 1_000_000n]) {
        await time.increaseTo(end + later);
        await expectClock(charter, start + later);
      }
    });

    it("<CHA-3> refuses whatever must not go on, from its first second to its last", async () => {
      const { charter, guardian } = await loadFixture(deployCharter);
      await charter.connect(guardian).pause();
      const start = BigInt(await time.latest());
      const end = start + LIMIT;

      for (const wall of [start, start + 1n, end - 1n]) {
        if (wall > start) await time.increaseTo(wall);
        await expect(charter.running())
          .to.be.revertedWithCustomError(charter, "CommunityPaused")
          .withArgs(end);
      }
      await time.increaseTo(end);
      expect(await charter.running()).to.deep.equal([start, 1n]);
    });
  });

  describe("given several pauses", () => {
    it("<CHA-3> leaves out all time spent paused", async () => {
      const { charter, guardian } = await loadFixture(deployCharter);
      await charter.connect(guardian).pause();
      const first = BigInt(await time.latest());
      await time.setNextBlockTimestamp(first + 100n);
      await charter.connect(guardian).resume();

      const second = first + 100n + LIMIT;
      await time.setNextBlockTimestamp(second);
      await charter.connect(guardian).pause();
      await expectClock(charter, first + LIMIT);

      const third = second + 2n * LIMIT;
      await time.setNextBlockTimestamp(third);
      await charter.connect(guardian).pause();
      await expectClock(charter, first + 2n * LIMIT);
      await time.increaseTo(third + LIMIT + 5n);
      await expectClock(charter, first + 2n * LIMIT + 5n);
    });
  });

  it("<CHA-3> <CHA-4> counts unpaused seconds whatever the guardian does", async () => {
    const { charter, guardian } = await loadFixture(deployCharter);
    const ghost = new GhostClock(BigInt(await time.latest()));
    const step = fc.record({
      seconds: fc.oneof(fc.bigInt(1n, 3n), fc.bigInt(1n, 2n * LIMIT), fc.constant(LIMIT)),
      action: fc.constantFrom("pause", "resume", "wait"),
    });

    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        for (const { seconds, action } of steps) {
          const wall = BigInt(await time.latest()) + seconds;
          ghost.passTo(wall);
          if (action === "pause" && ghost.canPause) {
            ghost.pause();
            await time.setNextBlockTimestamp(wall);
            await charter.connect(guardian).pause();
          } else if (action === "resume" && ghost.isPaused) {
            ghost.resume();
            await time.setNextBlockTimestamp(wall);
            await charter.connect(guardian).resume();
          } else {
            await time.increaseTo(wall);
          }
          expect(await charter.clock()).to.equal(ghost.shows);
          expect(await charter.paused()).to.equal(ghost.isPaused);
        }
      }),
      { numRuns: 25, endOnFailure: true },
    );
  });
});
