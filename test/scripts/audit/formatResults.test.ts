import { expect } from "chai";

import { formatResults } from "../../../scripts/audit/formatResults";
import type { Result } from "../../../scripts/audit/Check";

function result(name: string, outcome: Result["outcome"], figure: string, seconds: number): Result {
  return { name, command: `npm run ${name}`, outcome, figure, seconds };
}

describe("formatResults", () => {
  it("prints one row a check, and the sum", () => {
    const lines = formatResults([
      result("lint", "passed", "", 9),
      result("tests", "failed", "3 passing, 1 failing", 300),
      result("mutate", "absent", "", 0),
    ]);

    expect(lines).to.deep.equal([
      "check   result  figure                seconds  command",
      "──────  ──────  ────────────────────  ───────  ──────────────",
      "lint    passed                              9  npm run lint",
      "tests   failed  3 passing, 1 failing      300  npm run tests",
      "mutate  absent                              0  npm run mutate",
      "",
      "1 passed, 1 failed, 1 absent, 6 min",
    ]);
  });
});
