import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { BondRole, bondId, pledgeId } from "../../scripts/lib/names";
import { deployCommunity } from "../support/community";
import { newStorageSlots } from "./newStorageSlots";
import { CHAIN } from "./vaultFixture";

const BOND = bondId(CHAIN, 0, BondRole.Provider);
const PRICE = bondId(CHAIN, 0, BondRole.Receiver);

/** What each guarantor of the tree has of their own. */
const OWN = 101n;

/** No transaction may use more (EIP-7825). */
const GAS_LIMIT = 16_777_216n;
const GAS_BUDGET = 2_000_000n;

/** A bond of all the cover that a tree of six levels gives, and a harmed side with a price in escrow. */
async function deployTree() {
  const [tradeWallet, courtWallet] = (await ethers.getSigners()).slice(-2);
  if (!tradeWallet || !courtWallet) throw new Error("The network has too few accounts");
  const community = await deployCommunity({
    substitutes: { trade: tradeWallet, court: courtWallet },
  });
  const { vault, graph, founders, deposit, tree } = community;
  const { party, levels, cover } = await tree(6, { own: OWN });
  const { serial0, serial1 } = await graph.pairOf(party.id);
  const asTrade = vault.connect(tradeWallet);
  await asTrade.commit(
    party.id,
    [{ bond: BOND, price: 0n, amount: cover }],
    pledgeId(party.id, 0, serial0),
    pledgeId(party.id, 1, serial1),
  );
  const [harmed] = founders;
  await deposit(harmed, 1n);
  await asTrade.commit(harmed.id, [{ bond: PRICE, price: 1n, amount: 0n }], 0n, 0n);
  return { ...community, asTrade, harmed, party, levels, cover };
}

/** What the pledge of one guarantor paid. */
interface Paid {
  /** Steps up from the party. */
  level: number;
  /** The guarantor's place among those of the level, in the order of paths. */
  index: number;
  amount: bigint;
  own: bigint;
}

/**
 * What each guarantor pays when the pledges behind the guarantor at `level` and `index` pay `amount`:
 * equal pledges stand behind everybody, so slot 0 pays half, rounded down.
 */
function paidBehind(level: number, index: number, amount: bigint): Paid[] {
  const halves = [amount / 2n, amount - amount / 2n];
  return halves.flatMap((half, slot) => {
    if (half === 0n) return [];
    const own = half < OWN ? half : OWN;
    const place = { level: level + 1, index: index * 2 + slot };
    return [{ ...place, amount: half, own }, ...paidBehind(place.level, place.index, half - own)];
  });
}

describe("A tree of six levels of guarantors", () => {
  it("<COV-5> stands behind a bond of depth 6 with all its cover", async () => {
    const { vault, cover } = await loadFixture(deployTree);

    expect(cover).to.equal(126n * OWN);
    expect((await vault.bond(BOND)).depth).to.equal(6n);
    expect(await vault.bondAmount(BOND)).to.equal(cover);
  });

  for (const { title, left, payers } of [
    { title: "all 126 guarantors pay everything", left: 0n, payers: 126 },
    { title: "all 126 pay, the last level a part that is odd", left: 64n * 50n + 37n, payers: 126 },
    { title: "five levels pay and one unit of the sixth", left: 64n * OWN - 1n, payers: 63 },
    { title: "the first level alone pays", left: 124n * OWN, payers: 2 },
  ]) {
    it(`<COV-6> <COV-8> <INV-5> lets a draw in which ${title} pay the harmed side and book each debt`, async () => {
      const fixture = await loadFixture(deployTree);
      const { vault, graph, asTrade, party, levels, harmed, cover } = fixture;
      const amount = cover - left;
      const { free } = await vault.account(harmed.id);

      const { hash } = await asTrade.draw(BOND, amount, harmed.id);

      const receipt = await ethers.provider.getTransactionReceipt(hash);
      const expected = paidBehind(0, 0, amount);
      expect(expected.length).to.equal(payers);
      expect((await vault.account(harmed.id)).free - free).to.equal(amount);
      const drawn = (receipt?.logs ?? [])
        .map((log) => vault.interface.parseLog(log))
        .filter((event) => event?.name === "PledgeDrawn");
      expect(drawn.length).to.equal(payers);

      for (const { level, index, amount: paid, own } of expected) {
        const guarantor = levels[level]?.[index];
        const principal = levels[level - 1]?.[Math.floor(index / 2)];
        if (!guarantor || !principal) throw new Error("The tree is too small");
        const { serial0, serial1 } = await graph.pairOf(principal.id);
        const slot = index % 2;
        const id = pledgeId(principal.id, slot, slot === 0 ? serial0 : serial1);
        const pledge = await vault.pledge(id);
        const place = `guarantor ${index} of level ${level}`;
        expect([pledge.guarantor, pledge.owed, pledge.own], place).to.deep.equal([
          guarantor.id,
          paid,
          OWN - own,
        ]);
        expect((await vault.account(guarantor.id)).owed, place).to.equal(paid - own);
        expect(
          drawn.find((event) => event?.args["pledge"] === id)?.args.toArray(),
          place,
        ).to.deep.equal([id, guarantor.id, paid, own, BigInt(level)]);
      }
      expect((await vault.account(party.id)).owed).to.equal(amount);
      expect(await fixture.audit()).to.deep.equal([]);

      expect(receipt?.gasUsed).to.be.lessThan(GAS_LIMIT);
      expect(receipt?.gasUsed).to.be.lessThan(GAS_BUDGET);
      expect(await newStorageSlots(hash)).to.deep.equal([]);
    });
  }

  it("<COV-7> <INV-3> gets its room back after a draw in three parts, to the unit", async () => {
    const fixture = await loadFixture(deployTree);
    const { vault, asTrade, harmed, cover, party, graph } = fixture;
    for (const amount of [1n, 777n, 2_222n]) await asTrade.draw(BOND, amount, harmed.id);

    await asTrade.release(BOND, party.id);

    const { serial0, serial1 } = await graph.pairOf(party.id);
    const rooms = await Promise.all(
      [pledgeId(party.id, 0, serial0), pledgeId(party.id, 1, serial1)].map(
        async (id) => (await vault.pledge(id)).room,
      ),
    );
    expect((rooms[0] ?? 0n) + (rooms[1] ?? 0n)).to.equal(cover - 3_000n);
    expect(await fixture.audit()).to.deep.equal([]);
  });
});
