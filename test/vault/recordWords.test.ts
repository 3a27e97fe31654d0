import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { AbiCoder, keccak256 } from "ethers";
import { ethers } from "hardhat";

import { DAY } from "../support/community";
import { deployVault, deployWorkedExample, type WorkedExample } from "./vaultFixture";

const WORD = 2n ** 256n;

/** The vault's mappings by their slots. */
const ACCOUNTS = 0;
const PLEDGES = 1;
const BONDS = 2;

/** The words of a record in one of them. */
async function readRecord(
  { vault }: WorkedExample,
  mapping: number,
  keyType: "uint32" | "uint64" | "uint256",
  key: bigint,
  words: number,
): Promise<bigint[]> {
  const slot = BigInt(
    keccak256(AbiCoder.defaultAbiCoder().encode([keyType, "uint256"], [key, mapping])),
  );
  return Promise.all(
    Array.from({ length: words }, async (_, index) =>
      BigInt(await ethers.provider.getStorage(vault, (slot + BigInt(index)) % WORD)),
    ),
  );
}

/** A word from its fields, the first in the lowest bits. */
function pack(...fields: readonly (readonly [value: bigint, bits: number])[]): bigint {
  let word = 0n;
  let offset = 0n;
  for (const [value, bits] of fields) {
    word |= value << offset;
    offset += BigInt(bits);
  }
  return word;
}

const NOTHING = pack();

/** One token of 18 decimals: amounts of it take more than 64 bits. */
const GREAT = 10n ** 18n;

/** The worked example, drawn and a part of it repaid; what is drawn is due in 30 days. */
async function drawn(unit: bigint, from?: bigint) {
  const fixture = await deployWorkedExample(unit);
  const { asTrade, bondOf100, harmed, deposit, principal, now } = fixture;
  if (from !== undefined) await time.increaseTo(from);
  await asTrade.draw(bondOf100, 70n * unit, harmed.id);
  const dueBy = (await now()) + 30n * DAY;
  await deposit(principal, 9n * unit);
  return { ...fixture, dueBy };
}

function deployDrawn() {
  return drawn(1n);
}

/** With what a token of 18 decimals counts in, in the year 2106. */
function deployGreatlyDrawn() {
  return drawn(GREAT, 2n ** 32n);
}

describe("A member with a great number", () => {
  it("<COV-3> <COV-4> has pledges and bonds like everybody", async () => {
    const { vault, asGraph, asTrade, principal, guarantor0, deposit, escrow, pledge, bond } =
      await loadFixture(deployVault);
    const id = 70_001n;
    const member = { id, wallet: principal.wallet };
    await deposit(principal, 30n);
    const price = await escrow(principal, 30n);
    const other = await bond(guarantor0, 0n, { stage: 1 });
    await asTrade.settle(other, guarantor0.id, price, principal.id, [{ to: id, amount: 30n }]);

    const pledged = await pledge(principal, 10n, { by: member });
    const bonded = await bond(member, 20n, { stage: 2 });
    expect((await vault.pledge(pledged)).guarantor).to.equal(id);
    expect(await vault.account(id)).to.deep.equal([0n, 0n, 0n, 2n, 0n]);

    await asGraph.endPledge(pledged);
    await asTrade.release(bonded, id);
    expect(await vault.account(id)).to.deep.equal([30n, 0n, 0n, 0n, 0n]);
  });
});

describe("A principal with a great number", () => {
  it("<COV-8> owes and repays like everybody", async () => {
    const { vault, asTrade, principal, guarantor0, harmed, stranger, deposit, fund, pledge, bond } =
      await loadFixture(deployVault);
    const member = { id: 70_001n, wallet: principal.wallet };
    await deposit(guarantor0, 10n);
    const pledged = await pledge(member, 10n);
    await asTrade.draw(await bond(member, 10n), 10n, harmed.id);
    expect((await vault.account(member.id)).owed).to.equal(10n);
    await fund(stranger, 10n);

    await expect(vault.connect(stranger).repay(pledged, 10n))
      .to.emit(vault, "Deposited")
      .withArgs(member.id, stranger.address, 10n);

    expect((await vault.account(member.id)).owed).to.equal(0n);
  });
});

describe("The records of the vault after a draw", () => {
  for (const { name, deploy, unit } of [
    { name: "", deploy: deployDrawn, unit: 1n },
    { name: ", of great amounts and at a late time", deploy: deployGreatlyDrawn, unit: GREAT },
  ]) {
    it(`<COV-6> keeps an account in one slot${name}`, async () => {
      const fixture = await loadFixture(deploy);

      expect(await readRecord(fixture, ACCOUNTS, "uint32", 1n, 2)).to.deep.equal([
        pack([9n * unit, 96], [30n * unit, 96], [fixture.dueBy, 40], [1n, 16], [1n, 8]),
        NOTHING,
      ]);
    });

    it(`<COV-6> keeps what a draw touches of a pledge in the first of its slots${name}`, async () => {
      const fixture = await loadFixture(deploy);
      const { pledge1, horizon } = fixture;

      expect(await readRecord(fixture, PLEDGES, "uint64", pledge1, 4)).to.deep.equal([
        pack([0n, 96], [15n * unit, 96], [3n, 32]),
        pack([0n, 96], [horizon, 40], [1n, 8], [1n, 8], [3n, 32]),
        pack([(15n * unit + 1n) / 2n, 96], [(15n * unit) / 2n, 96], [1n, 24], [1n, 24]),
        NOTHING,
      ]);
    });
  }

  it("<COV-6> leaves the slot for backing empty where there is none", async () => {
    const fixture = await loadFixture(deployDrawn);
    const { pledge0, horizon } = fixture;

    expect(await readRecord(fixture, PLEDGES, "uint64", pledge0, 3)).to.deep.equal([
      pack([15n, 96], [15n, 96], [2n, 32]),
      pack([0n, 96], [horizon, 40], [1n, 8], [0n, 8], [2n, 32]),
      NOTHING,
    ]);
  });

  it("<COV-6> keeps a bond in two slots", async () => {
    const fixture = await loadFixture(deployDrawn);

    expect(await readRecord(fixture, BONDS, "uint256", fixture.bondOf100, 3)).to.deep.equal([
      pack([0n, 96], [0n, 96], [1n, 32], [2n, 8]),
      pack([15n, 96], [15n, 96], [1n, 24], [1n, 24]),
      NOTHING,
    ]);
  });

  it("<COV-7> leaves nothing behind of a bond and a pledge that are over", async () => {
    const fixture = await loadFixture(deployDrawn);
    const { vault, asGraph, asTrade, bondOf100, stranger, pledge1, fund } = fixture;
    await fund(stranger, 15n);
    await asTrade.release(bondOf100, 1n);
    await asGraph.endPledge(pledge1);
    await vault.connect(stranger).repay(pledge1, 15n);

    expect(await readRecord(fixture, BONDS, "uint256", bondOf100, 2)).to.deep.equal([0n, 0n]);
    expect(await readRecord(fixture, PLEDGES, "uint64", pledge1, 3)).to.deep.equal([0n, 0n, 0n]);
  });
});
