import { clockOf, isPaused, rulesOf } from "./charter";
import { advanced } from "./court";
import { chainOf, dueOf, windowEnd } from "./stages";
import { ChainState, DAY, PledgeState, StageState, type Stage, type World } from "./world";

/** A wall time at which calls of some kinds become possible or impossible. */
export interface Deadline {
  readonly wall: bigint;
  readonly kinds: readonly string[];
}

type Named = readonly [time: bigint, ...kinds: string[]];

/** What is ahead, the soonest first. */
export function deadlinesOf(world: World): Deadline[] {
  const now = clockOf(world);
  const { pause } = world.charter;
  const begins = isPaused(world) ? pause.end : world.wall;
  const ahead = [...times(world), ...tradeTimes(world)]
    .filter(([time]) => time > now)
    .map(([time, ...kinds]) => ({ wall: begins + time - now, kinds }));
  const walls = [
    { wall: pause.end, kinds: ["resume"] },
    { wall: pause.end + 14n * DAY, kinds: ["pause"] },
  ].filter(({ wall }) => wall > world.wall);
  return [...ahead, ...walls].sort((a, b) => (a.wall < b.wall ? -1 : 1));
}

function* times(world: World): Generator<Named> {
  for (const { effectiveAt } of world.charter.scheduled.values())
    yield [effectiveAt, "executeChange"];
  for (const { recovery } of world.members.values()) {
    yield [recovery?.executableAt ?? 0n, "executeRecovery"];
  }
  for (const { dueBy } of world.accounts.values()) yield [dueBy, "expel"];
  for (const { state, until } of world.pledges.values()) {
    if (state === PledgeState.Live) yield [until, "reclaim", "renewPledge"];
  }
}

/** When something becomes possible or impossible with a stage. */
function* stageTimes(world: World, chain: bigint, index: number, stage: Stage): Generator<Named> {
  const { responseWindow, lapseWindow } = rulesOf(world, chainOf(world, chain).version);
  switch (stage.state) {
    case StageState.Open:
      yield [dueOf(stage), "claim"];
      yield [dueOf(stage) + lapseWindow, "closeLapsed"];
      yield [stage.mark + responseWindow, "cancelStage"];
      break;
    case StageState.Delivered:
      yield [stage.mark + stage.terms.inspection, "acceptDelivery", "claim"];
      break;
    case StageState.Claimed:
      yield [
        windowEnd(world, { chain, index }),
        "conclude",
        "answer",
        "answerFor",
        "acceptSettlement",
      ];
      break;
    case StageState.Remedy:
      yield [windowEnd(world, { chain, index }), "takeMoney", "acceptReplacement"];
  }
}

function* tradeTimes(world: World): Generator<Named> {
  for (const [id, { state, acceptBy, stages }] of world.chains) {
    if (state === ChainState.Proposed) yield [acceptBy, "accept", "dissolve"];
    if (state !== ChainState.Active) continue;
    for (const [index, stage] of stages.entries()) yield* stageTimes(world, id, index, stage);
  }
  for (const dispute of world.disputes.values()) {
    yield [advanced(world, dispute).deadline, "vote", "appeal", "appealFor", "advance", "conclude"];
  }
}
