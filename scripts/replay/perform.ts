import { act } from "./act";
import { castVotes } from "./castVotes";
import type { Deal } from "./Deal";
import type { Dispute } from "./Dispute";
import { endRecourse } from "./endRecourse";
import type { ReplayEvent } from "./ReplayEvent";
import { RULES } from "./rules";
import type { Task } from "./Task";
import type { World } from "./World";

/** Does what has fallen due. */
export async function perform(world: World, task: Task, time: number): Promise<void> {
  switch (task.kind) {
    case "claimDefault":
      return claimDefault(world, task.deal, time);
    case "concludeDefault":
      return conclude(world, task.deal, time);
    case "endRound":
      return endRound(world, task.dispute, time);
    case "concludeDispute":
      return conclude(world, task.dispute.deal, time);
    case "endRecourse":
      return endRecourse(world, world.sureties.get(task.member), task.dueBy, time);
  }
}

async function claimDefault(world: World, deal: Deal, time: number): Promise<void> {
  const { agenda, calls, network } = world;
  const { chain, receiver, bond } = deal;
  await act(world, [calls.claim(receiver.wallet, chain, "Default", bond)], time);
  agenda.add(network.time + RULES.responseWindow, { kind: "concludeDefault", deal });
}

/** Books the end of a round: it has a ruling, or the next one begins, or the circle has spoken. */
async function endRound(world: World, dispute: Dispute, time: number): Promise<void> {
  const { agenda, calls, keeper } = world;
  if (dispute.round === RULES.rounds) return conclude(world, dispute.deal, time);

  const events = await act(world, [calls.advance(keeper, dispute.id)], time);
  if (events.some(({ name }) => name === "RoundRuled")) {
    const votesUntil = dispute.openedAt + (dispute.round + 1) * RULES.voteWindow;
    agenda.add(votesUntil + RULES.appealWindow, { kind: "concludeDispute", dispute });
  } else {
    await castVotes(world, { ...dispute, round: dispute.round + 1 }, time);
  }
}

/** Fixes the outcome and draws the award; the receiver takes the money, if any waits for a choice. */
async function conclude(world: World, { chain, receiver }: Deal, time: number): Promise<void> {
  const { calls, keeper } = world;
  const events = await act(world, [calls.conclude(keeper, chain)], time);
  const has = (name: ReplayEvent["name"]): boolean => events.some((event) => event.name === name);
  if (has("RemedyOpened")) await act(world, [calls.takeMoney(receiver.wallet, chain)], time);
  else if (!has("StageClosed")) throw new Error(`Chain ${chain} was concluded and did not close`);
}
