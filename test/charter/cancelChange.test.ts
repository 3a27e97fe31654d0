import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { id as digest } from "ethers";

import { deployStubbedCommunity } from "../support/stubbedCommunity";
import { changesOfEachKind, governorChange, parametersChange, scheduled } from "./changes";

describe("Charter.cancelChange", () => {
  it("<CHA-2> takes back a change of any kind", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, governor } = community;

    for (const change of changesOfEachKind(community)) {
      const effectiveAt = await scheduled(community, change);

      await expect(charter.connect(governor).cancelChange(change.id))
        .to.emit(charter, "ChangeCancelled")
        .withArgs(change.id);

      expect(await charter.scheduledChange(change.id)).to.deep.equal([0n, 0n, "0x"]);
      await time.increaseTo(effectiveAt);
      await expect(charter.executeChange(change.id))
        .to.be.revertedWithCustomError(charter, "NoSuchChange")
        .withArgs(change.id);
    }
  });

  it("<CHA-2> leaves other changes waiting", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, governor, stranger } = community;
    const [gone, stays] = [parametersChange(), governorChange(stranger.address)];
    await scheduled(community, gone);
    const effectiveAt = await scheduled(community, stays);

    await charter.connect(governor).cancelChange(gone.id);
    expect((await charter.scheduledChange(stays.id)).effectiveAt).to.equal(effectiveAt);
  });

  it("<CHA-2> is still possible when its time has come", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, governor } = community;
    const change = parametersChange();
    await time.increaseTo((await scheduled(community, change)) + 1n);

    await expect(charter.connect(governor).cancelChange(change.id)).to.emit(
      charter,
      "ChangeCancelled",
    );
  });

  it("<CHA-4> works under a pause", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, governor } = community;
    const change = parametersChange();
    await scheduled(community, change);
    await community.pause();

    await expect(charter.connect(governor).cancelChange(change.id)).to.emit(
      charter,
      "ChangeCancelled",
    );
  });

  it("<CHA-2> is the governor's alone", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, deployer, governor, guardian, stranger } = community;
    const change = parametersChange();
    const effectiveAt = await scheduled(community, change);

    for (const caller of [deployer, guardian, stranger]) {
      await expect(charter.connect(caller).cancelChange(change.id))
        .to.be.revertedWithCustomError(charter, "NotGovernor")
        .withArgs(caller, governor);
    }
    expect((await charter.scheduledChange(change.id)).effectiveAt).to.equal(effectiveAt);
  });

  describe("given no such change", () => {
    it("<CHA-2> refuses one that never was, one taken back and one executed", async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { charter, governor, stranger } = community;
      const [cancelled, executed] = [governorChange(stranger.address), parametersChange()];
      await scheduled(community, cancelled);
      await charter.connect(governor).cancelChange(cancelled.id);
      await time.increaseTo(await scheduled(community, executed));
      await charter.executeChange(executed.id);

      for (const id of [digest("never was"), cancelled.id, executed.id]) {
        await expect(charter.connect(governor).cancelChange(id))
          .to.be.revertedWithCustomError(charter, "NoSuchChange")
          .withArgs(id);
      }
    });
  });

  describe("given a new governor", () => {
    it("<CHA-2> lets the new one take back what the old one scheduled, and the old one no more", async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { charter, governor, stranger } = community;
      const succession = governorChange(stranger.address);
      const change = parametersChange();
      await scheduled(community, change);
      await time.increaseTo(await scheduled(community, succession));
      await charter.executeChange(succession.id);

      await expect(charter.connect(governor).cancelChange(change.id))
        .to.be.revertedWithCustomError(charter, "NotGovernor")
        .withArgs(governor, stranger);
      await expect(charter.connect(stranger).cancelChange(change.id))
        .to.emit(charter, "ChangeCancelled")
        .withArgs(change.id);
    });
  });
});
