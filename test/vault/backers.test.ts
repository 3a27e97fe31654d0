import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { deployVault, deployWorkedExample } from "./vaultFixture";

const NOBODY = 0n;

describe("CoverVault.backerOf", () => {
  describe("given a bond of 40 own, 30 of one guarantor, 10 of the other and 20 of that one's two", () => {
    it("<COV-6> <CHN-5> finds each of them at the end of the way up through the pledges", async () => {
      const { vault, bondOf100, guarantor0, guarantor1, upper0, upper1 } =
        await loadFixture(deployWorkedExample);

      for (const [path, steps, backer] of [
        [0b0n, 1, guarantor0],
        [0b1n, 1, guarantor1],
        [0b10n, 2, upper0],
        [0b11n, 2, upper1],
      ] as const) {
        expect(await vault.backerOf(bondOf100, path, steps)).to.equal(backer.id);
      }
    });

    it("<COV-6> finds nobody where no part of it goes", async () => {
      const { vault, bondOf100 } = await loadFixture(deployWorkedExample);

      // The first guarantor's pledge is their own money, and so are those two steps up.
      for (const [path, steps] of [
        [0b00n, 2],
        [0b01n, 2],
        [0b100n, 3],
        [0b111111n, 6],
      ] as const) {
        expect(await vault.backerOf(bondOf100, path, steps)).to.equal(NOBODY);
      }
    });

    it("<SUR-4> finds a guarantor whose pledge has ended and is in use", async () => {
      const { vault, asGraph, bondOf100, pledge1, upperPledge0, guarantor1, upper0 } =
        await loadFixture(deployWorkedExample);
      await asGraph.endPledge(pledge1);
      await asGraph.endPledge(upperPledge0);

      expect(await vault.backerOf(bondOf100, 0b1n, 1)).to.equal(guarantor1.id);
      expect(await vault.backerOf(bondOf100, 0b10n, 2)).to.equal(upper0.id);
    });

    it("<COV-6> finds nobody once a draw has taken all", async () => {
      const { vault, asTrade, bondOf100, harmed } = await loadFixture(deployWorkedExample);
      await asTrade.draw(bondOf100, 100n, harmed.id);

      for (const [path, steps] of [
        [0b0n, 1],
        [0b1n, 1],
        [0b10n, 2],
      ] as const) {
        expect(await vault.backerOf(bondOf100, path, steps)).to.equal(NOBODY);
      }
    });
  });

  describe("given a bond that the guarantor in slot 1 alone stands behind", () => {
    it("<COV-6> finds that one, and nobody in slot 0", async () => {
      const { vault, guarantor1, principal, deposit, pledge, bond } =
        await loadFixture(deployVault);
      await deposit(guarantor1, 30n);
      await pledge(principal, 30n, { slot: 1 });
      const bondOf30 = await bond(principal, 30n);

      expect(await vault.backerOf(bondOf30, 0b1n, 1)).to.equal(guarantor1.id);
      expect(await vault.backerOf(bondOf30, 0b0n, 1)).to.equal(NOBODY);
    });
  });

  describe("given a bond that the guarantor in slot 0 alone stands behind, with own money", () => {
    it("<COV-6> finds that one, nobody in slot 1, and not who would stand behind more", async () => {
      const { vault, guarantor0, principal, upper0, deposit, pledge, bond } =
        await loadFixture(deployVault);
      await deposit(guarantor0, 30n);
      await deposit(upper0, 10n);
      await pledge(guarantor0, 10n, { by: upper0, slot: 0 });
      await pledge(principal, 30n, { slot: 0 });
      const bondOf30 = await bond(principal, 30n);

      expect(await vault.backerOf(bondOf30, 0b0n, 1)).to.equal(guarantor0.id);
      expect(await vault.backerOf(bondOf30, 0b1n, 1)).to.equal(NOBODY);
      expect(await vault.backerOf(bondOf30, 0b00n, 2)).to.equal(NOBODY);
    });
  });

  describe("given no such bond", () => {
    it("<COV-6> finds nobody", async () => {
      const { vault } = await loadFixture(deployWorkedExample);

      expect(await vault.backerOf(12345n, 0n, 1)).to.equal(NOBODY);
    });
  });

  describe("when it is asked wrongly", () => {
    for (const steps of [0, 7, 255]) {
      it(`<COV-6> refuses ${steps} steps`, async () => {
        const { vault, bondOf100 } = await loadFixture(deployWorkedExample);

        await expect(vault.backerOf(bondOf100, 0n, steps))
          .to.be.revertedWithCustomError(vault, "TooManySteps")
          .withArgs(steps);
      });
    }

    it("<COV-6> refuses a path with more bits than steps", async () => {
      const { vault, bondOf100 } = await loadFixture(deployWorkedExample);

      for (const [path, steps] of [
        [2n, 1],
        [4n, 2],
        [64n, 6],
        [2n ** 255n, 6],
      ] as const) {
        await expect(vault.backerOf(bondOf100, path, steps))
          .to.be.revertedWithCustomError(vault, "PathTooLong")
          .withArgs(path, steps);
      }
    });
  });
});
