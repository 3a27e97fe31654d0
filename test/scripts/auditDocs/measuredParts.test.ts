import { expect } from "chai";

import { coveragePart } from "../../../scripts/auditDocs/coveragePart";
import { mutantsPart } from "../../../scripts/auditDocs/mutantsPart";

describe("The measured parts of docs/audit.md", () => {
  const count = (covered: number, total: number) => ({ covered, total });

  it("sum coverage up over all files but for what cannot run, and say 100 only of all", () => {
    const full = count(3, 3);
    const files = {
      "contracts/A.sol": {
        statements: count(19_999, 20_000),
        branches: full,
        functions: full,
        lines: full,
      },
      "contracts/B.sol": { statements: full, branches: count(0, 2), functions: full, lines: full },
    };

    const place = {
      file: "contracts/B.sol",
      inside: "buy",
      code: "if (closed)",
      side: "true",
    } as const;
    const gaps = [{ kind: "branches", line: 2, ...place }] as const;

    const [, , ...rows] = coveragePart({ sources: "", files, gaps: [...gaps] }, [
      { ...place, reason: "it never closes" },
    ]);

    expect(rows.map((row) => row.replaceAll(/\s+/g, " "))).to.deep.equal([
      "| statements | 20002 | 0 | 20003 | 99.99 % |",
      "| branches | 3 | 1 | 5 | 75 % |",
      "| functions | 6 | 0 | 6 | 100 % |",
      "| lines | 6 | 0 | 6 | 100 % |",
    ]);
  });

  it("list mutants by file, and survivors by the reason why they stay", () => {
    const counts = { mutants: 9, killed: 7, timedOut: 1, survived: 1, score: 88.88 };
    const survivor = { file: "contracts/A.sol", original: "a + b", replacement: "a - b" };

    const lines = mutantsPart({
      total: { ...counts, unfinished: 0, untried: 0, briefly: 0 },
      files: [{ file: "contracts/A.sol", ...counts }],
      survivors: [
        { ...survivor, code: "return a + b;", why: "b is 0." },
        { ...survivor, code: "revert();" },
      ],
    });

    expect(lines.map((line) => line.replaceAll(/\s+/g, " "))).to.include.members([
      "| `A.sol` | 9 | 7 | 1 | 1 | 88.88 % |",
      "| all | 9 | 7 | 1 | 1 | 88.88 % |",
      "b is 0.",
      "- `contracts/A.sol`: `return a + b;`, `a + b` as `a - b`",
      "Not explained yet.",
    ]);
  });

  it("tell of the vault and the court how many mutants are neither noticed nor explained", () => {
    const counts = { mutants: 9, killed: 6, timedOut: 1, survived: 2, score: 77.77 };
    const file = "contracts/CoverVault.sol";
    const survivor = { file, code: "a + b", original: "a + b", replacement: "a - b" };

    expect(
      mutantsPart({
        total: { ...counts, unfinished: 0, untried: 0, briefly: 0 },
        files: [{ file, ...counts }],
        survivors: [survivor, { ...survivor, replacement: "a", why: "b is 0." }],
      }),
    ).to.include(
      "In the vault with the waterfall, of 9 mutants 7 were noticed and 1 are explained below as what no test can notice; 1 are neither. In the court, of 0 mutants 0 were noticed and 0 are explained below as what no test can notice; 0 are neither.",
    );
  });

  it("tell which mutants were not run, or not with all tests", () => {
    const counts = { mutants: 9, killed: 7, timedOut: 1, survived: 1, score: 88.88 };
    const told = (unfinished: number, untried: number, briefly: number): string | undefined =>
      mutantsPart({
        total: { ...counts, unfinished, untried, briefly },
        files: [],
        survivors: [],
      }).at(-2);

    expect(told(0, 0, 0)).to.match(/^In the vault with the waterfall, of 0 mutants/);
    expect(told(2, 3, 0)).to.equal(
      "3 more mutants were not run. 2 were run with their likeliest tests alone, which counts as not noticed.",
    );
    expect(told(0, 0, 4)).to.equal(
      "Of the survivors below, 4 were run with their likeliest tests alone, since it is known that no test can notice them.",
    );
  });

  it("say so where nothing was measured", () => {
    expect(coveragePart(undefined, [])).to.deep.equal(["Not measured yet."]);
    expect(mutantsPart(undefined)).to.deep.equal(["Not tried yet."]);
  });
});
