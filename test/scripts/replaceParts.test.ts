import { expect } from "chai";

import { replaceParts } from "../../scripts/lib/replaceParts";
import { KepilError } from "../../scripts/lib/KepilError";

describe("replaceParts", () => {
  const document = [
    "before",
    "<!-- generated: one, by a command -->",
    "old",
    "<!-- end of one -->",
    "between",
    "<!-- generated: two -->",
    "<!-- end of two -->",
    "after",
  ].join("\n");

  it("puts lines between the marks, and leaves the rest", () => {
    const replaced = replaceParts(document, { one: ["new", "$&"], two: ["more"] });

    expect(replaced.split("\n").filter((line) => line !== "")).to.deep.equal([
      "before",
      "<!-- generated: one, by a command -->",
      "new",
      "$&",
      "<!-- end of one -->",
      "between",
      "<!-- generated: two -->",
      "more",
      "<!-- end of two -->",
      "after",
    ]);
  });

  it("changes nothing when it is done again", () => {
    const parts = { one: ["new"], two: ["more"] };
    const once = replaceParts(document, parts);

    expect(replaceParts(once, parts)).to.equal(once);
  });

  it("refuses marks that have no part, and parts that have no marks", () => {
    expect(() => replaceParts(document, { one: [] })).to.throw(KepilError, "two");
    expect(() => replaceParts(document, { one: [], two: [], three: [] })).to.throw(
      KepilError,
      "three",
    );
  });
});
