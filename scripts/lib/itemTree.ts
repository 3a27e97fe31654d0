import { concat, id, keccak256, ZeroHash } from "ethers";

/** The Merkle tree over the item codes of a delivery. */
export interface ItemTree {
  /** What the delivery carries; the zero word when there are no items. */
  root: string;
  /** What shows that a code is among the items; undefined if it is not. */
  proofOf(code: string): string[] | undefined;
}

/**
 * Builds a tree as OpenZeppelin's `MerkleProof` checks it: pairs are sorted, and a leaf is an item's
 * digest hashed twice.
 */
export function itemTree(codes: readonly string[]): ItemTree {
  const levels = [codes.map(leafOf).sort()];
  for (let below = levels[0] ?? []; below.length > 1;) {
    below = pairsOf(below).map((pair) => (pair.length === 2 ? keccak256(concat(pair)) : pair[0]));
    levels.push(below);
  }

  return {
    root: levels.at(-1)?.[0] ?? ZeroHash,
    proofOf: (code) => {
      let index = levels[0]?.indexOf(leafOf(code)) ?? -1;
      if (index < 0) return undefined;
      const proof: string[] = [];
      for (const level of levels.slice(0, -1)) {
        const sibling = level[index ^ 1];
        if (sibling !== undefined) proof.push(sibling);
        index >>= 1;
      }
      return proof;
    },
  };
}

/** The word that stands for an item code on the chain. */
export function itemDigest(code: string): string {
  return id(code);
}

function leafOf(code: string): string {
  return keccak256(keccak256(itemDigest(code)));
}

function pairsOf(level: readonly string[]): ([string] | [string, string])[] {
  const pairs: ([string] | [string, string])[] = [];
  for (let index = 0; index < level.length; index += 2) {
    const [left, right] = level.slice(index, index + 2).sort();
    if (left !== undefined) pairs.push(right === undefined ? [left] : [left, right]);
  }
  return pairs;
}
