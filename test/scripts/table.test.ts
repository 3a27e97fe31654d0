import { expect } from "chai";

import { table } from "../../scripts/lib/table";

describe("table", () => {
  it("makes columns as wide as their widest cell, and trims the end of lines", () => {
    const lines = table(
      [{ title: "Name" }, { title: "Free", align: "right" }, { title: "" }],
      [
        ["Aigul", "1,000", "x"],
        ["Bo", "5"],
      ],
    );

    expect(lines).to.deep.equal([
      "Name    Free",
      "─────  ─────  ─",
      "Aigul  1,000  x",
      "Bo         5",
    ]);
  });
});
