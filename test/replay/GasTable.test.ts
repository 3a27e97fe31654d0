import { expect } from "chai";

import { GasTable } from "../../scripts/replay/GasTable";

describe("GasTable", () => {
  it("keeps average, greatest and number of each operation, in the order in which they came", () => {
    const table = new GasTable();
    table.add("vote", 100);
    table.add("deposit", 50);
    table.add("vote", 201);

    expect(table.transactions).to.equal(3);
    expect(table.rows).to.deep.equal([
      { operation: "vote", count: 2, average: 151, max: 201 },
      { operation: "deposit", count: 1, average: 50, max: 50 },
    ]);
  });
});
