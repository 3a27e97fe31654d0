import { expect } from "chai";

import { stylesFor } from "../../scripts/lib/styles";
import { formatReport } from "../../scripts/replay/formatReport";
import type { ReplayReport } from "../../scripts/replay/ReplayReport";

const report: ReplayReport = {
  network: {
    file: "some.csv",
    lines: 1_200,
    people: 90,
    from: "2015-01-01T00:00:00.000Z",
    to: "2015-12-03T00:00:00.000Z",
  },
  members: { total: 40, founders: 5, active: 39, expelled: 1, byGeneration: [5, 35] },
  trades: {
    made: 1_000,
    volume: "24670.5",
    accepted: 990,
    disputed: 6,
    defaulted: 4,
    skipped: { providerCoverShort: 12 },
    remembered: 188,
  },
  disputes: { decided: 6, againstProvider: 4, byRound: [1, 0, 0, 5], silentCircles: 2 },
  waterfall: {
    compensated: "1218.75",
    byDepth: [
      { depth: 0, payments: 9, amount: "1200" },
      { depth: 1, payments: 2, amount: "18.75" },
    ],
  },
  recourse: { opened: 1, owed: "18.75", repaid: "10", outstanding: "8.75" },
  gas: [{ operation: "deposit", count: 436, average: 70_692, max: 98_893 }],
  performance: {
    transactions: 5_755,
    seconds: 22.2,
    transactionsPerSecond: 258.8,
    peakMemoryMegabytes: 859,
  },
  conservation: {
    deposits: "22208.333333333333333333",
    escrows: "0",
    fees: "0",
    balance: "22208.333333333333333333",
    holds: true,
    findings: [],
  },
};

const PLAIN = stylesFor({ isTTY: false });

describe("formatReport", () => {
  const lines = formatReport(report, PLAIN).split("\n");

  it("begins with what was lived and ends with the proof of conservation", () => {
    expect(lines.at(0)).to.equal("1,200 ratings of 90 people, 2015-01-01 to 2015-12-03");
    expect(lines.at(-1)).to.equal(
      "conservation holds: vault 22,208.3333 = deposits 22,208.3333 + escrows 0 + fees 0",
    );
  });

  it("lays out each table in columns", () => {
    expect(lines).to.include.members([
      "  the provider cannot cover the bond  12",
      "  1 up, 4 seats                              1",
      "  founding circle                            5",
      "  the bond's own part     1,200  9 payments",
      "  guarantors, 1 up        18.75  2 payments",
      "  outstanding at the end   8.75",
      "  operation  average  greatest  transactions",
      "  deposit     70,692    98,893           436",
      "5,755 transactions in 22.2 s, 258.8 a second, 859 MB of memory at most",
    ]);
  });

  it("leaves out the tables that nothing happened for", () => {
    const quiet = formatReport(
      {
        ...report,
        trades: { ...report.trades, skipped: {} },
        disputes: { decided: 0, againstProvider: 0, byRound: [0, 0, 0, 0], silentCircles: 0 },
        waterfall: { compensated: "0", byDepth: [] },
      },
      PLAIN,
    );

    expect(quiet).to.not.match(/Trades skipped|Disputes|Waterfall/);
  });

  it("shouts when conservation is broken, and says where", () => {
    const broken = formatReport(
      {
        ...report,
        conservation: { ...report.conservation, holds: false, findings: ["INV-1: short"] },
      },
      PLAIN,
    );

    expect(broken).to.match(/CONSERVATION IS BROKEN: vault .*\nINV-1: short$/);
  });

  it("marks the headings and the verdict as it is told to", () => {
    const marked = (text: string): string => `<${text}>`;
    const styles = { bold: marked, dim: marked, green: marked, red: marked };

    expect(formatReport(report, styles))
      .to.include("<Members>\n")
      .and.to.include("<conservation holds>:");
  });
});
