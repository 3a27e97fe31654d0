import { expect } from "chai";

import { mergeErrors, type AbiItem } from "../../scripts/lib/mergeErrors";

function error(name: string, type: string): AbiItem {
  return { type: "error", name, inputs: [{ name: "value", type }] };
}

describe("mergeErrors", () => {
  it("keeps each signature once, sorted, and nothing but errors", () => {
    const view: AbiItem = { type: "function", name: "A", inputs: [], stateMutability: "view" };

    const merged = mergeErrors([
      [error("B", "uint256"), view],
      [error("A", "uint256"), error("B", "uint256")],
      [error("B", "address")],
    ]);

    expect(merged).to.deep.equal([
      error("A", "uint256"),
      error("B", "address"),
      error("B", "uint256"),
    ]);
  });
});
