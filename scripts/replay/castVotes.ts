import { act } from "./act";
import type { Dispute } from "./Dispute";
import { panelVotes } from "./panelVotes";
import { RULES } from "./rules";
import type { World } from "./World";

/** A round begins: its judges vote by what they think at this time, and the keeper waits for its end. */
export async function castVotes(world: World, dispute: Dispute, time: number): Promise<void> {
  const { agenda, calls, chronicle, sureties, trust } = world;
  const { id, openedAt, round } = dispute;
  const isCircle = round === RULES.rounds;
  const votes = panelVotes(trust, sureties, dispute, isCircle);
  if (isCircle && votes.length === 0) chronicle.silentCircles += 1;
  await act(
    world,
    votes.map(({ judge, seats, fault }) =>
      calls.vote(sureties.get(judge).wallet, id, round, seats, fault),
    ),
    time,
  );
  agenda.add(openedAt + (round + 1) * RULES.voteWindow, { kind: "endRound", dispute });
}
