import type { EventFragment, Interface } from "ethers";

import {
  ICoverVault__factory,
  IGuarantorCourt__factory,
  IMembership__factory,
  ITradeChains__factory,
} from "../../typechain-types";
import type { Receipt } from "./Receipt";
import type { ReplayEvent } from "./ReplayEvent";

const EVENTS: [Interface, ReplayEvent["name"][]][] = [
  [
    ICoverVault__factory.createInterface(),
    ["PledgeDrawn", "PledgeEnded", "BondDrawn", "RecourseOpened", "RecourseRepaid"],
  ],
  [IMembership__factory.createInterface(), ["Applied", "Expelled"]],
  [IGuarantorCourt__factory.createInterface(), ["RoundRuled", "RulingFinal"]],
  [ITradeChains__factory.createInterface(), ["OutcomeFixed", "RemedyOpened", "StageClosed"]],
];

const byTopic = new Map<string, { contract: Interface; fragment: EventFragment }>();
for (const [contract, names] of EVENTS) {
  for (const name of names) {
    const fragment = contract.getEvent(name);
    if (fragment === null) throw new Error(`No contract has an event ${name}`);
    byTopic.set(fragment.topicHash, { contract, fragment });
  }
}

/** The events of some transactions that the replay acts on or counts, in order. */
export function decodeEvents(receipts: readonly Receipt[]): ReplayEvent[] {
  return receipts.flatMap(({ logs }) =>
    logs.flatMap(({ topics, data }) => {
      const known = byTopic.get(topics[0] ?? "");
      if (known === undefined) return [];
      const { contract, fragment } = known;
      const args = contract.decodeEventLog(fragment, data, topics).toObject();
      return [{ name: fragment.name, ...args } as unknown as ReplayEvent];
    }),
  );
}
