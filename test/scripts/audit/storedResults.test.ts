import { expect } from "chai";

import { mergeResults } from "../../../scripts/audit/storedResults";

describe("mergeResults", () => {
  const result = (name: string, figure: string) => ({
    ...{ name, figure, command: `npm run ${name}`, outcome: "passed" as const, seconds: 1 },
  });
  const checks = ["lint", "tests"].map((name) => ({ name, run: name }));

  it("lays new results over old ones, and leaves out checks that are gone", () => {
    const older = { revision: "aaa", sources: "1", day: "2026-01-01" };
    const newer = { revision: "bbb", sources: "2", day: "2026-02-01" };
    const before = ["tests", "lint", "gone"].map((name) => ({ ...result(name, "old"), ...older }));

    const merged = mergeResults(before, [result("tests", "new")], newer, checks);

    expect(merged).to.deep.equal([
      { ...result("lint", "old"), ...older },
      { ...result("tests", "new"), ...newer },
    ]);
  });
});
