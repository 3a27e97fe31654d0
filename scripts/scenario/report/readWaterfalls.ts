import { principalOf } from "../../lib/names";
import { eventsOf } from "./eventsOf";
import type { World } from "../World";

/** One who paid in a waterfall, out of their own deposit. */
export interface PayerRow {
  /** Handshakes from the one who broke the deal: 0 is that one. */
  level: number;
  payer: string;
  /** Paid out of the payer's own money. */
  own: bigint;
  /** Paid in all, with what came from the payer's own guarantors. */
  amount: bigint;
  /** Who owes the payer that amount now; null at level 0. */
  owedBy: string | null;
}

/** A draw on one bond. */
export interface WaterfallRow {
  stage: string;
  debtor: string;
  /** Who was compensated. */
  creditor: string;
  amount: bigint;
  /** The money went into the stage first, where it waited for the creditor's choice. */
  held: boolean;
  payers: PayerRow[];
}

/** Every draw on a bond: who paid what to whom, at which level. */
export function readWaterfalls({ directory, steps }: World): WaterfallRow[] {
  return eventsOf(steps).flatMap((events) => {
    const rows: WaterfallRow[] = [];
    let payers: PayerRow[] = [];
    for (const { name, args } of events) {
      if (name === "PledgeDrawn") {
        payers.push({
          level: Number(args.level),
          payer: directory.member(args.guarantor),
          own: args.own,
          amount: args.amount,
          owedBy: directory.member(principalOf(args.pledge)),
        });
      } else if (name === "BondDrawn") {
        const { amount, bond, held, own, to } = args;
        const debtor = directory.member(directory.ownerOfBond(bond));
        // A draw tells of the pledges first and of the bond when it is done.
        rows.push({
          stage: directory.stageOf(bond),
          debtor,
          creditor: directory.member(to),
          amount,
          held,
          payers: [{ level: 0, payer: debtor, own, amount, owedBy: null }, ...payers],
        });
        payers = [];
      }
    }
    return rows;
  });
}
