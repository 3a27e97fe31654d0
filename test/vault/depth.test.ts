import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { MemberHandle } from "../support/community";
import { changes } from "./changes";
import { deployVault, type VaultFixture } from "./vaultFixture";

/** A line of guarantors: `pledges[k]` is of depth k, and backed by the one before alone. */
interface GuarantorLine extends VaultFixture {
  pledges: bigint[];
  /** `members[0]` owns the money; `members[k + 1]` is the principal of `pledges[k]`. */
  members: MemberHandle[];
}

/** Seven pledges of 10 in a line, of depth 0 to 6. */
async function deployLine(): Promise<GuarantorLine> {
  const fixture = await deployVault({ founders: 9 });
  const { founders, deposit, pledge } = fixture;
  await deposit(founders[0], 10n);
  const pledges: bigint[] = [];
  for (const [index, guarantor] of founders.slice(0, 7).entries()) {
    const principal = founders[index + 1];
    if (!principal) throw new Error("The line is too short");
    pledges.push(await pledge(principal, 10n, { by: guarantor }));
  }
  return { ...fixture, pledges, members: founders };
}

describe("The depth of a lock", () => {
  it("<COV-5> <INV-4> is one more than that of the pledge behind it, up to 6", async () => {
    const { vault, pledges } = await loadFixture(deployLine);

    const depths = await Promise.all(pledges.map(async (id) => (await vault.pledge(id)).depth));
    expect(depths).to.deep.equal([0n, 1n, 2n, 3n, 4n, 5n, 6n]);
  });

  it("<COV-3> <COV-5> ends the room: a pledge of depth 6 backs nothing", async () => {
    const { vault, pledges, members, bond } = await loadFixture(deployLine);
    const last = pledges[6] ?? 0n;
    const [, , , , , , , principal] = members;
    if (!principal) throw new Error("The line is too short");

    expect((await vault.pledge(last)).room).to.equal(10n);
    expect(await vault.roomOf(last)).to.equal(0n);
    await expect(bond(principal, 1n))
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(principal.id, 1n, 0n);
  });

  it("<COV-3> <COV-5> refuses a pledge of depth 7", async () => {
    const { vault, members, pledge } = await loadFixture(deployLine);
    const [, , , , , , , guarantor, principal] = members;
    if (!guarantor || !principal) throw new Error("The line is too short");

    await expect(pledge(principal, 1n, { by: guarantor }))
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(guarantor.id, 1n, 0n);
  });

  it("<COV-5> is counted for a bond as for a pledge: depth 6 on a pledge of depth 5", async () => {
    const fixture = await loadFixture(deployLine);
    const { vault, asGraph, asTrade, pledges, members } = fixture;
    const [, , , , , , sixth, seventh] = members;
    if (!sixth || !seventh) throw new Error("The line is too short");
    await asGraph.endPledge(pledges[6] ?? 0n);

    const id = await fixture.bond(sixth, 10n);

    expect((await vault.bond(id)).depth).to.equal(6n);
    // Level by level: every pledge of the line pays with the one behind it, the last with own money.
    const result = await changes(fixture, () => asTrade.draw(id, 10n, seventh.id));
    expect(result).to.deep.equal({
      "bond 0/0 from pledge 7/0": -10n,
      ...Object.fromEntries(
        [7, 6, 5, 4, 3, 2].flatMap((member) => [
          [`pledge ${member}/0 owed`, 10n],
          [`member ${member} owes`, 10n],
          member === 2
            ? ["pledge 2/0 own", -10n]
            : [`pledge ${member}/0 from pledge ${member - 1}/0`, -10n],
        ]),
      ),
      "member 8 free": 10n,
    });
  });

  it("<COV-5> is the greater of two", async () => {
    const fixture = await loadFixture(deployLine);
    const { vault, pledges, members, deposit, pledge } = fixture;
    const [first, , , , fifth] = members;
    if (!first || !fifth) throw new Error("The line is too short");
    await fixture.asGraph.endPledge(pledges[6] ?? 0n);
    await fixture.asGraph.endPledge(pledges[5] ?? 0n);
    await fixture.asGraph.endPledge(pledges[4] ?? 0n);
    await deposit(first, 10n);
    // Behind the fifth member: depth 3 in slot 0, depth 0 in slot 1.
    const shallow = await pledge(fifth, 10n, { slot: 1, by: first });

    expect((await vault.pledge(shallow)).depth).to.equal(0n);
    const both = await fixture.bond(fifth, 2n, { stage: 1 });
    const shallowAlone = await fixture.bond(fifth, 2n, { stage: 2, backing: [0n, shallow] });
    expect((await vault.bond(both)).depth).to.equal(4n);
    expect((await vault.bond(shallowAlone)).depth).to.equal(1n);
  });

  it("<COV-5> <INV-4> never rises, nor falls, whatever happens to the pledges", async () => {
    const fixture = await loadFixture(deployLine);
    const { vault, asGraph, asTrade, pledges, members, deposit, harmed } = fixture;
    const [, , , , , , sixth] = members;
    if (!sixth) throw new Error("The line is too short");
    await asGraph.endPledge(pledges[6] ?? 0n);
    const id = await fixture.bond(sixth, 4n);
    const depthsNow = async () => [
      (await vault.bond(id)).depth,
      ...(await Promise.all(pledges.slice(0, 6).map(async (at) => (await vault.pledge(at)).depth))),
    ];
    const before = await depthsNow();
    const [, second] = members;
    if (!second) throw new Error("The line is too short");
    await deposit(second, 5n);

    await asGraph.increasePledge(pledges[1] ?? 0n, 5n);
    await asTrade.draw(id, 3n, harmed.id);
    await asGraph.decreasePledge(pledges[5] ?? 0n, 2n);

    expect(await depthsNow()).to.deep.equal(before);
  });
});
