import type { ProtocolEvent } from "../ProtocolEvent";
import type { PlayedStep } from "../World";

/** Everything that happened in the steps, in order; each transaction's events together. */
export function eventsOf(steps: readonly PlayedStep[]): ProtocolEvent[][] {
  return steps.flatMap(({ transactions }) => transactions.map(({ events }) => events));
}
