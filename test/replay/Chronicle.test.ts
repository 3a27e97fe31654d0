import { expect } from "chai";

import { Chronicle } from "../../scripts/replay/Chronicle";

describe("Chronicle", () => {
  it("counts skipped trades by reason", () => {
    const chronicle = new Chronicle();
    chronicle.skip("providerCoverShort");
    chronicle.skip("samePerson");
    chronicle.skip("providerCoverShort");

    expect([...chronicle.skipped]).to.deep.equal([
      ["providerCoverShort", 2],
      ["samePerson", 1],
    ]);
  });

  it("<COV-6> sums the waterfall by distance from the defaulter, of own money only", () => {
    const chronicle = new Chronicle();
    // The worked example: 70 of a bond of 100, with pledge ids that do not matter here.
    chronicle.count({ name: "PledgeDrawn", pledge: 1n, amount: 15n, own: 15n, level: 1n });
    chronicle.count({ name: "PledgeDrawn", pledge: 2n, amount: 15n, own: 10n, level: 1n });
    chronicle.count({ name: "PledgeDrawn", pledge: 3n, amount: 2n, own: 2n, level: 2n });
    chronicle.count({ name: "PledgeDrawn", pledge: 4n, amount: 3n, own: 3n, level: 2n });
    chronicle.count({ name: "BondDrawn", amount: 70n, own: 40n });

    expect(chronicle.depths).to.deep.equal([
      { payments: 1, amount: 40n },
      { payments: 2, amount: 25n },
      { payments: 2, amount: 5n },
    ]);
    expect(chronicle.compensated).to.equal(70n);
    expect(chronicle.recourseOwed).to.equal(35n);
  });

  it("counts a dispute by the last round that ruled, and who bears the greater part", () => {
    const chronicle = new Chronicle();
    chronicle.count({ name: "RoundRuled", dispute: 1n, round: 0n, ruling: 1_000n });
    chronicle.count({ name: "RoundRuled", dispute: 2n, round: 3n, ruling: 5_000n });
    chronicle.count({ name: "RulingFinal", dispute: 2n, ruling: 5_000n });
    chronicle.count({ name: "RulingFinal", dispute: 1n, ruling: 1_000n });

    expect([...chronicle.rulings]).to.deep.equal([
      [3, 1],
      [0, 1],
    ]);
    expect(chronicle.againstProvider).to.equal(1);
  });

  it("counts recourse and expulsions", () => {
    const chronicle = new Chronicle();
    chronicle.count({ name: "RecourseOpened", principal: 1n, dueBy: 9n });
    chronicle.count({ name: "RecourseRepaid", pledge: 1n, amount: 4n });
    chronicle.count({ name: "Expelled", member: 1n });

    const { recourseOpened, recourseRepaid, expelled } = chronicle;
    expect({ recourseOpened, recourseRepaid, expelled }).to.deep.equal({
      recourseOpened: 1,
      recourseRepaid: 4n,
      expelled: 1,
    });
  });
});
