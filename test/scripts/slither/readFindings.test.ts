import { expect } from "chai";

import { readFindings, readUnread } from "../../../scripts/slither/readFindings";

interface Reported {
  check: string;
  impact: string;
  description: string;
  nodes?: string[];
  file?: string;
}

/** A report in the form that slither writes. */
function report(...detectors: Reported[]): unknown {
  return {
    success: true,
    error: null,
    results: {
      detectors: detectors.map(({ nodes = [], file = "contracts/A.sol", ...rest }) => ({
        ...rest,
        first_markdown_element: `${file}#L1`,
        elements: [
          { type: "function", name: "f" },
          ...nodes.map((name) => ({ type: "node", name })),
        ].map((element) => ({ ...element, source_mapping: { filename_relative: file } })),
      })),
    },
  };
}

describe("readFindings", () => {
  it("names a finding by what it says, without lines", () => {
    const [finding] = readFindings(
      report({
        check: "unused-return",
        impact: "Medium",
        description:
          "A.f() (contracts/A.sol#3-9) ignores return value by g() (contracts/A.sol#4)\n",
        nodes: ["g()"],
      }),
    );

    expect(finding).to.deep.equal({
      impact: "Medium",
      detector: "unused-return",
      finding: "A.f() ignores return value by g()",
      where: "contracts/A.sol#L1",
    });
  });

  it("adds the expressions that the first line does not name, so that another one is another finding", () => {
    const description = "A.f() (contracts/A.sol#3-9) uses a dangerous strict equality:\n\t- x == y";
    const equality = { check: "incorrect-equality", impact: "Medium", description };

    const [one] = readFindings(report({ ...equality, nodes: ["x == y", "a == b", "x == y"] }));

    expect(one?.finding).to.equal("A.f() uses a dangerous strict equality: a == b; x == y");
  });

  it("puts the gravest first", () => {
    const found = (check: string, impact: string): Reported => ({
      check,
      impact,
      description: "x",
    });

    const findings = readFindings(
      report(found("b", "Low"), found("a", "Low"), found("c", "Optimization"), found("d", "High")),
    );

    expect(findings.map(({ detector }) => detector)).to.deep.equal(["d", "a", "b", "c"]);
  });

  it("leaves out what concerns packages alone", () => {
    const packaged = { check: "a", impact: "High", description: "x" };

    const findings = readFindings(
      report(
        { ...packaged, file: "node_modules/@openzeppelin/contracts/Math.sol" },
        { ...packaged, file: "../main/node_modules/@openzeppelin/contracts/Math.sol" },
      ),
    );

    expect(findings).to.deep.equal([]);
  });

  it("does not take a failed run for one without findings", () => {
    const failed = { success: false, error: "it broke", results: {} };

    expect(() => readFindings(failed)).to.throw();
  });
});

describe("readUnread", () => {
  it("tells which functions slither could not read", () => {
    const log = [
      "Impossible to generate IR for B.g (contracts/B.sol#45-64):",
      " 'NoneType' object has no attribute 'parameters'",
      "Impossible to generate IR for top level function h (contracts/C.sol#1-2):",
      "Impossible to generate IR for A.f (contracts/A.sol#1-2):",
    ].join("\n");

    expect(readUnread(log)).to.deep.equal(["A.f", "B.g", "h"]);
  });
});
