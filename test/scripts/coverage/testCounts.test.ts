import { expect } from "chai";

import { countTests, lostTests } from "../../../scripts/coverage/testCounts";

describe("The tests that coverage was measured with", () => {
  it("are counted by file, for the measured files alone", () => {
    const tests = ["a.test.ts", "a.test.ts", "b.test.ts"].map((file) => ({ file }));

    expect(countTests(["a.test.ts", "c.test.ts"], tests)).to.deep.equal({
      "a.test.ts": 2,
      "c.test.ts": 0,
    });
  });

  it("may become more, in the same files and in new ones", () => {
    expect(
      lostTests({ "a.test.ts": 2, "b.test.ts": 1 }, { "a.test.ts": 3, "b.test.ts": 1, "c.ts": 1 }),
    ).to.deep.equal([]);
  });

  it("are missed when a file has fewer or is gone", () => {
    expect(lostTests({ "a.test.ts": 2, "b.test.ts": 1 }, { "a.test.ts": 1 })).to.deep.equal([
      "a.test.ts has fewer tests than coverage was measured with, 1 of 2: run `npm run coverage`.",
      "b.test.ts is gone, and coverage was measured with its tests: run `npm run coverage`.",
    ]);
  });
});
