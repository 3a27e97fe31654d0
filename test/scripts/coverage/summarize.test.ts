import { expect } from "chai";

import { digestOf } from "../../../scripts/coverage/digestOf";
import type { Hits } from "../../../scripts/coverage/Hits";
import { summarize } from "../../../scripts/coverage/summarize";

const FILE = "contracts/Shop.sol";
const SOURCE = ["function buy() {", "  if (closed) revert Closed();", "  sold++;", "}", ""].join(
  "\n",
);

/** The shop, in which everything ran once but what is told. */
function shop(
  ran: Partial<Record<"s" | "f" | "l", Record<string, number>>> & { b?: number[] },
): Hits {
  const start = { line: 2, column: 2 };
  return {
    [FILE]: {
      s: { 1: 1, 2: 1, ...ran.s },
      f: { 1: 1, ...ran.f },
      l: { 2: 1, 3: 1, ...ran.l },
      b: { 1: ran.b ?? [1, 1] },
      statementMap: { 1: { start }, 2: { start: { line: 3, column: 2 } } },
      fnMap: { 1: { name: "buy", line: 1 } },
      branchMap: { 1: { line: 2 } },
    },
  };
}

describe("summarize", () => {
  it("counts what ran, and names the sources by their digest", () => {
    const sources = new Map([[FILE, SOURCE]]);

    expect(summarize(shop({}), sources)).to.deep.equal({
      sources: digestOf(sources),
      files: {
        [FILE]: {
          statements: { covered: 2, total: 2 },
          branches: { covered: 2, total: 2 },
          functions: { covered: 1, total: 1 },
          lines: { covered: 2, total: 2 },
        },
      },
      gaps: [],
    });
  });

  it("tells the side of a condition that it never came to", () => {
    const { files, gaps } = summarize(shop({ b: [0, 7] }), new Map([[FILE, SOURCE]]));

    expect(files[FILE]?.branches).to.deep.equal({ covered: 1, total: 2 });
    expect(gaps).to.deep.equal([
      {
        kind: "branches",
        file: FILE,
        line: 2,
        inside: "buy",
        code: "if (closed) revert Closed();",
        side: "true",
      },
    ]);
  });

  it("tells statements, functions and lines that never ran", () => {
    const { gaps } = summarize(
      shop({ s: { 2: 0 }, f: { 1: 0 }, l: { 3: 0 } }),
      new Map([[FILE, SOURCE]]),
    );

    expect(gaps.map(({ kind, line }) => `${kind} ${line}`)).to.deep.equal([
      "statements 3",
      "functions 1",
      "lines 3",
    ]);
  });

  it("refuses a source that was not measured", () => {
    expect(() => summarize({}, new Map([[FILE, SOURCE]]))).to.throw(`${FILE} was not measured`);
  });
});

describe("digestOf", () => {
  it("does not depend on the order of the files", () => {
    expect(
      digestOf(
        new Map([
          ["a", "1"],
          ["b", "2"],
        ]),
      ),
    ).to.equal(
      digestOf(
        new Map([
          ["b", "2"],
          ["a", "1"],
        ]),
      ),
    );
  });

  for (const [what, files] of [
    [
      "a content",
      [
        ["a", "1"],
        ["b", "3"],
      ],
    ],
    [
      "a name",
      [
        ["a", "1"],
        ["c", "2"],
      ],
    ],
    ["the number of files", [["a", "1"]]],
    [
      "the border of a name and its content",
      [
        ["a1", ""],
        ["b", "2"],
      ],
    ],
  ] as const) {
    it(`tells a change of ${what}`, () => {
      expect(digestOf(new Map(files))).not.to.equal(
        digestOf(
          new Map([
            ["a", "1"],
            ["b", "2"],
          ]),
        ),
      );
    });
  }
});
