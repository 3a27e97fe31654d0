import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import type { Charter } from "../../typechain-types";
import { DAY, deployCharter, TOKEN_ADDRESS } from "../support/stubbedCommunity";

const LIMIT = 14n * DAY;

type CharterFixture = Awaited<ReturnType<typeof deployCharter>>;

interface PausedFixture extends CharterFixture {
  /** Wall time of the pause's first second, and of its end if nobody resumes. */
  start: bigint;
  end: bigint;
}

async function pausedCharter(): Promise<PausedFixture> {
  const fixture = await deployCharter();
  await fixture.charter.connect(fixture.guardian).pause();
  const start = BigInt(await time.latest());
  return { ...fixture, start, end: start + LIMIT };
}

/** Pauses, and resumes 100 seconds later. */
async function resumedCharter(): Promise<PausedFixture> {
  const fixture = await pausedCharter();
  const end = fixture.start + 100n;
  await time.setNextBlockTimestamp(end);
  await fixture.charter.connect(fixture.guardian).resume();
  return { ...fixture, end };
}

/** Asserts that a second pause is refused before `earliest` and begins at it. */
async function expectNextPauseAt(
  charter: Charter,
  guardian: HardhatEthersSigner,
  earliest: bigint,
): Promise<void> {
  await time.setNextBlockTimestamp(earliest - 1n);
  await expect(charter.connect(guardian).pause())
    .to.be.revertedWithCustomError(charter, "PauseTooSoon")
    .withArgs(earliest - 1n, earliest);

  await time.setNextBlockTimestamp(earliest);
  await expect(charter.connect(guardian).pause())
    .to.emit(charter, "Paused")
    .withArgs(earliest + LIMIT);
}

describe("Charter.pause", () => {
  describe("given a running clock", () => {
    it("<CHA-4> stops it without delay, for at most 14 days", async () => {
      const { charter, guardian } = await loadFixture(deployCharter);
      const now = BigInt(await time.latest()) + 10n;
      await time.setNextBlockTimestamp(now);

      await expect(charter.connect(guardian).pause())
        .to.emit(charter, "Paused")
        .withArgs(now + LIMIT);

      expect(await charter.paused()).to.equal(true);
      expect(await charter.clock()).to.equal(now);
      expect((await charter.time()).version).to.equal(1n);
    });

    it("<CHA-4> is the guardian's alone", async () => {
      const { charter, deployer, governor, guardian, stranger } = await loadFixture(deployCharter);

      for (const caller of [deployer, governor, stranger]) {
        await expect(charter.connect(caller).pause())
          .to.be.revertedWithCustomError(charter, "NotGuardian")
          .withArgs(caller, guardian);
      }
      expect(await charter.paused()).to.equal(false);
    });
  });

  describe("given an empty guardian's office", () => {
    it("<CHA-4> lets nobody pause", async () => {
      const { governor, stranger } = await loadFixture(deployCharter);
      const charter = await ethers.deployContract("Charter", [
        TOKEN_ADDRESS,
        DEFAULT_PARAMETERS,
        governor,
        ZeroAddress,
      ]);

      for (const caller of [governor, stranger]) {
        await expect(charter.connect(caller).pause())
          .to.be.revertedWithCustomError(charter, "NotGuardian")
          .withArgs(caller, ZeroAddress);
      }
    });
  });

  describe("given a pause", () => {
    it("<CHA-4> cannot be prolonged", async () => {
      const { charter, guardian, start, end } = await loadFixture(pausedCharter);

      for (const now of [start + 1n, end - 1n, end]) {
        await time.setNextBlockTimestamp(now);
        await expect(charter.connect(guardian).pause())
          .to.be.revertedWithCustomError(charter, "PauseTooSoon")
          .withArgs(now, end + LIMIT);
      }
    });

    it("<CHA-4> ends by itself to the second", async () => {
      const { charter, end } = await loadFixture(pausedCharter);

      await time.increaseTo(end - 1n);
      expect(await charter.paused()).to.equal(true);
      await time.increaseTo(end);
      expect(await charter.paused()).to.equal(false);
    });

    it("<CHA-4> cannot start again for 14 days after it ended by itself", async () => {
      const { charter, guardian, end } = await loadFixture(pausedCharter);

      await expectNextPauseAt(charter, guardian, end + LIMIT);
    });
  });

  describe("given a pause that was ended early", () => {
    it("<CHA-4> cannot start again for 14 days after that", async () => {
      const { charter, guardian, end } = await loadFixture(resumedCharter);

      await expectNextPauseAt(charter, guardian, end + LIMIT);
    });
  });
});

describe("Charter.resume", () => {
  describe("given a running clock", () => {
    it("<CHA-4> finds nothing to end", async () => {
      const { charter, guardian } = await loadFixture(deployCharter);

      await expect(charter.connect(guardian).resume()).to.be.revertedWithCustomError(
        charter,
        "NotPaused",
      );
    });
  });

  describe("given a pause", () => {
    it("<CHA-4> ends it before its time", async () => {
      const { charter, guardian, start } = await loadFixture(pausedCharter);

      await time.setNextBlockTimestamp(start + 100n);
      await expect(charter.connect(guardian).resume()).to.emit(charter, "Resumed").withArgs();

      expect(await charter.paused()).to.equal(false);
      expect(await charter.clock()).to.equal(start);
      await time.increaseTo(start + 101n);
      expect(await charter.clock()).to.equal(start + 1n);
    });

    it("<CHA-4> ends it in its last second, and not after", async () => {
      const { charter, guardian, end } = await loadFixture(pausedCharter);

      await time.setNextBlockTimestamp(end);
      await expect(charter.connect(guardian).resume.staticCall({ blockTag: "pending" }))
        .to.be.revertedWithCustomError(charter, "NotPaused")
        .withArgs();

      await time.setNextBlockTimestamp(end - 1n);
      await charter.connect(guardian).resume();
      expect(await charter.paused()).to.equal(false);
    });

    it("<CHA-4> is the guardian's alone", async () => {
      const { charter, deployer, governor, guardian, stranger } = await loadFixture(pausedCharter);

      for (const caller of [deployer, governor, stranger]) {
        await expect(charter.connect(caller).resume())
          .to.be.revertedWithCustomError(charter, "NotGuardian")
          .withArgs(caller, guardian);
      }
      expect(await charter.paused()).to.equal(true);
    });
  });

  describe("given a pause that was ended early", () => {
    it("<CHA-4> finds nothing to end", async () => {
      const { charter, guardian } = await loadFixture(resumedCharter);

      await expect(charter.connect(guardian).resume()).to.be.revertedWithCustomError(
        charter,
        "NotPaused",
      );
    });
  });
});
