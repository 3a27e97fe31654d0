import type { Call } from "./Call";
import { decodeEvents } from "./decodeEvents";
import type { ReplayEvent } from "./ReplayEvent";
import type { World } from "./World";

/**
 * Sends transactions, in this order and at `time` or, if that is past, now, and books what came of
 * them.
 */
export async function act(
  world: World,
  calls: readonly Call[],
  time: number,
): Promise<ReplayEvent[]> {
  const events = decodeEvents(await world.network.send(calls, time));
  for (const event of events) book(world, event);
  return events;
}

function book({ agenda, chronicle, endedPledges, sureties }: World, event: ReplayEvent): void {
  chronicle.count(event);
  switch (event.name) {
    case "PledgeDrawn":
      sureties.owe(event.pledge, event.amount);
      break;
    case "PledgeEnded":
      if (event.inUse > 0n) endedPledges.add(event.pledge);
      break;
    case "RecourseOpened": {
      const dueBy = Number(event.dueBy);
      sureties.get(event.principal).dueBy = dueBy;
      // Overdue is what is owed after the term, not at it.
      agenda.add(dueBy + 1, { kind: "endRecourse", member: event.principal, dueBy });
      break;
    }
    case "RecourseRepaid":
      sureties.repay(event.pledge, event.amount);
      break;
  }
}
