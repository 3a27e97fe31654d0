import { expect } from "chai";

import {
  largestContract,
  last,
  mutantScore,
  tests,
  traced,
  withinBudget,
} from "../../../scripts/audit/figures";

describe("The key figures of an audit", () => {
  it("takes the last match, without colours", () => {
    const output = "1 proved, 9 not decided\n\u001b[32m8 proved, 6 not decided\u001b[39m\r\nbye\n";

    expect(last(/\d+ proved, .*/)(output)).to.equal("8 proved, 6 not decided");
  });

  it("takes the group of a match, where there is one", () => {
    expect(last(/score: (\d+ %)/)("score: 97 %\n")).to.equal("97 %");
  });

  it("says nothing where there is nothing to say", () => {
    for (const figure of [last(/x/), tests, traced, largestContract, withinBudget, mutantScore]) {
      expect(figure("it broke\n")).to.equal(undefined);
    }
  });

  it("counts tests as mocha does", () => {
    const output = "  ✔ counts 3 passing cars\n\n  1474 passing (3m)\n  2 pending\n  1 failing\n";

    expect(tests(output)).to.equal("1474 passing, 2 pending, 1 failing");
  });

  it("counts requirements that no test names", () => {
    const output =
      "CHA-1\n  test/a.test.ts:1 <CHA-1> is so\nCHA-2 -\nINV-11\n  test/b.test.ts:2 x\n";

    expect(traced(output)).to.equal("2 of 3 requirements have a test");
  });

  it("finds the largest contract", () => {
    const output = [
      " |  Contract Name  ·  Deployed size (KiB) (change)  ·  Initcode size (KiB) (change)  │",
      " |  TradeChains    ·                17.898 (0.000)  ·                18.427 (0.000)  │",
      " |  CoverVault     ·                18.994 (0.000)  ·                19.516 (0.000)  │",
      " |  Charter        ·                 9.327 (0.000)  ·                11.440 (0.000)  │",
    ].join("\n");

    expect(largestContract(output)).to.equal("largest: CoverVault, 18.994 KiB");
  });

  it("counts rows over their budget", () => {
    const output = [
      "operation     measured  budget   used  change",
      "────────────  ────────  ──────  ─────  ──────  ────",
      "deliver          49000   50000   98 %",
      "deposit          80000   75000  107 %  +12     over",
    ].join("\n");

    expect(withinBudget(output)).to.equal("1 of 2 rows within budget");
  });

  it("reads the sum of all mutants", () => {
    const output = [
      "file     mutants  killed  timed out  survived  explained  equivalent  not run  score",
      "───────  ───────  ──────  ─────────  ────────  ─────────  ──────────  ───────  ──────",
      "A.sol         10      10          0         0          0           1        0  100.00",
      "all          200     190          4         6          6           9        0   97.00",
    ].join("\n");

    expect(mutantScore(output)).to.equal("97.00 % of 200 mutants noticed");
  });
});
