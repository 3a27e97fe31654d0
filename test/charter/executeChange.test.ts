import {
  getStorageAt,
  loadFixture,
  setStorageAt,
  time,
} from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id as digest, toBeHex, ZeroAddress } from "ethers";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import { DAY, deployCharter, deployStubbedCommunity } from "../support/stubbedCommunity";
import {
  CHANGE_DELAY,
  ChangeKind,
  changesOfEachKind,
  founderChange,
  governorChange,
  guardianChange,
  OTHER_PARAMETERS,
  parametersChange,
  scheduled,
  type Change,
} from "./changes";

/** A community in which a change has been scheduled and its time has come. */
async function due(makeChange: (stranger: string) => Change) {
  const community = await deployStubbedCommunity();
  const change = makeChange(community.stranger.address);
  await time.increaseTo(await scheduled(community, change));
  return { ...community, change };
}

const dueParameters = () => due(() => parametersChange());
const dueGovernor = () => due(governorChange);
const dueRenunciation = () => due(() => governorChange(ZeroAddress));
const dueGuardian = () => due(guardianChange);
const dueEmptyOffice = () => due(() => guardianChange(ZeroAddress));
const dueFounder = () => due(founderChange);

describe("Charter.executeChange", () => {
  describe("given a change of any kind", () => {
    it("<CHA-2> refuses before its time, and not from then on", async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { charter, deployer } = community;

      for (const change of changesOfEachKind(community).reverse()) {
        const effectiveAt = await scheduled({ charter, governor: community.governor }, change);
        await time.setNextBlockTimestamp(effectiveAt - 1n);
        await expect(charter.executeChange(change.id))
          .to.be.revertedWithCustomError(charter, "TooEarly")
          .withArgs(effectiveAt - 1n, effectiveAt);

        await time.setNextBlockTimestamp(effectiveAt);
        await expect(charter.executeChange(change.id))
          .to.emit(charter, "ChangeExecuted")
          .withArgs(change.id, change.kind, deployer);
        if (change.kind === ChangeKind.Governor) return;
      }
    });

    it("<CHA-2> can be late", async () => {
      const community = await loadFixture(dueParameters);
      await time.increase(1_000n * DAY);

      await expect(community.charter.executeChange(community.change.id)).to.emit(
        community.charter,
        "ChangeExecuted",
      );
    });

    it("<CHA-2> lets anyone call, once", async () => {
      const { charter, stranger, change } = await loadFixture(dueParameters);

      await expect(charter.connect(stranger).executeChange(change.id))
        .to.emit(charter, "ChangeExecuted")
        .withArgs(change.id, change.kind, stranger);

      expect(await charter.scheduledChange(change.id)).to.deep.equal([0n, 0n, "0x"]);
      await expect(charter.executeChange(change.id))
        .to.be.revertedWithCustomError(charter, "NoSuchChange")
        .withArgs(change.id);
    });

    it("<CHA-2> may be scheduled again afterwards", async () => {
      const community = await loadFixture(dueParameters);
      const { charter, change } = community;
      await charter.executeChange(change.id);

      await time.increaseTo(await scheduled(community, change));
      await charter.executeChange(change.id);
      expect((await charter.time()).version).to.equal(3n);
    });
  });

  describe("given no such change", () => {
    it("<CHA-2> refuses", async () => {
      const { charter } = await loadFixture(deployCharter);
      const unknown = digest("never was");

      await expect(charter.executeChange(unknown))
        .to.be.revertedWithCustomError(charter, "NoSuchChange")
        .withArgs(unknown);
    });
  });

  describe("given a pause", () => {
    it("<CHA-3> refuses while the clock stands still", async () => {
      const community = await loadFixture(dueParameters);
      const { charter, change } = community;
      await community.pause();
      const until = BigInt(await time.latest()) + 14n * DAY;

      await expect(charter.executeChange(change.id))
        .to.be.revertedWithCustomError(charter, "CommunityPaused")
        .withArgs(until);
    });

    it("<CHA-3> puts off a change by the time that the pause took", async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { charter, guardian } = community;
      const change = parametersChange();
      const effectiveAt = await scheduled(community, change);
      await community.pause();
      const start = BigInt(await time.latest());
      await time.setNextBlockTimestamp(start + 5_000n);
      await charter.connect(guardian).resume();

      await time.setNextBlockTimestamp(effectiveAt + 4_999n);
      await expect(charter.executeChange(change.id))
        .to.be.revertedWithCustomError(charter, "TooEarly")
        .withArgs(effectiveAt - 1n, effectiveAt);
      await time.setNextBlockTimestamp(effectiveAt + 5_000n);
      await expect(charter.executeChange(change.id)).to.emit(charter, "ChangeExecuted");
    });
  });

  describe("given a change of parameters", () => {
    it("<CHA-2> makes a new version, and keeps the old one", async () => {
      const { charter, change } = await loadFixture(dueParameters);

      await expect(charter.executeChange(change.id))
        .to.emit(charter, "ParametersChanged")
        .withArgs(2n, Object.values(OTHER_PARAMETERS));

      expect((await charter.time()).version).to.equal(2n);
      expect((await charter.running()).version).to.equal(2n);
      expect(await charter.parameters()).to.deep.equal(Object.values(OTHER_PARAMETERS));
      expect(await charter.parametersOf(2n)).to.deep.equal(Object.values(OTHER_PARAMETERS));
      expect(await charter.parametersOf(1n)).to.deep.equal(Object.values(DEFAULT_PARAMETERS));
    });

    it("<CHA-2> puts the terms of new vouches into force, and keeps the rules of old deals", async () => {
      const { charter, change } = await loadFixture(dueParameters);
      await charter.executeChange(change.id);

      const { minPledge, maxPremiumBps } = OTHER_PARAMETERS;
      expect((await charter.vouching()).slice(1)).to.deep.equal([minPledge, maxPremiumBps]);
      for (const [version, parameters] of [
        [1n, DEFAULT_PARAMETERS],
        [2n, OTHER_PARAMETERS],
      ] as const) {
        expect(await charter.dealRulesOf(version)).to.deep.equal([
          parameters.seatFee,
          parameters.quorumBps,
          parameters.rounds,
          parameters.responseWindow,
          parameters.voteWindow,
          parameters.appealWindow,
          parameters.lapseWindow,
        ]);
      }
    });

    it("<CHA-2> replaces the greatest terms of new vouches as a whole", async () => {
      const { charter, governor } = await loadFixture(deployStubbedCommunity);
      const greatest = { ...OTHER_PARAMETERS, minPledge: 2n ** 96n - 1n, maxPremiumBps: 2_000n };

      for (const parameters of [greatest, OTHER_PARAMETERS]) {
        const change = parametersChange(parameters);
        await time.increaseTo(await scheduled({ charter, governor }, change));
        await charter.executeChange(change.id);

        const { minPledge, maxPremiumBps } = parameters;
        expect((await charter.vouching()).slice(1)).to.deep.equal([minPledge, maxPremiumBps]);
      }
    });

    it("<CHA-2> leaves the clock, the offices and the token alone", async () => {
      const { charter, change, governor, guardian } = await loadFixture(dueParameters);
      const token = await charter.token();
      await charter.executeChange(change.id);

      expect(await charter.clock()).to.equal(await time.latest());
      expect(await charter.governor()).to.equal(governor);
      expect(await charter.guardian()).to.equal(guardian);
      expect(await charter.token()).to.equal(token);
    });

    it("<CHA-2> moves no other change that waits", async () => {
      const community = await loadFixture(dueParameters);
      const { charter, change, stranger } = community;
      const other = guardianChange(stranger.address);
      const effectiveAt = await scheduled(community, other);

      await charter.executeChange(change.id);
      expect((await charter.scheduledChange(other.id)).effectiveAt).to.equal(effectiveAt);
    });

    it("<CHA-2> makes versions up to 65,535", async () => {
      const { charter, change, governor } = await loadFixture(dueParameters);
      // The version is bits 120 to 135 of the first slot.
      const address = await charter.getAddress();
      const word = BigInt(await getStorageAt(address, 0));
      const last = 65_534n;
      await setStorageAt(address, 0, toBeHex(word + ((last - 1n) << 120n), 32));
      expect((await charter.time()).version).to.equal(last);
      await charter.executeChange(change.id);
      expect((await charter.time()).version).to.equal(65_535n);

      await time.increaseTo(await scheduled({ charter, governor }, change));
      await expect(charter.executeChange(change.id))
        .to.be.revertedWithCustomError(charter, "TooManyVersions")
        .withArgs(65_535n);
    });
  });

  describe("given a change of the governor", () => {
    it("<CHA-2> hands the office over", async () => {
      const { charter, change, governor, stranger } = await loadFixture(dueGovernor);

      await expect(charter.executeChange(change.id))
        .to.emit(charter, "GovernorChanged")
        .withArgs(stranger);

      expect(await charter.governor()).to.equal(stranger);
      await expect(charter.connect(governor).scheduleGuardian(governor))
        .to.be.revertedWithCustomError(charter, "NotGovernor")
        .withArgs(governor, stranger);
      await expect(charter.connect(stranger).scheduleGuardian(governor)).to.emit(
        charter,
        "ChangeScheduled",
      );
    });

    it("<CHA-2> to nobody fixes the charter for ever", async () => {
      const community = await loadFixture(dueRenunciation);
      const { charter, change, governor, stranger } = community;
      await charter.executeChange(change.id);

      expect(await charter.governor()).to.equal(ZeroAddress);
      for (const caller of [governor, stranger]) {
        await expect(charter.connect(caller).scheduleGovernor(caller))
          .to.be.revertedWithCustomError(charter, "NotGovernor")
          .withArgs(caller, ZeroAddress);
      }
    });

    it("<CHA-2> does not stop what was scheduled before", async () => {
      const community = await loadFixture(dueRenunciation);
      const { charter, change } = community;
      const waiting = parametersChange();
      await time.increaseTo(await scheduled(community, waiting));
      await charter.executeChange(change.id);

      await expect(charter.executeChange(waiting.id)).to.emit(charter, "ParametersChanged");
    });
  });

  describe("given a change of the guardian", () => {
    it("<CHA-4> hands the office over", async () => {
      const { charter, change, guardian, stranger } = await loadFixture(dueGuardian);

      await expect(charter.executeChange(change.id))
        .to.emit(charter, "GuardianChanged")
        .withArgs(stranger);

      expect(await charter.guardian()).to.equal(stranger);
      await expect(charter.connect(guardian).pause())
        .to.be.revertedWithCustomError(charter, "NotGuardian")
        .withArgs(guardian, stranger);
      await expect(charter.connect(stranger).pause()).to.emit(charter, "Paused");
    });

    it("<CHA-4> does not let the new one pause sooner after the last pause", async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { charter, guardian, stranger } = community;
      await community.pause();
      const start = BigInt(await time.latest());
      await time.setNextBlockTimestamp(start + 1n);
      await charter.connect(guardian).resume();
      const change = guardianChange(stranger.address);
      await scheduled(community, change);
      await time.increase(CHANGE_DELAY);
      await charter.executeChange(change.id);

      const earliest = start + 1n + 14n * DAY;
      await time.setNextBlockTimestamp(earliest - 1n);
      await expect(charter.connect(stranger).pause())
        .to.be.revertedWithCustomError(charter, "PauseTooSoon")
        .withArgs(earliest - 1n, earliest);
    });

    it("<CHA-4> to nobody ends all pausing", async () => {
      const { charter, change, guardian } = await loadFixture(dueEmptyOffice);
      await charter.executeChange(change.id);

      expect(await charter.guardian()).to.equal(ZeroAddress);
      await expect(charter.connect(guardian).pause())
        .to.be.revertedWithCustomError(charter, "NotGuardian")
        .withArgs(guardian, ZeroAddress);
    });
  });

  describe("given a new founder", () => {
    it("<CHA-2> admits the wallet", async () => {
      const { charter, membership, graph, change, stranger } = await loadFixture(dueFounder);

      await expect(charter.executeChange(change.id))
        .to.emit(membership, "FounderAdmitted")
        .withArgs(4n, stranger)
        .and.to.emit(graph, "FounderAdded")
        .withArgs(4n);
      expect(await membership.idOf(stranger)).to.equal(4n);
    });

    it("<CHA-2> refuses a wallet that holds a card by then; the change goes on waiting", async () => {
      const { charter, membership, change, stranger } = await loadFixture(dueFounder);
      await membership.connect(stranger).applyForMembership(digest("x"), 1n, 0n, 2n, 0n, 0n);
      const before = await charter.scheduledChange(change.id);

      await expect(charter.executeChange(change.id))
        .to.be.revertedWithCustomError(membership, "WalletTaken")
        .withArgs(stranger, 4n);
      expect(await charter.scheduledChange(change.id)).to.deep.equal(before);
    });

    it("<CHA-2> refuses when the circle is full", async () => {
      const { charter, graph, change } = await loadFixture(dueFounder);
      await graph.refuse();

      await expect(charter.executeChange(change.id)).to.be.revertedWithCustomError(
        graph,
        "Refused",
      );
    });

    it("<CHA-5> refuses before the charter is sealed", async () => {
      const community = await loadFixture(deployCharter);
      const { charter, stranger } = community;
      const change = founderChange(stranger.address);
      await time.increaseTo(await scheduled(community, change));

      await expect(charter.executeChange(change.id)).to.be.revertedWithCustomError(
        charter,
        "NotSealed",
      );
    });
  });
});

describe("Charter.parametersOf and dealRulesOf", () => {
  it("<CHA-2> know the versions from 1 to the one in force, and no other", async () => {
    const { charter, change } = await loadFixture(dueParameters);
    await charter.executeChange(change.id);

    for (const version of [0n, 3n, 65_535n]) {
      for (const ask of [charter.parametersOf, charter.dealRulesOf]) {
        await expect(ask(version))
          .to.be.revertedWithCustomError(charter, "NoSuchVersion")
          .withArgs(version);
      }
    }
  });
});
