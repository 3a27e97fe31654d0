import { expect } from "chai";

import { compareFindings } from "../../../scripts/slither/compareFindings";
import type { Finding, Impact } from "../../../scripts/slither/readFindings";

function found(impact: Impact, detector: string, finding: string): Finding {
  return { impact, detector, finding, where: "contracts/A.sol#L1" };
}

describe("compareFindings", () => {
  const explanation = { detector: "equality", reason: "It is meant so.", findings: ["A.f()"] };

  it("gives a finding the reason that is told for it", () => {
    const { grave, outdated } = compareFindings(
      [found("Medium", "equality", "A.f()")],
      [explanation],
    );

    expect(grave.map(({ reason }) => reason)).to.deep.equal(["It is meant so."]);
    expect(outdated).to.deep.equal([]);
  });

  it("leaves a finding open that another detector made, or elsewhere", () => {
    const findings = [found("High", "reentrancy", "A.f()"), found("Medium", "equality", "A.g()")];

    const { grave } = compareFindings(findings, [explanation]);

    expect(grave.map(({ reason }) => reason)).to.deep.equal([undefined, undefined]);
  });

  it("tells of an explanation that is for nothing any more", () => {
    const { outdated } = compareFindings([found("Low", "equality", "A.f()")], [explanation]);

    expect(outdated).to.deep.equal([{ detector: "equality", finding: "A.f()" }]);
  });

  it("asks for no reason below medium impact", () => {
    const low = found("Low", "timestamp", "A.f()");

    expect(compareFindings([low], [])).to.deep.equal({ grave: [], light: [low], outdated: [] });
  });
});
