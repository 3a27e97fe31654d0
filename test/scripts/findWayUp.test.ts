import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { findWayUp } from "../../scripts/lib/findWayUp";
import { bondId, BondRole } from "../../scripts/lib/names";
import type { MemberHandle } from "../support/community";
import { CHAIN, deployVault, deployWorkedExample, type VaultFixture } from "../vault/vaultFixture";

const NOBODY = 0n;

interface Line extends VaultFixture {
  id: bigint;
  /** Who stands behind the bond, the nearest first: each alone, in slots 0 and 1 in turn. */
  backers: MemberHandle[];
}

/** A bond of a member without money, behind which money stands six steps up. */
async function deployLine(): Promise<Line> {
  const fixture = await deployVault();
  const { founders, deposit, pledge, bond } = fixture;
  const [party, ...backers] = founders.slice(0, 7).reverse();
  const [richest] = founders;
  if (party === undefined) throw new RangeError("The line is too short");
  await deposit(richest, 10n);
  const principals = [party, ...backers].slice(0, -1);
  for (const [index, principal] of [...principals.entries()].reverse()) {
    const by = backers[index] ?? richest;
    await pledge(principal, 10n, { by, slot: index % 2 === 0 ? 0 : 1 });
  }
  return { ...fixture, id: await bond(party, 10n), backers };
}

describe("findWayUp", () => {
  it("<CHN-5> finds all who stand behind a bond, where the vault finds them too", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, bondOf100, guarantor0, guarantor1, upper0, upper1 } = fixture;

    for (const [{ id }, steps, path] of [
      [guarantor0, 1, 0b0n],
      [guarantor1, 1, 0b1n],
      [upper0, 2, 0b10n],
      [upper1, 2, 0b11n],
    ] as const) {
      expect(await findWayUp(vault, bondOf100, id)).to.deep.equal({ steps, path });
      expect(await vault.backerOf(bondOf100, path, steps)).to.equal(id);
    }
  });

  it("<CHN-5> goes up six steps", async () => {
    const { vault, id, backers } = await loadFixture(deployLine);

    for (const [index, backer] of backers.entries()) {
      const way = await findWayUp(vault, id, backer.id);

      expect(way?.steps).to.equal(index + 1);
      expect(await vault.backerOf(id, way?.path ?? 0n, index + 1)).to.equal(backer.id);
    }
    expect(backers.length).to.equal(6);
  });

  it("<CHN-5> finds the shorter of two ways", async () => {
    const fixture = await loadFixture(deployVault);
    const { vault, principal, guarantor0, guarantor1, deposit, pledge, bond } = fixture;
    await deposit(guarantor1, 20n);
    await pledge(guarantor0, 10n, { by: guarantor1, slot: 0 });
    await pledge(principal, 10n, { slot: 0 });
    await pledge(principal, 10n, { slot: 1 });
    const id = await bond(principal, 20n);

    expect(await vault.backerOf(id, 0b00n, 2)).to.equal(guarantor1.id);
    expect(await findWayUp(vault, id, guarantor1.id)).to.deep.equal({ steps: 1, path: 1n });
  });

  it("<CHN-5> goes through pledges that have ended, as long as they are in use", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, asGraph, pledge1, upperPledge0, bondOf100, upper0 } = fixture;
    await asGraph.endPledge(upperPledge0);
    await asGraph.endPledge(pledge1);

    expect(await findWayUp(vault, bondOf100, upper0.id)).to.deep.equal({ steps: 2, path: 0b10n });
  });

  it("<CHN-5> goes through no pledge that carries nothing of the bond", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, principal, guarantor0, upper0, deposit, bond } = fixture;
    await deposit(principal, 7n);
    const id = await bond(principal, 7n, { stage: 1 });

    for (const member of [guarantor0, upper0]) {
      expect(await findWayUp(vault, id, member.id)).to.equal(undefined);
    }
  });

  it("<CHN-5> finds no way to the party, to others, to nobody, or from no bond", async () => {
    const fixture = await loadFixture(deployWorkedExample);
    const { vault, bondOf100, principal, harmed, guarantor0 } = fixture;

    for (const member of [principal.id, harmed.id, NOBODY, 999n]) {
      expect(await findWayUp(vault, bondOf100, member)).to.equal(undefined);
    }
    const none = bondId(CHAIN, 9, BondRole.Provider);
    expect(await findWayUp(vault, none, guarantor0.id)).to.equal(undefined);
  });
});
