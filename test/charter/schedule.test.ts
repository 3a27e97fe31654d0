import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import { deployCharter, deployStubbedCommunity } from "../support/stubbedCommunity";
import {
  CHANGE_DELAY,
  changesOfEachKind,
  founderChange,
  governorChange,
  guardianChange,
  parametersChange,
  scheduled,
} from "./changes";
import { INSIDE, OUTSIDE } from "./ranges";

const KINDS = ["scheduleParameters", "scheduleGovernor", "scheduleGuardian", "scheduleFounder"];

KINDS.forEach((title, index) => {
  describe(`Charter.${title}`, () => {
    async function fixture() {
      const community = await deployStubbedCommunity();
      const change = changesOfEachKind(community)[index];
      if (!change) throw new Error("No such change");
      return { ...community, change };
    }

    it("<CHA-2> lets a change wait for two days of protocol clock, for everybody to see", async () => {
      const { charter, governor, change } = await loadFixture(fixture);
      const now = BigInt(await time.latest()) + 7n;
      await time.setNextBlockTimestamp(now);

      await expect(change.schedule(charter.connect(governor)))
        .to.emit(charter, "ChangeScheduled")
        .withArgs(change.id, change.kind, change.payload, now + CHANGE_DELAY);

      expect(await charter.scheduledChange(change.id)).to.deep.equal([
        now + CHANGE_DELAY,
        change.kind,
        change.payload,
      ]);
    });

    it("<CHA-2> changes nothing yet", async () => {
      const community = await loadFixture(fixture);
      const { charter, membership, governor, guardian, change } = community;
      await scheduled(community, change);

      expect(await charter.parameters()).to.deep.equal(Object.values(DEFAULT_PARAMETERS));
      expect((await charter.time()).version).to.equal(1n);
      expect(await charter.governor()).to.equal(governor);
      expect(await charter.guardian()).to.equal(guardian);
      expect(await membership.memberCount()).to.equal(3n);
    });

    it("<CHA-2> is the governor's alone", async () => {
      const { charter, deployer, governor, guardian, stranger, change } =
        await loadFixture(fixture);

      for (const caller of [deployer, guardian, stranger]) {
        await expect(change.schedule(charter.connect(caller)))
          .to.be.revertedWithCustomError(charter, "NotGovernor")
          .withArgs(caller, governor);
      }
      expect((await charter.scheduledChange(change.id)).effectiveAt).to.equal(0n);
    });

    it("<CHA-2> refuses what waits already, so that nobody can put it off", async () => {
      const community = await loadFixture(fixture);
      const { charter, governor, change } = community;
      const effectiveAt = await scheduled(community, change);

      for (const now of [effectiveAt - 1n, effectiveAt, effectiveAt + 1n]) {
        await time.setNextBlockTimestamp(now);
        await expect(change.schedule(charter.connect(governor)))
          .to.be.revertedWithCustomError(charter, "AlreadyScheduled")
          .withArgs(change.id, effectiveAt);
      }
    });

    it("<CHA-2> may wait again once it was taken back, for the full time", async () => {
      const community = await loadFixture(fixture);
      const { charter, governor, change } = community;
      const first = await scheduled(community, change);
      await charter.connect(governor).cancelChange(change.id);
      const now = first - 10n;
      await time.setNextBlockTimestamp(now);

      await change.schedule(charter.connect(governor));
      expect((await charter.scheduledChange(change.id)).effectiveAt).to.equal(now + CHANGE_DELAY);
    });

    it("<CHA-3> counts from where the clock stands under a pause", async () => {
      const community = await loadFixture(fixture);
      await community.pause();
      const stopped = await community.charter.clock();
      await time.increase(1_000n);

      expect(await scheduled(community, community.change)).to.equal(stopped + CHANGE_DELAY);
    });
  });
});

describe("Charter.scheduleParameters", () => {
  for (const { title, parameters, error } of OUTSIDE) {
    it(`<CHA-1> refuses ${title}`, async () => {
      const { charter, governor } = await loadFixture(deployCharter);

      await expect(
        charter.connect(governor).scheduleParameters({ ...DEFAULT_PARAMETERS, ...parameters }),
      )
        .to.be.revertedWithCustomError(charter, "ParameterOutOfRange")
        .withArgs(...error);
    });
  }

  for (const { title, parameters } of INSIDE) {
    it(`<CHA-1> takes ${title}`, async () => {
      const community = await loadFixture(deployCharter);
      const { charter } = community;
      const chosen = { ...DEFAULT_PARAMETERS, ...parameters };
      const change = parametersChange(chosen);

      await time.increaseTo(await scheduled(community, change));
      await charter.executeChange(change.id);
      expect(await charter.parameters()).to.deep.equal(Object.values(chosen));
    });
  }
});

describe("Charter.scheduleFounder", () => {
  it("<CHA-2> refuses the zero address", async () => {
    const { charter, governor } = await loadFixture(deployCharter);

    await expect(
      charter.connect(governor).scheduleFounder(ZeroAddress),
    ).to.be.revertedWithCustomError(charter, "ZeroAddress");
  });
});

describe("A scheduled change", () => {
  it("<CHA-2> is named by its kind and content", async () => {
    const community = await loadFixture(deployCharter);
    const { charter, stranger } = community;
    const changes = [governorChange, guardianChange, founderChange].map((change) =>
      change(stranger.address),
    );

    for (const change of changes) await scheduled(community, change);

    for (const { id, kind, payload } of changes) {
      const waiting = await charter.scheduledChange(id);
      expect([waiting.kind, waiting.payload]).to.deep.equal([kind, payload]);
    }
    expect(new Set(changes.map(({ id }) => id)).size).to.equal(3);
  });

  it("<CHA-2> that does not exist is empty", async () => {
    const { charter } = await loadFixture(deployCharter);

    expect(await charter.scheduledChange(parametersChange().id)).to.deep.equal([0n, 0n, "0x"]);
  });
});
