import { expect } from "chai";

import { opinionOf } from "../../scripts/scenario/report/opinionOf";

describe("opinionOf", () => {
  for (const [votes, opinion] of [
    [[], null],
    [[3_000], 3_000],
    [[10_000, 0], 5_000],
    [[9_000, 0, 1_000], 1_000],
    [[5_000, 4_000, 4_000, 4_000], 4_000],
    [[0, 10_000, 1_000, 2_000], 1_500],
  ] as const) {
    it(`<CRT-4> of ${JSON.stringify(votes)} is ${String(opinion)}`, () => {
      expect(opinionOf(votes)).to.equal(opinion);
    });
  }
});
