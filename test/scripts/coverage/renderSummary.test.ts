import { expect } from "chai";

import { formatTotals, renderSummary } from "../../../scripts/coverage/renderSummary";
import type { Summary } from "../../../scripts/coverage/Summary";

const CLOSED = {
  file: "contracts/Shop.sol",
  inside: "buy",
  code: "if (closed || sold) revert Closed();",
  side: "true",
} as const;

const full = (total: number): { covered: number; total: number } => ({ covered: total, total });

const SUMMARY: Summary = {
  sources: "c0ffee",
  files: {
    "contracts/IShop.sol": {
      statements: full(0),
      branches: full(0),
      functions: full(0),
      lines: full(0),
    },
    "contracts/Shop.sol": {
      statements: full(30_000),
      branches: { covered: 29_999, total: 30_000 },
      functions: full(1),
      lines: full(3),
    },
  },
  gaps: [{ kind: "branches", line: 2, ...CLOSED }],
};

describe("renderSummary", () => {
  it("has a line for each file that has code, and rounds down", () => {
    const lines = renderSummary(SUMMARY, []).split("\n");

    expect(lines).to.include(
      "| `contracts/Shop.sol` | 100 % (30000 of 30000) | 99.99 % (29999 of 30000) | 100 % (1 of 1) | 100 % (3 of 3) |",
    );
    expect(lines.filter((line) => line.includes("IShop"))).to.deep.equal([]);
    expect(lines).to.include("Sources: sha256 `c0ffee`");
    expect(lines).to.include("Nothing: there are no exclusions.");
  });

  it("lists what cannot be reached by line, with the reason", () => {
    const lines = renderSummary(SUMMARY, [{ ...CLOSED, reason: "it never closes" }]).split("\n");

    expect(lines).to.include(
      "| `contracts/Shop.sol:2` | `if (closed \\|\\| sold) revert Closed();` | true | it never closes |",
    );
  });
});

describe("formatTotals", () => {
  it("adds up all files", () => {
    expect(formatTotals(SUMMARY)).to.equal(
      "statements 100 %, branches 99.99 %, functions 100 %, lines 100 %",
    );
  });
});
