import type { Styles } from "../lib/styles";
import { table, type Column } from "../lib/table";
import { formatAmount as money } from "./formatAmount";
import { formatPercent } from "./formatPercent";
import type { Report } from "./readReport";
import type { DisputeRow } from "./report/readDisputes";
import type { GuarantorRow, MemberRow } from "./report/readMembers";

const left = (title: string): Column => ({ title });
const right = (title: string): Column => ({ title, align: "right" });

/** The tables at the end of a story, and the line that proves conservation. */
export function renderReport(report: Report, styles: Styles): string {
  const section = (title: string, lines: string[]): string[] =>
    lines.length === 0 ? [] : ["", styles.bold(title), ...lines];
  return [
    ...section("Members", members(report)),
    ...section("Money", moneyTable(report)),
    ...section("Stages", stages(report)),
    ...section("Waterfall: who paid what to whom, at which level", waterfalls(report)),
    ...section("Recourse", recourse(report)),
    ...report.disputes.flatMap((dispute) => {
      const ruling = dispute.ruling === null ? "" : `, ruling ${share(dispute.ruling)}`;
      const title = `Court: ${dispute.stage}, ${dispute.provider} and ${dispute.receiver}`;
      return section(`${title} (${dispute.state}${ruling})`, rounds(dispute));
    }),
    ...section("Standing register", standing(report)),
    ...section("Conservation", [conservation(report, styles)]),
    ...report.findings.map((finding) => styles.red(finding)),
  ].join("\n");
}

function share(basisPoints: number | null): string {
  return basisPoints === null ? "–" : formatPercent(BigInt(Math.round(basisPoints)));
}

function members({ members: rows }: Report): string[] {
  const guarantor = (member: MemberRow, row: GuarantorRow | null): string => {
    if (row === null) return "–";
    if (member.founder) return `(${row.name})`;
    return `${row.name} ${money(row.pledge)}`;
  };
  return table(
    [
      left("Name"),
      left("Role"),
      left("State"),
      right("Gen"),
      left("Guarantor and pledge"),
      left("Guarantor and pledge"),
      right("Free"),
      right("Cover"),
      right("Owes"),
      left("Good standing"),
    ],
    rows.map((row) => [
      row.name,
      row.role,
      row.state,
      String(row.generation),
      guarantor(row, row.guarantors[0]),
      guarantor(row, row.guarantors[1]),
      money(row.free),
      money(row.cover),
      money(row.owed),
      row.goodStanding ? "yes" : "no",
    ]),
  );
}

function moneyTable({ money: rows }: Report): string[] {
  return table(
    [
      left("Name"),
      right("Before"),
      right("Wallet"),
      right("Deposit"),
      right("Escrow"),
      right("Change"),
    ],
    rows.map((row) => [
      row.name,
      money(row.before),
      money(row.wallet),
      money(row.deposit),
      money(row.escrow),
      `${row.change > 0n ? "+" : ""}${money(row.change)}`,
    ]),
  );
}

function stages({ stages: rows }: Report): string[] {
  return table(
    [
      left("Stage"),
      left("Provider"),
      left("Receiver"),
      right("Price"),
      right("List price"),
      right("Discount"),
      left("State"),
    ],
    rows.map((row) => [
      row.stage,
      row.replaced === null ? row.provider : `${row.provider} (for ${row.replaced})`,
      row.receiver,
      row.price === row.agreedPrice
        ? money(row.price)
        : `${money(row.price)} (not ${money(row.agreedPrice)})`,
      money(row.listPrice),
      share(row.discount),
      row.closing === null ? row.state : `${row.state}, ${row.closing.toLowerCase()}`,
    ]),
  );
}

function waterfalls({ waterfalls: rows }: Report): string[] {
  if (rows.length === 0) return [];
  return table(
    [
      left("Stage"),
      right("Level"),
      left("Payer"),
      right("Paid own"),
      left("To"),
      right("Came to owe"),
    ],
    rows.flatMap(({ stage, creditor, payers }) =>
      payers.map(({ level, payer, own, amount, owedBy }) => [
        stage,
        String(level),
        payer,
        money(own),
        creditor,
        owedBy === null ? "–" : `${owedBy} ${money(amount)}`,
      ]),
    ),
  );
}

function recourse({ recourse: rows }: Report): string[] {
  if (rows.length === 0) return [];
  return table(
    [
      left("Principal"),
      left("Guarantor"),
      right("Opened"),
      right("Repaid"),
      right("Excused"),
      right("Open"),
    ],
    rows.map((row) => [
      row.principal,
      row.guarantor,
      money(row.opened),
      money(row.repaid),
      money(row.excused),
      money(row.open),
    ]),
  );
}

function rounds({ rounds: rows, state }: DisputeRow): string[] {
  if (rows.length === 0) return ["No panel sat: the claim was conceded or settled."];
  return table(
    [
      left("Round"),
      left("Seats"),
      left("Provider's side"),
      left("Receiver's side"),
      left("Outcome"),
    ],
    rows.flatMap((row) => {
      const votes = (side: "provider" | "receiver"): string[] =>
        row.votes
          .filter((vote) => vote.side === side || (vote.side === null && side === "provider"))
          .map(
            ({ judge, seats, fault }) => `${judge}${seats > 1 ? ` ×${seats}` : ""} ${share(fault)}`,
          );
      const [provider, receiver] = [votes("provider"), votes("receiver")];
      const height = Math.max(provider.length, receiver.length);
      const outcome =
        row.ruling === null
          ? state === "Voting" && row.next === null
            ? "open"
            : "no ruling"
          : `ruling ${share(row.ruling)}`;
      const lines = Array.from({ length: height }, (_, index) => [
        "",
        "",
        provider[index] ?? "",
        receiver[index] ?? "",
        "",
      ]);
      return [
        [
          row.circle ? "circle" : String(row.round + 1),
          String(row.seats),
          `opinion ${share(row.providerOpinion)}`,
          row.circle ? "" : `opinion ${share(row.receiverOpinion)}`,
          row.next === null ? outcome : `${outcome}, ${row.next}`,
        ],
        ...lines,
      ];
    }),
  );
}

function standing({ standing: rows }: Report): string[] {
  const counted = rows.filter(
    ({ defaults, faultPaid, recourseOpened, overdue, excused, principalsLost }) =>
      faultPaid > 0n || defaults + recourseOpened + overdue + excused + principalsLost > 0,
  );
  if (counted.length === 0) return ["Nothing is counted against anybody."];
  return table(
    [
      left("Name"),
      right("Defaults"),
      right("Fault paid"),
      right("Recourse opened"),
      right("Overdue"),
      right("Excused"),
      right("Principals lost"),
    ],
    counted.map((row) => [
      row.name,
      String(row.defaults),
      money(row.faultPaid),
      String(row.recourseOpened),
      String(row.overdue),
      String(row.excused),
      String(row.principalsLost),
    ]),
  );
}

function conservation({ conservation: sums }: Report, { green, red }: Styles): string {
  const { balance, deposits, escrows, fees, total } = sums;
  const holds = balance === total;
  const line =
    `vault = deposits + escrows + fees: ${money(balance)} ${holds ? "=" : "≠"} ` +
    `${money(deposits)} + ${money(escrows)} + ${money(fees)}`;
  return holds ? green(`✓ ${line}`) : red(`✗ ${line}`);
}
