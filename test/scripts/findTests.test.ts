import { expect } from "chai";

import { findTests } from "../../scripts/lib/findTests";

function titles(source: string): string[] {
  return findTests("example.ts", source).map(({ title }) => title);
}

describe("findTests", () => {
  it("joins the titles of the suites and the test", () => {
    const source = 'describe("a", () => { context("b", function () { it("c", () => {}); }); });';

    expect(titles(source)).to.deep.equal(["a b c"]);
  });

  it("has an ellipsis for each value in a title", () => {
    const source = 'for (const x of xs) it(`<A-1> ${x} is ${y}` + " so " + z, () => {});';

    expect(titles(source)).to.deep.equal(["<A-1> … is … so …"]);
  });

  it("has an ellipsis for a title that is a value", () => {
    expect(titles("describe(name, () => { it(title, f); });")).to.deep.equal(["… …"]);
  });

  it("finds the tests of a shared behaviour and of an only", () => {
    const source = 'export function behaves() { it("a", f); }\nit.only("b", f);';

    expect(findTests("example.ts", source)).to.deep.equal([
      { line: 1, title: "a" },
      { line: 2, title: "b" },
    ]);
  });

  it("leaves out what does not run", () => {
    const source =
      'describe.skip("a", () => { it("b", f); }); it.skip("c", f); xit("d", f); it("e");';

    expect(titles(source)).to.deep.equal([]);
  });

  it("leaves out titles in comments and strings", () => {
    expect(titles("// it('a', f)\nconst s = \"it('b', f)\";")).to.deep.equal([]);
  });
});
