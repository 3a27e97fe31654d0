import { expect } from "chai";
import { concat, id, keccak256, ZeroHash } from "ethers";

import { itemTree } from "../../scripts/lib/itemTree";

const leaf = (code: string): string => keccak256(keccak256(id(code)));
const pair = (left: string, right: string): string => keccak256(concat([left, right].sort()));

describe("itemTree", () => {
  it("has the zero word for no items", () => {
    expect(itemTree([]).root).to.equal(ZeroHash);
  });

  it("has the leaf itself for one item", () => {
    const tree = itemTree(["A"]);

    expect(tree.root).to.equal(leaf("A"));
    expect(tree.proofOf("A")).to.deep.equal([]);
  });

  it("<CHN-12> proves every item of any number, and nothing else", () => {
    for (let count = 1; count <= 9; count++) {
      const codes = Array.from({ length: count }, (_, index) => `ITEM-${index}`);
      const tree = itemTree(codes);
      for (const code of codes) {
        const proof = tree.proofOf(code) ?? [];
        expect(proof.reduce(pair, leaf(code)), `${code} of ${count}`).to.equal(tree.root);
      }
      expect(tree.proofOf("OTHER")).to.equal(undefined);
    }
  });
});
