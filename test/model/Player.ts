import fc from "fast-check";

import type { Actors } from "./Actors";
import { CANDIDATES, KINDS } from "./candidates/all";
import { deadlinesOf, type Deadline } from "./deadlines";
import { Dice } from "./Dice";
import { outcomeOf, type Move } from "./moves";
import { DAY, known, type World } from "./world";

/** A random step as it is generated: what it comes to depends on the state it meets. */
export interface Step {
  readonly seed: number;
  /** Below `POSSIBLE_SHARE`: a move that is possible now; otherwise any. */
  readonly share: number;
}

/** A move at a wall time. */
export interface TimedMove {
  readonly kind: string;
  readonly move: Move;
  readonly wall: bigint;
}

const POSSIBLE_SHARE = 60;
const TRIES = 40;
const TRIES_OF_A_KIND = 3;

/** Random steps of one run. */
export function stepsOf(count: number): fc.Arbitrary<Step[]> {
  const step = fc.record({ seed: fc.nat(2 ** 31 - 1), share: fc.nat(99) });
  return fc.array(step, { minLength: count, maxLength: count });
}

/** What a step comes to in a state; kinds stand as often as they shall be tried. */
export function timedMove(
  world: World,
  actors: Actors,
  { seed, share }: Step,
  kinds: readonly string[],
): TimedMove {
  const dice = new Dice(seed, false);
  const { wall, kinds: due } = nextTime(world, dice);
  const then = { ...world, wall };
  // At a deadline what hangs on it is tried, possible or not.
  const kind = dice.chance(0.6) ? dice.pick(due) : undefined;
  const move = kind === undefined ? undefined : CANDIDATES[kind]?.({ world: then, dice, actors });
  if (kind !== undefined && move) return { kind, move, wall };
  const possible = share < POSSIBLE_SHARE ? possibleMove(then, actors, dice, kinds) : undefined;
  return { ...(possible ?? anyMove(then, actors, new Dice(seed ^ 0x5f5f5f, true))), wall };
}

type KindOfMove = Pick<TimedMove, "kind" | "move">;

/** A move that the model allows now; undefined if none was found. */
function possibleMove(
  world: World,
  actors: Actors,
  dice: Dice,
  kinds: readonly string[],
): KindOfMove | undefined {
  for (let tries = 0; tries < TRIES; tries++) {
    const kind = known(dice.pick(kinds), "kind");
    for (let again = 0; again < TRIES_OF_A_KIND; again++) {
      const move = CANDIDATES[kind]?.({ world, dice, actors });
      if (!move) break;
      if (outcomeOf(world, move).next) return { kind, move };
    }
  }
  return undefined;
}

/** Any move, with bounds overshot and the wrong callers now and then. */
function anyMove(world: World, actors: Actors, dice: Dice): KindOfMove {
  for (;;) {
    const kind = known(dice.pick(KINDS), "kind");
    const move = CANDIDATES[kind]?.({ world, dice, actors });
    if (move) return { kind, move };
  }
}

/** Mostly the next second; now and then the seconds around a deadline that comes soon, or some days on. */
function nextTime(world: World, dice: Dice): Deadline {
  const next = world.wall + 1n;
  const soon = { wall: next, kinds: [] };
  if (dice.chance(0.72)) return soon;
  if (dice.chance(0.1)) return { wall: next + dice.upTo(3n * DAY), kinds: [] };
  const deadline = deadlinesOf(world)[dice.one(0, 0, 0, 1, 1, 2, 4)];
  if (!deadline) return soon;
  const wall = deadline.wall + dice.one(-1n, 0n, 1n);
  return wall > world.wall ? { ...deadline, wall } : soon;
}
