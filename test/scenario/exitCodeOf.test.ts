import { expect } from "chai";

import { exitCodeOf } from "../../scripts/scenario/exitCodeOf";

describe("exitCodeOf", () => {
  const conservation = { deposits: 5n, escrows: 3n, fees: 1n, total: 9n, balance: 9n };

  it("is 0 when the money adds up and the books are in order", () => {
    expect(exitCodeOf({ conservation, findings: [] })).to.equal(0);
  });

  it("<COV-1> is 5 when the vault holds more or less than the books say", () => {
    expect(exitCodeOf({ conservation: { ...conservation, balance: 8n }, findings: [] })).to.equal(
      5,
    );
    expect(exitCodeOf({ conservation: { ...conservation, balance: 10n }, findings: [] })).to.equal(
      5,
    );
  });

  it("is 5 when an audit finds a breach", () => {
    expect(exitCodeOf({ conservation, findings: ["INV-3: pledge 1"] })).to.equal(5);
  });
});
