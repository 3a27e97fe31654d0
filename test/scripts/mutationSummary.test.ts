import { expect } from "chai";
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { Journal, type Entry } from "../../scripts/mutate/Journal";
import type { Mutant } from "../../scripts/mutate/Mutant";
import { explainedOf, summarize, type Explanation } from "../../scripts/mutate/Summary";

const FILE = "contracts/SuretyGraph.sol";

/** Stands in two functions: one writes to the storage, and one reads. */
const CODE = "Nominations storage nominations = _nominations[principal];";

const CHANGE = { original: "storage", replacement: "memory" };

const EXPLANATION: Explanation = { file: FILE, code: CODE, ...CHANGE, why: "It is only read." };

/** The mutants of all lines that read as this one does. */
function mutants(): Mutant[] {
  return readFileSync(FILE, "utf8")
    .split("\n")
    .flatMap((text, index) => (text.trim() === CODE ? [index + 1] : []))
    .map((line) => ({
      ...{ key: String(line), file: FILE, line, operator: "SBR", place: "text", declares: false },
      ...{ run: 0, start: line, end: line + 1, ...CHANGE },
    }));
}

describe("The summary of a mutation run", () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(path.join(tmpdir(), "kepil-"))));
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  function journalOf(...entries: readonly Entry[]): Journal {
    const file = path.join(folder, "journal.jsonl");
    for (const entry of entries) appendFileSync(file, `${JSON.stringify(entry)}\n`);
    return new Journal(file);
  }

  it("takes an explanation for each line that reads so, or for those of one function", () => {
    const [writing, reading] = mutants();
    expect([...explainedOf(mutants(), [EXPLANATION])].map(({ line }) => line)).to.deep.equal([
      writing?.line,
      reading?.line,
    ]);
    for (const [inside, mutant] of [
      ["_setNomination", writing],
      ["_nomination", reading],
    ] as const) {
      const explained = explainedOf(mutants(), [{ ...EXPLANATION, inside }]);
      expect([...explained].map(({ line }) => line)).to.deep.equal([mutant?.line]);
    }
  });

  it("tells what was run with its likeliest tests alone, explained or not", () => {
    const [writing, reading] = mutants().map(({ key }) => key);
    const brief: Omit<Entry, "key"> = { fate: "survived", tests: [] };
    const journal = journalOf(
      { key: String(writing), ...brief },
      { key: String(reading), ...brief },
    );
    const explanations = [{ ...EXPLANATION, inside: "_nomination" }];

    const { total, survivors } = summarize(mutants(), journal, explanations);
    const { mutants: run, survived, unfinished, explained, briefly, score } = total;
    expect([run, survived, unfinished, explained, briefly, score]).to.deep.equal([
      2, 1, 1, 1, 1, 0,
    ]);
    expect(survivors.map(({ why }) => why)).to.deep.equal(["It is only read."]);
  });

  it("counts an explained survivor of all its tests as no brief one", () => {
    const [writing, reading] = mutants().map(({ key }) => key);
    const journal = journalOf(
      { key: String(writing), fate: "killed", killer: "a test" },
      { key: String(reading), fate: "survived", tests: ["a file's state"] },
    );

    const { survived, unfinished, explained, briefly, score } = summarize(mutants(), journal, [
      { ...EXPLANATION, inside: "_nomination" },
    ]).total;
    expect([survived, unfinished, explained, briefly, score]).to.deep.equal([1, 0, 1, 0, 50]);
  });
});
