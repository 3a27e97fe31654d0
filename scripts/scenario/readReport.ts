import { auditLedger, conservationOf, readLedger, type Conservation } from "../lib/ledger";
import { readDisputes, type DisputeRow } from "./report/readDisputes";
import { readMembers, type MemberRow } from "./report/readMembers";
import { readMoney, type MoneyRow } from "./report/readMoney";
import { readRecourse, type RecourseRow } from "./report/readRecourse";
import { readStages, type StageRow } from "./report/readStages";
import { readStanding, type StandingRow } from "./report/readStanding";
import { readWaterfalls, type WaterfallRow } from "./report/readWaterfalls";
import type { World } from "./World";

/** What a community looks like when the story is over. */
export interface Report {
  members: MemberRow[];
  money: MoneyRow[];
  stages: StageRow[];
  waterfalls: WaterfallRow[];
  recourse: RecourseRow[];
  disputes: DisputeRow[];
  standing: StandingRow[];
  conservation: Conservation;
  /** Breaches of the invariants that numbers alone can show; none when the books are in order. */
  findings: string[];
}

/** Reads the state of a community and what its events tell. */
export async function readReport(world: World): Promise<Report> {
  const { membership, vault } = world.modules;
  const ledger = await readLedger({ vault, membership, token: world.token });
  return {
    members: await readMembers(world),
    money: await readMoney(world),
    stages: await readStages(world),
    waterfalls: readWaterfalls(world),
    recourse: await readRecourse(world),
    disputes: await readDisputes(world),
    standing: await readStanding(world),
    conservation: conservationOf(ledger),
    findings: auditLedger(ledger),
  };
}
