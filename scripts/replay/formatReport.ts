import type { Styles } from "../lib/styles";
import { table } from "../lib/table";
import type { ReplayReport } from "./ReplayReport";

/** What the reasons of skipped trades mean. */
const REASONS: Record<string, string> = {
  samePerson: "rater and rated are the same person",
  providerOwesRecourse: "the provider owes recourse",
  providerGuarantorMissing: "a guarantor of the provider was expelled",
  providerCoverShort: "the provider cannot cover the bond",
  receiverOwesRecourse: "the receiver owes recourse",
  receiverGuarantorMissing: "a guarantor of the receiver was expelled",
};

/** A report for people. */
export function formatReport(report: ReplayReport, styles: Styles): string {
  const sections: [string, string[][]][] = [
    ["Members", memberRows(report)],
    ["Generations", generationRows(report)],
    ["Trades", tradeRows(report)],
    ["Trades skipped", skippedRows(report)],
    ["Disputes by deciding round", disputeRows(report)],
    ["Waterfall: who paid the harmed", waterfallRows(report)],
    ["Recourse", recourseRows(report)],
  ];
  const { network, performance } = report;
  return [
    `${number(network.lines)} ratings of ${number(network.people)} people, ${network.from.slice(0, 10)} to ${network.to.slice(0, 10)}`,
    ...sections
      .filter(([, rows]) => rows.length > 0)
      .flatMap(([title, rows]) => ["", styles.bold(title), ...layOut(rows)]),
    "",
    styles.bold("Gas by operation"),
    ...gasTable(report),
    "",
    `${number(performance.transactions)} transactions in ${number(performance.seconds)} s, ` +
      `${number(performance.transactionsPerSecond)} a second, ${number(performance.peakMemoryMegabytes)} MB of memory at most`,
    "",
    conservationLine(report, styles),
  ].join("\n");
}

function memberRows({ members }: ReplayReport): string[][] {
  return [
    ["joined", number(members.total)],
    ["founders among them", number(members.founders)],
    ["active at the end", number(members.active)],
    ["expelled", number(members.expelled)],
  ];
}

function generationRows({ members }: ReplayReport): string[][] {
  return members.byGeneration.map((count, generation) => [String(generation), number(count)]);
}

function tradeRows({ trades }: ReplayReport): string[][] {
  const skipped = Object.values(trades.skipped).reduce((sum, count) => sum + count, 0);
  return [
    ["made", number(trades.made)],
    ["delivered and accepted", number(trades.accepted)],
    ["delivered and disputed", number(trades.disputed)],
    ["never delivered", number(trades.defaulted)],
    ["sum of prices", amount(trades.volume)],
    ["skipped", number(skipped)],
    ["ratings without a trade (one of the two was no member)", number(trades.remembered)],
  ];
}

function skippedRows({ trades }: ReplayReport): string[][] {
  return Object.entries(trades.skipped).map(([reason, count]) => [
    REASONS[reason] ?? reason,
    number(count),
  ]);
}

function disputeRows({ disputes }: ReplayReport): string[][] {
  if (disputes.decided === 0) return [];
  const circle = disputes.byRound.length - 1;
  return [
    ...disputes.byRound.map((count, round) => [
      round === circle ? "founding circle" : `${round + 1} up, ${2 ** (round + 2)} seats`,
      number(count),
    ]),
    ["founding circle without a vote", number(disputes.silentCircles)],
    ["at least half of the fault the provider's", number(disputes.againstProvider)],
  ];
}

function waterfallRows({ waterfall }: ReplayReport): string[][] {
  if (waterfall.byDepth.length === 0) return [];
  return [
    ...waterfall.byDepth.map((row) => [
      row.depth === 0 ? "the bond's own part" : `guarantors, ${row.depth} up`,
      amount(row.amount),
      `${number(row.payments)} payments`,
    ]),
    ["together", amount(waterfall.compensated)],
  ];
}

function recourseRows({ recourse }: ReplayReport): string[][] {
  return [
    ["opened", number(recourse.opened)],
    ["owed to guarantors", amount(recourse.owed)],
    ["repaid", amount(recourse.repaid)],
    ["outstanding at the end", amount(recourse.outstanding)],
  ];
}

function gasTable({ gas }: ReplayReport): string[] {
  const numbers = ["average", "greatest", "transactions"];
  return table(
    [{ title: "operation" }, ...numbers.map((title) => ({ title, align: "right" as const }))],
    gas.map(({ operation, average, max, count }) => [
      operation,
      number(average),
      number(max),
      number(count),
    ]),
  ).map((line) => `  ${line}`);
}

function conservationLine({ conservation }: ReplayReport, styles: Styles): string {
  const { deposits, escrows, fees, balance, holds, findings } = conservation;
  const verdict = holds ? styles.green("conservation holds") : styles.red("CONSERVATION IS BROKEN");
  const sum = `vault ${amount(balance)} = deposits ${amount(deposits)} + escrows ${amount(escrows)} + fees ${amount(fees)}`;
  return [`${verdict}: ${sum}`, ...findings].join("\n");
}

/** Lays rows out: the first column to the left, the others to the right. */
function layOut(rows: string[][]): string[] {
  const widths: number[] = [];
  for (const row of rows) {
    row.forEach((cell, column) => {
      widths[column] = Math.max(widths[column] ?? 0, cell.length);
    });
  }
  return rows.map((row) =>
    row
      .map((cell, column) => {
        const width = widths[column] ?? 0;
        return column === 0 ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .replace(/^/, "  ")
      .trimEnd(),
  );
}

function number(value: number): string {
  return value.toLocaleString("en-US");
}

/** Whole tokens with thousands separated; a fraction is cut after four places. */
function amount(tokens: string): string {
  const [whole = "0", fraction = ""] = tokens.split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === "" ? grouped : `${grouped}.${fraction.slice(0, 4)}`;
}
