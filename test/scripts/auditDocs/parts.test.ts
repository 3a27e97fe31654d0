import { expect } from "chai";

import { existsSync, readFileSync } from "node:fs";

import { CHECKS } from "../../../scripts/audit/checks";
import {
  checksPart,
  gasPart,
  invariantsPart,
  proofsPart,
  slitherPart,
} from "../../../scripts/auditDocs/parts";

/** The cells of a table's row. */
function cells(line: string | undefined): string[] {
  return (line ?? "")
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}

describe("The generated parts of docs/audit.md", () => {
  it("list the tests of invariants, without ids in their titles", () => {
    const test = (title: string) => ({ file: "test/vault/draw.test.ts", line: 1, title });

    const lines = invariantsPart({
      "COV-1": [test("<COV-1> credits")],
      "INV-1": [
        test("The vault <COV-1> <INV-1> adds a | b"),
        test("The vault <INV-1> holds 2 * 3"),
      ],
    });

    expect(lines.slice(2).map(cells)).to.deep.equal([
      ["INV-1", "`vault/draw.test.ts`", "The vault adds a \\| b"],
      ["", "`vault/draw.test.ts`", "The vault holds 2 \\* 3"],
    ]);
  });

  it("name every check, and say which was not run with this command", () => {
    const [first, second] = CHECKS;
    if (first === undefined || second === undefined) throw new Error("no checks");
    const result = {
      command: `npm run ${first.run}`,
      figure: "12 files",
      seconds: 7,
      revision: "abc",
      sources: "1",
      day: "2026-01-31",
    };

    const lines = checksPart(
      [
        { ...result, name: first.name, outcome: "failed" },
        { ...result, name: second.name, outcome: "passed", command: "npm run something -- else" },
      ],
      "1",
    );

    expect(lines).to.have.length(2 + CHECKS.length);
    expect(cells(lines[2])).to.deep.equal([
      `\`npm run ${first.run}\``,
      ...["failed", "12 files", "7", "`abc`, 2026-01-31"],
    ]);
    expect(cells(lines[3])).to.deep.equal([`\`npm run ${second.run}\``, "not yet run", "", "", ""]);
  });

  it("say which results are of other contracts", () => {
    const [, , ...rows] = checksPart(
      CHECKS.slice(0, 2).map(({ name, run }, index) => ({
        ...{ name, command: `npm run ${run}`, outcome: "passed", figure: "", seconds: 1 },
        ...{ revision: "abc", day: "2026-01-31", sources: ["1", "2"][index] ?? "" },
      })),
      "1",
    );

    expect(rows.slice(0, 2).map((row) => cells(row)[4])).to.deep.equal([
      "`abc`, 2026-01-31",
      "`abc`, 2026-01-31 (of other contracts)",
    ]);
  });

  it("name for what is not proved only tests and commands that are there", () => {
    const { scripts } = JSON.parse(readFileSync("package.json", "utf8")) as { scripts: object };

    const shown = proofsPart()
      .slice(2)
      .flatMap((line) => (cells(line)[2] ?? "").split(", "));

    for (const name of shown.map((cell) => cell.replaceAll("`", ""))) {
      const script = name.replace(/^npm run /, "");
      expect(script in scripts || existsSync(name), name).to.equal(true);
    }
    expect(shown).to.include("`npm run fuzz`");
  });

  it("name each finding that slither's reasons are for", () => {
    const lines = slitherPart([{ detector: "equality", reason: "Meant.", findings: ["A.f()"] }]);

    expect(lines.filter((line) => line !== "")).to.deep.equal(["`equality`: Meant.", "- `A.f()`"]);
  });

  it("name what is over its gas budget or was not measured", () => {
    const budgets = { join: 100, vouch: 1_000, draw: 7 };

    const [kept, , , , ...over] = gasPart({ join: 100, vouch: 1_001 }, budgets);

    expect(kept).to.equal("1 of 3 operations keep their gas budget.");
    expect(over.map(cells)).to.deep.equal([
      ["`vouch`", "1,001", "1,000"],
      ["`draw`", "not measured", "7"],
    ]);
    expect(gasPart({ join: 1, vouch: 1, draw: 1 }, budgets)).to.deep.equal([
      "3 of 3 operations keep their gas budget.",
    ]);
  });
});
