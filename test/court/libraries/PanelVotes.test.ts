import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { pack, range } from "./bruteForce";

const LAST_ROUND = 5;
const CIRCLE_SEATS = 64;

async function deployHarness() {
  return ethers.deployContract("CourtLibraryHarness");
}

/** The interface that has the errors. */
async function errorsOfCourt() {
  return ethers.getContractAt("IGuarantorCourt", ethers.ZeroAddress);
}

/** A vote that differs from seat to seat and from round to round. */
function nibbleOf(round: number, seat: number): number {
  return ((seat * 7 + round * 4) % 11) + 1;
}

async function deployFilled() {
  const harness = await deployHarness();
  for (const round of range(0, LAST_ROUND)) {
    for (const seat of range(0, 2 ** (round + 2) - 1)) {
      await harness.swapVote(round, false, seat, nibbleOf(round, seat));
    }
  }
  for (const seat of range(0, CIRCLE_SEATS - 1)) {
    await harness.swapVote(LAST_ROUND + 1, true, seat, nibbleOf(LAST_ROUND + 1, seat));
  }
  return harness;
}

describe("PanelVotes", () => {
  describe("given every seat of all six rounds and of the circle has voted", () => {
    it("<CRT-3> keeps each seat's vote apart from all others", async () => {
      const harness = await loadFixture(deployFilled);

      for (const round of range(0, LAST_ROUND)) {
        for (const seat of range(0, 2 ** (round + 2) - 1)) {
          expect(await harness.voteAt(round, false, seat)).to.equal(nibbleOf(round, seat));
        }
      }
      for (const seat of range(0, CIRCLE_SEATS - 1)) {
        expect(await harness.voteAt(3, true, seat)).to.equal(nibbleOf(LAST_ROUND + 1, seat));
      }
    });

    it("<CRT-3> gives each side's half of a panel, the provider's first", async () => {
      const harness = await loadFixture(deployFilled);

      for (const round of range(0, LAST_ROUND)) {
        const sideSeats = 2 ** (round + 1);
        const seats = range(0, sideSeats - 1);
        const [provider, receiver] = await harness.halves(round);

        expect(provider).to.equal(pack(seats.map((seat) => nibbleOf(round, seat))));
        expect(receiver).to.equal(pack(seats.map((seat) => nibbleOf(round, sideSeats + seat))));
        expect(await harness.votersOf(round, false)).to.equal(2 * sideSeats);
      }
    });

    it("<CRT-3> gives the circle's votes, whichever round it is", async () => {
      const harness = await loadFixture(deployFilled);
      const seats = range(0, CIRCLE_SEATS - 1);

      expect(await harness.circle()).to.equal(
        pack(seats.map((seat) => nibbleOf(LAST_ROUND + 1, seat))),
      );
      for (const round of range(1, LAST_ROUND + 1)) {
        expect(await harness.votersOf(round, true)).to.equal(CIRCLE_SEATS);
      }
    });

    it("<CRT-3> takes at most two words a round, five in all", async () => {
      const harness = await loadFixture(deployFilled);

      for (const word of range(0, 4)) expect(await harness.wordAt(word)).not.to.equal(0n);
      expect(await harness.wordAt(5)).to.equal(0n);
    });

    it("<CRT-3> overwrites one seat and nothing beside it, and tells what was there", async () => {
      const harness = await loadFixture(deployFilled);
      const before = await Promise.all(range(0, 4).map((word) => harness.wordAt(word)));

      expect(await harness.swapVote.staticCall(2, false, 5, 15)).to.equal(nibbleOf(2, 5));
      await harness.swapVote(2, false, 5, 15);

      const after = await Promise.all(range(0, 4).map((word) => harness.wordAt(word)));
      const shift = BigInt(4 * (12 + 5));
      expect(after.slice(1)).to.deep.equal(before.slice(1));
      expect(after[0]).to.equal((before[0] ?? 0n) | (15n << shift));
      expect(await harness.swapVote.staticCall(2, false, 5, 1)).to.equal(15n);
      await harness.swapVote(2, false, 5, 1);
      expect(await harness.wordAt(0)).to.equal((after[0] ?? 0n) ^ (14n << shift));
    });
  });

  describe("given nobody has voted", () => {
    it("<CRT-3> counts no voters", async () => {
      const harness = await loadFixture(deployHarness);

      for (const round of range(0, LAST_ROUND)) {
        expect(await harness.votersOf(round, false)).to.equal(0n);
        expect(await harness.halves(round)).to.deep.equal([0n, 0n]);
      }
      expect(await harness.votersOf(3, true)).to.equal(0n);
    });
  });

  describe("requireSeats", () => {
    it("<CRT-1> accepts every seat of a round and refuses the first beyond it", async () => {
      const harness = await loadFixture(deployHarness);
      const court = await errorsOfCourt();

      for (const round of range(0, LAST_ROUND)) {
        const count = 2n ** BigInt(round + 2);
        await harness.requireSeats((1n << count) - 1n, round, false);
        await expect(harness.requireSeats(1n | (1n << count), round, false))
          .to.be.revertedWithCustomError(court, "NoSuchSeat")
          .withArgs(count, count);
      }
    });

    it("<CRT-1> numbers the circle's seats by the order of founders, 64 at most", async () => {
      const harness = await loadFixture(deployHarness);
      const court = await errorsOfCourt();

      await harness.requireSeats((1n << 64n) - 1n, 3, true);
      await expect(harness.requireSeats(1n << 255n, 3, true))
        .to.be.revertedWithCustomError(court, "NoSuchSeat")
        .withArgs(255, 64);
    });

    it("<CRT-2> refuses an empty bitmap", async () => {
      const harness = await loadFixture(deployHarness);
      const court = await errorsOfCourt();

      await expect(harness.requireSeats(0n, 0, false)).to.be.revertedWithCustomError(
        court,
        "NoSeats",
      );
    });
  });
});
