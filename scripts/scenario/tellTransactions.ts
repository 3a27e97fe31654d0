import type { ProtocolEvent } from "./ProtocolEvent";
import { tellEvent, type Teller } from "./tellEvent";
import type { PlayedTransaction } from "./World";

/** Tells what happened in the transactions of a step, a sentence each. */
export function tellTransactions(
  transactions: readonly PlayedTransaction[],
  teller: Teller,
): string[] {
  const events = transactions.flatMap((transaction) => inTellingOrder(transaction.events));
  const joined = new Set(
    events.flatMap(({ name, args }) => (name === "Activated" ? [args.member] : [])),
  );
  return events
    .filter((event) => !isPartOfJoining(event, joined))
    .map((event) => tellEvent(event, teller))
    .filter((sentence) => sentence !== undefined);
}

/** Who becomes a member in the same step has applied and asked before, which goes without saying. */
function isPartOfJoining({ name, args }: ProtocolEvent, joined: ReadonlySet<bigint>): boolean {
  if (name === "Applied") return joined.has(args.member);
  return name === "Nominated" && joined.has(args.principal);
}

/** A draw is told before the pledges that paid for it, which its event follows. */
function inTellingOrder(events: readonly ProtocolEvent[]): ProtocolEvent[] {
  const told: ProtocolEvent[] = [];
  let draws = 0;
  for (const event of events) {
    if (event.name === "BondDrawn") told.splice(told.length - draws, 0, event);
    else told.push(event);
    draws = event.name === "PledgeDrawn" || event.name === "RecourseOpened" ? draws + 1 : 0;
  }
  return told;
}
