import { expect } from "chai";

import { formatScale } from "../../scripts/scale/formatScale";
import { growthsOf, type ScaleReport } from "../../scripts/scale/ScaleReport";

function reportOf(...costs: ScaleReport["sizes"][number]["costs"][]): ScaleReport {
  return {
    sizes: costs.map((each, index) => ({
      members: 10 ** (index + 1),
      generations: index,
      mostPrincipals: 2 * index,
      transactions: index,
      seconds: index,
      costs: each,
    })),
  };
}

describe("growthsOf", () => {
  it("passes over a difference that the bytes of the calls explain", () => {
    const report = reportOf(
      { deposit: { gas: 81_900, calldata: 416 } },
      { deposit: { gas: 81_912, calldata: 428 } },
    );
    expect(growthsOf(report)).to.eql([]);
  });

  it("finds any other difference, and an operation that is missing at one size", () => {
    const report = reportOf(
      { deposit: { gas: 81_900, calldata: 416 }, deliver: { gas: 46_000, calldata: 1_308 } },
      { deposit: { gas: 81_901, calldata: 416 } },
    );
    expect(growthsOf(report)).to.eql([
      { operation: "deposit", gas: [81_484, 81_485] },
      { operation: "deliver", gas: [44_692, NaN] },
    ]);
  });
});

describe("formatScale", () => {
  it("shows the communities and every operation at each size", () => {
    const report = reportOf(
      { deposit: { gas: 81_900, calldata: 416 } },
      { deposit: { gas: 81_912, calldata: 428 } },
    );
    expect(formatScale(report).split("\n")).to.eql([
      "operation        10 members  100 members  bytes of the calls",
      "───────────────  ──────────  ───────────  ──────────────────",
      "generations               0            1",
      "most principals           0            2",
      "seconds to grow           0            1",
      "deposit              81,900       81,912           416 / 428",
    ]);
  });
});
