import { formatEther } from "ethers";

import { auditLedger, conservationOf, type Ledger } from "../lib/ledger";
import type { ReplayReport } from "./ReplayReport";
import { RULES } from "./rules";
import type { RatingSurvey } from "./surveyRatings";
import type { World } from "./World";

/** What a report needs beside the community itself. */
export interface ReportSource {
  file: string;
  survey: RatingSurvey;
  /** The vault's books after the last transaction. */
  books: Ledger;
  /** How long the replay took, without reading and deploying. */
  seconds: number;
}

export function makeReport(world: World, source: ReportSource): ReplayReport {
  const { chronicle, network } = world;
  const { file, survey, books, seconds } = source;
  const { transactions } = network.gas;
  const rulings = Array.from(
    { length: RULES.rounds + 1 },
    (_, round) => chronicle.rulings.get(round) ?? 0,
  );
  return {
    network: {
      file,
      lines: survey.lines,
      people: survey.people,
      from: isoTime(survey.beginning),
      to: isoTime(network.time),
    },
    members: countMembers(world),
    trades: {
      made: chronicle.accepted + chronicle.disputed + chronicle.defaulted,
      volume: tokens(chronicle.volume),
      accepted: chronicle.accepted,
      disputed: chronicle.disputed,
      defaulted: chronicle.defaulted,
      skipped: Object.fromEntries(chronicle.skipped),
      remembered: chronicle.remembered,
    },
    disputes: {
      decided: rulings.reduce((sum, count) => sum + count, 0),
      againstProvider: chronicle.againstProvider,
      byRound: rulings,
      silentCircles: chronicle.silentCircles,
    },
    waterfall: {
      compensated: tokens(chronicle.compensated),
      byDepth: chronicle.depths.map(({ payments, amount }, depth) => ({
        depth,
        payments,
        amount: tokens(amount),
      })),
    },
    recourse: {
      opened: chronicle.recourseOpened,
      owed: tokens(chronicle.recourseOwed),
      repaid: tokens(chronicle.recourseRepaid),
      outstanding: tokens(chronicle.recourseOwed - chronicle.recourseRepaid),
    },
    gas: network.gas.rows,
    performance: {
      transactions,
      seconds: round(seconds),
      transactionsPerSecond: round(transactions / seconds),
      peakMemoryMegabytes: Math.ceil(process.resourceUsage().maxRSS / 1_024),
    },
    conservation: checkConservation(world, books),
  };
}

function countMembers({ chronicle, sureties }: World): ReplayReport["members"] {
  const { circle, members } = sureties;
  const byGeneration: number[] = [];
  for (const { generation } of members) {
    while (byGeneration.length <= generation) byGeneration.push(0);
    byGeneration[generation] = (byGeneration[generation] ?? 0) + 1;
  }
  return {
    total: members.length,
    founders: circle.length,
    active: members.length - chronicle.expelled,
    expelled: chronicle.expelled,
    byGeneration,
  };
}

/** Conservation, the ledger's other invariants, and that the replay has followed every debt. */
function checkConservation({ sureties }: World, books: Ledger): ReplayReport["conservation"] {
  const { deposits, escrows, fees, balance } = conservationOf(books);
  const findings = auditLedger(books);
  for (const { member, owed } of books.accounts) {
    const followed = sureties.debtOf(sureties.get(member));
    if (followed !== owed) {
      findings.push(`Member ${member} owes ${owed}, and the replay has followed ${followed}`);
    }
  }
  return {
    deposits: tokens(deposits),
    escrows: tokens(escrows),
    fees: tokens(fees),
    balance: tokens(balance),
    holds: findings.length === 0,
    findings,
  };
}

function tokens(amount: bigint): string {
  return formatEther(amount).replace(/\.0$/, "");
}

function isoTime(seconds: number): string {
  return new Date(seconds * 1_000).toISOString();
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
