import fc from "fast-check";

import type { Actors } from "./Actors";
import { weightedKinds } from "./candidates/all";
import { Comparison, Discrepancy } from "./Comparison";
import { Failure } from "./Failure";
import { genesis } from "./genesis";
import { keepState } from "./Mirror";
import { FAMILIES } from "./openings";
import { stepsOf, timedMove, type Step, type TimedMove } from "./Player";
import { Tally } from "./Tally";
import { calm, leftOver, windDown, withdrawals } from "./windDown";

export interface Exploration {
  readonly runs: number;
  readonly steps: number;
  readonly seed: number;
  /** Only the runs from the first number to before the second: all unless told. */
  readonly range?: readonly [number, number];
  /** After how many steps everything is compared, and not only what has changed by the model: 20 unless told. */
  readonly compareEvery?: number;
}

/** The least part of a kind's calls that must be done, where the contracts may do it at all. */
export const LEAST_SHARE_OF_SUCCESSES = 0.05;

const STEPS_BETWEEN_FULL_COMPARISONS = 20;
/** Every such run is brought to its end by a keeper alone. */
const RUNS_BETWEEN_ENDINGS = 8;
const MOST_SHRINKS = 400;
/** What a wallet calls in the middle of its transfer. */
const INSIDE = "(inside a transfer)";

/** Plays random runs from every opening, and tells how often each call was made and refused. */
export async function explore(exploration: Exploration): Promise<Tally> {
  const { runs, steps, seed, range = [0, runs] } = exploration;
  const { compareEvery = STEPS_BETWEEN_FULL_COMPARISONS } = exploration;
  const tally = new Tally();
  const sampled = fc.sample(stepsOf(steps), { numRuns: runs, seed });
  const places = FAMILIES.flatMap(({ openings }) => openings);
  const leave = await keepState();
  for (const family of FAMILIES) {
    const { mirror, actors, world } = await genesis(family.options);
    const comparison = new Comparison(mirror, actors.wallets, world);
    await comparison.compareAll();
    for (const opening of family.openings) {
      await opening.prepare({ comparison, actors, unit: family.unit });
      await comparison.compareAll();
      const goBack = await keepState();
      for (const [index, random] of sampled.entries()) {
        if (places[index % places.length] !== opening) continue;
        if (index < range[0] || index >= range[1]) continue;
        const endsAll = Math.floor(index / places.length) % RUNS_BETWEEN_ENDINGS === 0;
        const name = `seed ${seed}, run ${index}, from ${opening.name}`;
        const kinds = weightedKinds(opening.theme);
        const start = { comparison, actors, goBack, kinds, compareEvery };
        await playRun(start, random, tally, endsAll, name);
      }
      await goBack();
    }
  }
  await leave();
  return tally;
}

interface Start {
  readonly comparison: Comparison;
  readonly actors: Actors;
  readonly goBack: () => Promise<void>;
  /** Kinds of moves, as often as they shall be tried. */
  readonly kinds: readonly string[];
  readonly compareEvery: number;
}

async function playRun(
  start: Start,
  steps: readonly Step[],
  tally: Tally,
  endsAll: boolean,
  name: string,
): Promise<void> {
  const { comparison, actors, goBack, kinds, compareEvery } = start;
  await goBack();
  const run = comparison.fork();
  const played: TimedMove[] = [];
  const play = async (timed: TimedMove): Promise<string | undefined> => {
    played.push(timed);
    return run.play(timed.move, timed.wall);
  };
  try {
    for (const [index, step] of steps.entries()) {
      const timed = timedMove(run.world, actors, step, kinds);
      const { calls } = run.world.token;
      tally.count(timed.kind, await play(timed));
      const { token } = run.world;
      if (token.calls > calls) tally.count(INSIDE, token.refusal);
      if (index % compareEvery === 0) await run.compareAll();
    }
    await run.compareAll();
    if (endsAll) await endRun(run, actors, play);
  } catch (error) {
    if (!(error instanceof Discrepancy)) throw error;
    const { moves, findings } = await shrink(start, played, error.findings);
    throw new Failure(name, findings, moves, comparison.world.wall, actors);
  }
}

/** A keeper ends all that is open, and all take their money out. */
async function endRun(
  run: Comparison,
  actors: Actors,
  play: (timed: TimedMove) => Promise<string | undefined>,
): Promise<void> {
  const keeper = actors.wallet("keeper");
  let wall = run.world.wall;
  for (let next = windDown({ ...run.world, wall }, keeper); next;) {
    if ("wait" in next) wall = next.wait;
    else {
      wall = wall > run.world.wall ? wall : run.world.wall + 1n;
      const refusal = await play({ kind: next.move.call, move: next.move, wall });
      if (refusal !== undefined) throw new Discrepancy([`CHN-9: a keeper met ${refusal}`]);
    }
    next = windDown({ ...run.world, wall }, keeper);
  }
  for (const move of [...calm(run.world, keeper), ...withdrawals(run.world)]) {
    const refusal = await play({ kind: move.call, move, wall: run.world.wall + 1n });
    if (refusal !== undefined) throw new Discrepancy([`INV-12: a withdrawal met ${refusal}`]);
  }
  const left = leftOver(run.world);
  if (left.length > 0) throw new Discrepancy(left);
  await run.compareAll();
}

/** What a sequence of moves comes to: the findings at which it stops, if it does. */
async function replay(
  { comparison, goBack }: Start,
  moves: readonly TimedMove[],
): Promise<readonly string[] | undefined> {
  await goBack();
  const run = comparison.fork();
  try {
    for (const { move, wall } of moves) await run.play(move, wall);
    await run.compareAll();
    return undefined;
  } catch (error) {
    if (error instanceof Discrepancy) return error.findings;
    throw error;
  }
}

interface Shrunk {
  readonly moves: readonly TimedMove[];
  readonly findings: readonly string[];
}

/** Leaves moves out, many at once and then one by one, as long as the contracts and the model still part. */
async function shrink(
  start: Start,
  moves: readonly TimedMove[],
  findings: readonly string[],
): Promise<Shrunk> {
  let shrunk: Shrunk = { moves, findings };
  let tried = 0;
  for (let size = Math.ceil(moves.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < shrunk.moves.length && tried < MOST_SHRINKS; tried++) {
      const rest = [...shrunk.moves.slice(0, at), ...shrunk.moves.slice(at + size)];
      const found = await replay(start, rest);
      if (found) shrunk = { moves: rest, findings: found };
      else at += size;
    }
  }
  return shrunk;
}
