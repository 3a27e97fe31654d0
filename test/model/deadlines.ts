import { clockOf, isPaused, rulesOf } from "./charter";
import { advanced } from "./court";
import { chainOf, dueOf, windowEnd } from "./stages";
import { ChainState, PledgeState, StageState, type Stage, type World } from "./world";

/** Wall times at which something becomes possible or impossible, soonest first. */
export function deadlinesOf(world: World): bigint[] {
  const now = clockOf(world);
  const { pause } = world.charter;
  const begins = isPaused(world) ? pause.end : world.wall;
  const ahead = protocolTimes(world)
    .filter((time) => time > now)
    .map((time) => begins + time - now);
  const walls = [pause.end, pause.end + 14n * 86_400n].filter((wall) => wall > world.wall);
  return [...new Set([...ahead, ...walls])].sort((a, b) => (a < b ? -1 : 1));
}

function* times(world: World): Generator<bigint> {
  for (const { effectiveAt } of world.charter.scheduled.values()) yield effectiveAt;
  for (const { recovery } of world.members.values()) yield recovery?.executableAt ?? 0n;
  for (const { dueBy } of world.accounts.values()) yield dueBy;
  for (const { state, until } of world.pledges.values()) {
    if (state === PledgeState.Live) yield until;
  }
}

/** When something becomes possible or impossible with a stage. */
function* stageTimes(world: World, chain: bigint, index: number, stage: Stage): Generator<bigint> {
  const { responseWindow, lapseWindow } = rulesOf(world, chainOf(world, chain).version);
  switch (stage.state) {
    case StageState.Open:
      yield dueOf(stage);
      yield dueOf(stage) + lapseWindow;
      yield stage.mark + responseWindow;
      break;
    case StageState.Delivered:
      yield stage.mark + stage.terms.inspection;
      break;
    case StageState.Claimed:
    case StageState.Remedy:
      yield windowEnd(world, { chain, index });
  }
}

function* tradeTimes(world: World): Generator<bigint> {
  for (const [id, { state, acceptBy, stages }] of world.chains) {
    if (state === ChainState.Proposed) yield acceptBy;
    if (state !== ChainState.Active) continue;
    for (const [index, stage] of stages.entries()) yield* stageTimes(world, id, index, stage);
  }
  for (const dispute of world.disputes.values()) yield advanced(world, dispute).deadline;
}

function protocolTimes(world: World): bigint[] {
  return [...times(world), ...tradeTimes(world)];
}
