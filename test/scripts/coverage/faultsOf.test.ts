import { expect } from "chai";

import { faultsOf } from "../../../scripts/coverage/faultsOf";
import type { Gap, Summary } from "../../../scripts/coverage/Summary";
import type { UnreachableSide } from "../../../scripts/coverage/UnreachableSide";

const PLACE = {
  file: "contracts/Shop.sol",
  line: 2,
  inside: "buy",
  code: "if (closed) revert Closed();",
};
const GAP: Gap = { ...PLACE, kind: "branches", side: "true" };
const ENTRY: UnreachableSide = {
  file: "contracts/Shop.sol",
  inside: "buy",
  code: "if (closed) revert Closed();",
  side: "true",
  reason: "the shop never closes",
};
const NEEDLESS = "contracts/Shop.sol buy: no need to exclude (true): if (closed) revert Closed();";
const MISSED = "contracts/Shop.sol:2 this branch (true) never ran: if (closed) revert Closed();";

function withGaps(...gaps: Gap[]): Summary {
  return { sources: "", files: {}, gaps };
}

describe("faultsOf", () => {
  it("finds none where everything ran", () => {
    expect(faultsOf(withGaps(), [])).to.deep.equal([]);
  });

  it("finds none where all that did not run cannot", () => {
    expect(faultsOf(withGaps(GAP), [ENTRY])).to.deep.equal([]);
  });

  it("tells a branch that never ran", () => {
    expect(faultsOf(withGaps(GAP), [])).to.deep.equal([MISSED]);
  });

  it("tells a statement that never ran", () => {
    expect(faultsOf(withGaps({ ...PLACE, kind: "statements" }), [])).to.deep.equal([
      "contracts/Shop.sol:2 this statement never ran: if (closed) revert Closed();",
    ]);
  });

  it("excludes branches only", () => {
    const gap: Gap = { ...GAP, kind: "lines" };

    expect(faultsOf(withGaps(gap), [ENTRY])).to.have.length(2);
  });

  it("tells an exclusion of what ran after all", () => {
    expect(faultsOf(withGaps(), [ENTRY])).to.deep.equal([NEEDLESS]);
  });

  for (const change of [
    { file: "contracts/Mall.sol" },
    { inside: "sell" },
    { code: "if (open) revert Open();" },
    { side: "false" },
  ] as const) {
    it(`does not take an exclusion for another with another ${Object.keys(change).join()}`, () => {
      expect(faultsOf(withGaps(GAP), [{ ...ENTRY, ...change }])).to.have.length(2);
    });
  }
});
