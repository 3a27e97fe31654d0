import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";
import { deployCharter, TOKEN_ADDRESS } from "../support/stubbedCommunity";
import { INSIDE, OUTSIDE } from "./ranges";

describe("Charter constructor", () => {
  it("<CHA-1> holds the token, the parameters and the two offices", async () => {
    const { charter, governor, guardian } = await loadFixture(deployCharter);

    expect(await charter.token()).to.equal(TOKEN_ADDRESS);
    expect(await charter.governor()).to.equal(governor);
    expect(await charter.guardian()).to.equal(guardian);
    expect(await charter.membership()).to.equal(ZeroAddress);
    expect(await charter.parameters()).to.deep.equal(Object.values(DEFAULT_PARAMETERS));
    expect(await charter.parametersOf(1n)).to.deep.equal(Object.values(DEFAULT_PARAMETERS));
    expect((await charter.time()).version).to.equal(1n);
  });

  it("<CHA-1> emits what is in force", async () => {
    const { charter, governor, guardian } = await loadFixture(deployCharter);

    await expect(charter.deploymentTransaction())
      .to.emit(charter, "ParametersChanged")
      .withArgs(1n, Object.values(DEFAULT_PARAMETERS))
      .and.to.emit(charter, "GovernorChanged")
      .withArgs(governor)
      .and.to.emit(charter, "GuardianChanged")
      .withArgs(guardian);
  });

  it("<CHA-2> waits two days between a change and its effect", async () => {
    const { charter } = await loadFixture(deployCharter);

    expect(await charter.CHANGE_DELAY()).to.equal(172_800n);
  });

  describe("when an address is missing", () => {
    it("<CHA-1> refuses to be without a token", async () => {
      const { charter, governor, guardian } = await loadFixture(deployCharter);

      await expect(
        ethers.deployContract("Charter", [ZeroAddress, DEFAULT_PARAMETERS, governor, guardian]),
      ).to.be.revertedWithCustomError(charter, "ZeroAddress");
    });

    it("<CHA-2> refuses to begin without a governor", async () => {
      const { charter, guardian } = await loadFixture(deployCharter);

      await expect(
        ethers.deployContract("Charter", [
          TOKEN_ADDRESS,
          DEFAULT_PARAMETERS,
          ZeroAddress,
          guardian,
        ]),
      ).to.be.revertedWithCustomError(charter, "ZeroAddress");
    });

    it("<CHA-4> leaves the guardian's office empty", async () => {
      const { governor } = await loadFixture(deployCharter);

      const charter = await ethers.deployContract("Charter", [
        TOKEN_ADDRESS,
        DEFAULT_PARAMETERS,
        governor,
        ZeroAddress,
      ]);
      expect(await charter.guardian()).to.equal(ZeroAddress);
    });
  });

  describe("when a parameter lies outside its range", () => {
    for (const { title, parameters, error } of OUTSIDE) {
      it(`<CHA-1> refuses ${title}`, async () => {
        const { charter, governor, guardian } = await loadFixture(deployCharter);

        await expect(
          ethers.deployContract("Charter", [
            TOKEN_ADDRESS,
            { ...DEFAULT_PARAMETERS, ...parameters },
            governor,
            guardian,
          ]),
        )
          .to.be.revertedWithCustomError(charter, "ParameterOutOfRange")
          .withArgs(...error);
      });
    }
  });

  describe("when a parameter lies at an end of its range", () => {
    for (const { title, parameters } of INSIDE) {
      it(`<CHA-1> takes ${title}`, async () => {
        const { governor, guardian } = await loadFixture(deployCharter);
        const chosen = { ...DEFAULT_PARAMETERS, ...parameters };

        const charter = await ethers.deployContract("Charter", [
          TOKEN_ADDRESS,
          chosen,
          governor,
          guardian,
        ]);
        expect(await charter.parameters()).to.deep.equal(Object.values(chosen));
      });
    }
  });
});
