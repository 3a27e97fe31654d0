import { getStorageAt, loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { AbiCoder, keccak256, toBeHex } from "ethers";

import { deployCommunity, type Community } from "../support/community";
import { readStorageLayout } from "../support/storageLayout";

/** Fields of a word from its lowest bits on. */
function unpack(word: bigint, widths: readonly bigint[]): bigint[] {
  let rest = word;
  return widths.map((width) => {
    const field = rest & ((1n << width) - 1n);
    rest >>= width;
    return field;
  });
}

/** The word `index` of the record of a mapping. */
async function wordOf(
  { vault }: Pick<Community, "vault">,
  mapping: string,
  key: bigint,
  index = 0n,
): Promise<bigint> {
  const { variables } = await readStorageLayout("contracts/CoverVault.sol", "CoverVault");
  const place = variables[mapping];
  if (!place) throw new Error(`The vault has no ${mapping}`);
  const encoded = AbiCoder.defaultAbiCoder().encode(["uint256", "uint256"], [key, place.slot]);
  const slot = BigInt(keccak256(encoded)) + index;
  return BigInt(await getStorageAt(await vault.getAddress(), toBeHex(slot, 32)));
}

async function deployBacked() {
  const community = await deployCommunity();
  const tree = await community.tree(2, { own: 50n });
  return { ...community, tree };
}

describe("The vault's storage", () => {
  describe("given a guarantor whose pledge is backed by their own guarantors", () => {
    it("<COV-9> keeps an account in one word", async () => {
      const { vault, tree, ...rest } = await loadFixture(deployBacked);
      const guarantor = tree.levels[1]?.[0];
      if (!guarantor) throw new Error("The tree has no guarantors");
      await rest.deposit(guarantor, 7n);
      const { free, owed, dueBy, locks, recourseOpened } = await vault.account(guarantor.id);

      expect([free, locks]).to.deep.equal([7n, 1n]);
      const word = await wordOf({ vault }, "_accounts", guarantor.id);
      expect(unpack(word, [96n, 96n, 40n, 16n, 8n])).to.deep.equal([
        ...[free, owed, dueBy, locks, recourseOpened],
      ]);
    });

    it("<COV-4> keeps a pledge in three words, and one that is not backed in two", async () => {
      const { vault, graph, tree } = await loadFixture(deployBacked);
      const { serial0 } = await graph.pairOf(tree.party.id);
      const id = (tree.party.id << 32n) | serial0;
      const { own, owed, guarantor, room, until, state, depth, backing } = await vault.pledge(id);

      expect([own, room, depth]).to.deep.equal([50n, 150n, 1n]);
      const money = unpack(await wordOf({ vault }, "_pledges", id), [96n, 96n, 32n]);
      expect(money).to.deep.equal([own, owed, guarantor]);
      const terms = unpack(await wordOf({ vault }, "_pledges", id, 1n), [96n, 40n, 8n, 8n]);
      expect(terms).to.deep.equal([room, until, state, depth]);
      const behind = await wordOf({ vault }, "_pledges", id, 2n);
      expect(unpack(behind, [96n, 96n, 24n, 24n])).to.deep.equal([
        ...[backing.part0, backing.part1, backing.serial0, backing.serial1],
      ]);

      const lower = (guarantor << 32n) | backing.serial0;
      expect((await vault.pledge(lower)).depth).to.equal(0n);
      expect(await wordOf({ vault }, "_pledges", lower, 2n)).to.equal(0n);
    });
  });
});
