import { expect } from "chai";

import { traceRequirements, type TracedTest } from "../../scripts/lib/traceRequirements";

function titled(title: string): TracedTest {
  return { file: "example.ts", line: 1, title };
}

describe("traceRequirements", () => {
  it("gives each id the tests that name it", () => {
    const both = titled("given <CHA-1> it <MEM-2> does");
    const one = titled("<CHA-1> again");

    const { requirements, missing } = traceRequirements(["CHA-1", "MEM-2"], [both, one]);

    expect(requirements).to.deep.equal({ "CHA-1": [both, one], "MEM-2": [both] });
    expect(missing).to.deep.equal([]);
  });

  it("takes no id for a longer one", () => {
    const { missing } = traceRequirements(["CHA-1", "CHA-10"], [titled("<CHA-10> does")]);

    expect(missing).to.deep.equal(["CHA-1"]);
  });

  it("reports ids that are not on the list", () => {
    const { unknown } = traceRequirements(["CHA-1"], [titled("<CHA-1> and <CHA-2>, not RFC-3")]);

    expect(unknown).to.deep.equal(["CHA-2"]);
  });
});
