import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS } from "../../../scripts/lib/defaultParameters";
import type { CourtLibraryHarness } from "../../../typechain-types";
import { State } from "../courtFixture";
import { range } from "./bruteForce";

const OPENED_AT = 1_000_000n;
const VOTE_WINDOW = 3_600n;
const APPEAL_WINDOW = 7_200n;
const RULES = {
  ...DEFAULT_PARAMETERS,
  voteWindow: VOTE_WINDOW,
  appealWindow: APPEAL_WINDOW,
};
const MAX_ROUNDS = 6;
const RULING = 2_500n;

/** How a round ended: without a ruling, or with one that was appealed. */
type Ending = "rose" | "appealed";

async function deployHarness() {
  return ethers.deployContract("CourtLibraryHarness");
}

/** A dispute just opened, as a record. */
async function opened(harness: CourtLibraryHarness, rounds: number): Promise<bigint> {
  const filed = await harness.filed(1n, 2n, 1n, 1n, { ...RULES, rounds });
  return harness.opened(filed, OPENED_AT);
}

/** Takes a dispute through rounds that ended so. */
async function play(
  harness: CourtLibraryHarness,
  rounds: number,
  endings: readonly Ending[],
): Promise<bigint> {
  let dispute = await opened(harness, rounds);
  for (const ending of endings) {
    if (ending === "appealed") {
      dispute = await harness.withState(await harness.ruled(dispute, RULING), State.Appealed);
    }
    dispute = await harness.risen(dispute);
  }
  return dispute;
}

/** All ways that `length` rounds can end. */
function waysToEnd(length: number): Ending[][] {
  return range(0, 2 ** length - 1).map((bits) =>
    range(0, length - 1).map((round): Ending => ((bits >> round) & 1 ? "appealed" : "rose")),
  );
}

function votesFromAfter(endings: readonly Ending[]): bigint {
  const appeals = endings.filter((ending) => ending === "appealed").length;
  return OPENED_AT + BigInt(endings.length) * VOTE_WINDOW + BigInt(appeals) * APPEAL_WINDOW;
}

describe("RoundSchedule", () => {
  it("<CRT-6> starts each round when the one before ends its votes, or its time to appeal if appealed", async () => {
    const harness = await loadFixture(deployHarness);

    for (const endings of range(0, 4).flatMap(waysToEnd)) {
      const dispute = await play(harness, MAX_ROUNDS, endings);
      const votesFrom = votesFromAfter(endings);

      expect(await harness.timesOf(dispute)).to.deep.equal([
        votesFrom,
        votesFrom + VOTE_WINDOW,
        votesFrom + VOTE_WINDOW + APPEAL_WINDOW,
      ]);
    }
  });

  it("<CRT-6> tells the same times of a round before and after its ruling", async () => {
    const harness = await loadFixture(deployHarness);
    const voting = await play(harness, MAX_ROUNDS, ["appealed", "rose"]);
    const times = await harness.timesOf(voting);

    const ruled = await harness.ruled(voting, RULING);

    for (const state of [State.Ruled, State.Appealed, State.Final]) {
      const dispute = await harness.withState(ruled, state);
      expect(await harness.timesOf(dispute)).to.deep.equal(times);
    }
  });

  it("<CRT-5> leaves no time to appeal the circle", async () => {
    const harness = await loadFixture(deployHarness);
    const circle = await play(harness, 2, ["rose", "rose"]);
    const votesUntil = OPENED_AT + 3n * VOTE_WINDOW;

    const ruled = await harness.ruled(circle, RULING);
    const final = await harness.withState(ruled, State.Final);

    for (const dispute of [circle, ruled, final]) {
      expect((await harness.toDispute(dispute)).deadline).to.equal(votesUntil);
      const times = await harness.timesOf(dispute);
      expect(times).to.deep.equal([votesUntil - VOTE_WINDOW, votesUntil, votesUntil]);
    }
  });

  it("<CRT-7> ends within (rounds + 1) x (voteWindow + appealWindow) if every ruling is appealed", async () => {
    const harness = await loadFixture(deployHarness);

    for (const rounds of range(1, MAX_ROUNDS)) {
      const all = Array.from({ length: rounds }, (): Ending => "appealed");
      const { deadline } = await harness.toDispute(await play(harness, rounds, all));

      expect(deadline).to.equal(votesFromAfter(all) + VOTE_WINDOW);
      expect(deadline - OPENED_AT).to.be.at.most(
        BigInt(rounds + 1) * (VOTE_WINDOW + APPEAL_WINDOW),
      );
    }
  });

  it("<CRT-6> has no times for a dispute that is not open or was closed", async () => {
    const harness = await loadFixture(deployHarness);
    const dispute = await opened(harness, 3);

    for (const state of [State.None, State.Filed, State.Closed]) {
      const times = await harness.timesOf(await harness.withState(dispute, state));
      expect(times).to.deep.equal([0n, 0n, 0n]);
    }
  });

  it("<CRT-6> has something to decide from the deadline on, in states that time moves", async () => {
    const harness = await loadFixture(deployHarness);
    const record = await opened(harness, 3);
    const deadline = OPENED_AT + VOTE_WINDOW;

    for (const state of Object.values(State)) {
      // None stands for no dispute, whose deadline is 0.
      if (state === State.None) continue;
      const moves = state >= State.Filed && state <= State.Appealed;
      const dispute = await harness.withState(record, state);
      expect(await harness.isDue(dispute, deadline - 1n)).to.equal(false);
      expect(await harness.isDue(dispute, deadline)).to.equal(moves);
      expect(await harness.isDue(dispute, deadline + 1n)).to.equal(moves);
    }
  });

  it("<CRT-6> has nothing to decide where no deadline is set", async () => {
    const harness = await loadFixture(deployHarness);

    expect(await harness.isDue(0n, 2n ** 40n - 1n)).to.equal(false);
  });
});
