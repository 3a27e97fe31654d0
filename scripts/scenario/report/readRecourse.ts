import { principalOf } from "../../lib/names";
import { eventsOf } from "./eventsOf";
import type { World } from "../World";

export interface RecourseRow {
  principal: string;
  guarantor: string;
  /** What the pledge paid, all of which the principal came to owe. */
  opened: bigint;
  repaid: bigint;
  excused: bigint;
  /** Still owed, as the vault has it. */
  open: bigint;
}

/** What principals came to owe their guarantors, and what became of it. */
export async function readRecourse({ directory, modules, steps }: World): Promise<RecourseRow[]> {
  const rows = new Map<bigint, RecourseRow>();
  const rowOf = (pledge: bigint, guarantor: bigint): RecourseRow => {
    const row = rows.get(pledge) ?? {
      principal: directory.member(principalOf(pledge)),
      guarantor: directory.member(guarantor),
      opened: 0n,
      repaid: 0n,
      excused: 0n,
      open: 0n,
    };
    rows.set(pledge, row);
    return row;
  };

  for (const { name, args } of eventsOf(steps).flat()) {
    if (name === "PledgeDrawn") rowOf(args.pledge, args.guarantor).opened += args.amount;
    else if (name === "RecourseRepaid") rowOf(args.pledge, args.guarantor).repaid += args.amount;
    else if (name === "RecourseExcused") rowOf(args.pledge, args.guarantor).excused += args.amount;
  }
  for (const [pledge, row] of rows) row.open = (await modules.vault.pledge(pledge)).owed;
  return [...rows.values()];
}
