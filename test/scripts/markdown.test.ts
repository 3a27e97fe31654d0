import { expect } from "chai";

import { code, markdownTable } from "../../scripts/lib/markdown";

describe("markdownTable", () => {
  it("makes lines of titles, alignment and cells, in which a bar stands for itself", () => {
    expect(markdownTable(["key", { title: "gas", align: "right" }], [["a|b", "1,000"]])).to.eql([
      "| key | gas |",
      "| --- | ---: |",
      "| a\\|b | 1,000 |",
    ]);
  });
});

describe("code", () => {
  it("marks text as code, with backticks in it too", () => {
    expect([code("gas"), code("a `b`")]).to.eql(["`gas`", "`` a `b` ``"]);
  });
});
