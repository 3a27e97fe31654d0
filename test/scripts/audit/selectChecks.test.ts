import { expect } from "chai";

import { selectChecks } from "../../../scripts/audit/selectChecks";
import { KepilError } from "../../../scripts/lib/KepilError";

describe("selectChecks", () => {
  const checks = ["lint", "tests", "prove"].map((name) => ({ name, run: name }));
  const namesOf = (selection: Parameters<typeof selectChecks>[1]): string[] =>
    selectChecks(checks, selection).map(({ name }) => name);

  it("takes all, in their order", () => {
    expect(namesOf({})).to.deep.equal(["lint", "tests", "prove"]);
  });

  it("takes those asked for in the order of the list", () => {
    expect(namesOf({ only: ["prove", "lint"] })).to.deep.equal(["lint", "prove"]);
  });

  it("leaves out those to skip, also of those asked for", () => {
    expect(namesOf({ only: ["lint", "prove"], skip: ["lint"] })).to.deep.equal(["prove"]);
  });

  it("refuses a name that no check has", () => {
    expect(() => namesOf({ only: ["lint", "linn"] })).to.throw(KepilError, "No such check: linn");
    expect(() => namesOf({ skip: ["prov"] })).to.throw(KepilError, "No such check: prov");
  });
});
