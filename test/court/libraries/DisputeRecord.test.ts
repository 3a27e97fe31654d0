import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS, PARAMETER_RANGES } from "../../../scripts/lib/defaultParameters";
import { Side, State, plainDispute, type PlainDispute } from "../courtFixture";
import { range } from "./bruteForce";

const MAX_MEMBER = 2n ** 32n - 1n;
const MAX_CLOCK = 2n ** 40n - 1n;
const MAX_VERSION = 2n ** 16n - 1n;
const CIRCLE = 6n;

const { voteWindow, appealWindow, quorumBps, rounds } = PARAMETER_RANGES;

async function deployHarness() {
  return ethers.deployContract("CourtLibraryHarness");
}

/** A record whose every field, but those that moves set, has the greatest value that it can have. */
async function deployWithFullRecord() {
  const harness = await deployHarness();
  const full = await harness.filed(MAX_MEMBER, MAX_MEMBER, MAX_CLOCK, MAX_VERSION, {
    ...DEFAULT_PARAMETERS,
    voteWindow: voteWindow.max,
    appealWindow: appealWindow.max,
    quorumBps: quorumBps.max,
    rounds: rounds.max,
  });
  const dispute: PlainDispute = {
    provider: MAX_MEMBER,
    receiver: MAX_MEMBER,
    snapshot: MAX_CLOCK,
    deadline: 0n,
    version: MAX_VERSION,
    rounds: CIRCLE,
    round: 0n,
    state: State.Filed,
    paidRounds: 0n,
    paidByReceiver: 0n,
    paidByOthers: 0n,
    ruling: 0n,
    fallbackRuling: 5_000n,
    feesReturned: false,
  };
  return { harness, full, dispute };
}

describe("DisputeRecord", () => {
  it("<CRT-7> keeps the sides, the snapshot and the charter's rules at their greatest", async () => {
    const { harness, full, dispute } = await loadFixture(deployWithFullRecord);

    expect(plainDispute(await harness.toDispute(full))).to.deep.equal(dispute);
    expect(await harness.rulesOf(full)).to.deep.equal([
      voteWindow.max,
      appealWindow.max,
      quorumBps.max,
    ]);
  });

  it("<CRT-7> keeps them at their least", async () => {
    const { harness } = await loadFixture(deployWithFullRecord);

    const least = await harness.filed(0n, 0n, 0n, 0n, {
      ...DEFAULT_PARAMETERS,
      voteWindow: voteWindow.min,
      appealWindow: appealWindow.min,
      quorumBps: quorumBps.min,
      rounds: rounds.min,
    });

    expect(plainDispute(await harness.toDispute(least))).to.include({
      provider: 0n,
      receiver: 0n,
      snapshot: 0n,
      version: 0n,
      rounds: rounds.min,
    });
    expect(await harness.rulesOf(least)).to.deep.equal([
      voteWindow.min,
      appealWindow.min,
      quorumBps.min,
    ]);
  });

  it("<CRT-3> changes one field and nothing beside it", async () => {
    const { harness, full, dispute } = await loadFixture(deployWithFullRecord);
    const expectOnly = async (record: bigint, change: Partial<PlainDispute>): Promise<void> => {
      expect(plainDispute(await harness.toDispute(record))).to.deep.equal({
        ...dispute,
        ...change,
      });
      expect(await harness.rulesOf(record)).to.deep.equal(await harness.rulesOf(full));
    };

    for (const state of Object.values(State)) {
      await expectOnly(await harness.withState(full, state), { state });
    }
    for (const fallbackRuling of [0n, 250n, 9_750n, 10_000n]) {
      await expectOnly(await harness.withFallbackRuling(full, fallbackRuling), { fallbackRuling });
    }
    await expectOnly(await harness.withFeesReturned(full), { feesReturned: true });
  });

  it("<CRT-4> keeps every ruling that two medians can have", async () => {
    const { harness, full } = await loadFixture(deployWithFullRecord);

    for (const steps of range(0, 40)) {
      const ruling = BigInt(steps * 250);
      const ruled = await harness.toDispute(await harness.ruled(full, ruling));
      expect(ruled.ruling).to.equal(ruling);
      expect(ruled.fallbackRuling).to.equal(5_000n);
    }
  });

  it("<CRT-5> keeps who paid for each of seven rounds", async () => {
    const { harness, full, dispute } = await loadFixture(deployWithFullRecord);

    let record = full;
    let paidRounds = 0n;
    let [paidByProvider, paidByReceiver, paidByOthers] = [0n, 0n, 0n];
    for (const round of range(0, Number(CIRCLE))) {
      const bit = 1n << BigInt(round);
      if (round % 3 === 2) {
        record = await harness.withRoundPaidByOther(record, round);
        paidByOthers |= bit;
      } else if (round % 3 === 1) {
        record = await harness.withPaidRound(record, round, Side.Provider);
        paidByProvider |= bit;
      } else {
        record = await harness.withPaidRound(record, round, Side.Receiver);
        paidByReceiver |= bit;
      }
      paidRounds |= bit;

      expect(plainDispute(await harness.toDispute(record))).to.deep.equal({
        ...dispute,
        paidRounds,
        paidByReceiver,
        paidByOthers,
      });
      expect(await harness.paidBy(record, Side.Receiver)).to.equal(paidByReceiver);
      expect(await harness.paidBy(record, Side.Provider)).to.equal(paidByProvider);
    }
  });

  it("<CRT-6> counts rounds up to the circle", async () => {
    const { harness, full } = await loadFixture(deployWithFullRecord);

    let record = await harness.opened(full, 1_000n);
    for (const round of range(0, Number(CIRCLE))) {
      expect((await harness.toDispute(record)).round).to.equal(round);
      if (BigInt(round) < CIRCLE) record = await harness.risen(record);
    }
  });
});
