import * as moves from "../moves";
import { outcomeOf, type Move } from "../moves";
import type { Address } from "../world";
import { anyone, type Candidate, type Scene } from "./Scene";

type Candidates = Readonly<Record<string, Candidate>>;

/** What moves tokens of the caller's wallet. */
const TRANSFERS = ["deposit", "deposit", "repay", "withdraw", "claim", "appeal", "appealFor"];
const TRIES = 30;

/** A call of the wallet's own, of one of some kinds: rather one that is possible now. */
function callOf(
  scene: Scene,
  wallet: Address,
  candidates: Candidates,
  kinds: readonly string[],
): Move | undefined {
  const alone = { ...scene, actors: scene.actors.only("reentering") };
  let impossible: Move | undefined;
  for (let tries = 0; tries < TRIES; tries++) {
    const move = candidates[scene.dice.pick(kinds) ?? ""]?.(alone);
    if (move?.from !== wallet) continue;
    if (scene.dice.strays() || outcomeOf(scene.world, move).next) return move;
    impossible = move;
  }
  return impossible;
}

/** The wallet that is told of its transfers makes another call in the middle of one. */
function reenter(candidates: Candidates): Candidate {
  return (scene) => {
    const { world, dice } = scene;
    const wallet = world.token.hooked;
    if (wallet === undefined) return undefined;
    const outer = callOf(scene, wallet, candidates, TRANSFERS);
    const kinds = dice.chance(0.3) ? ["conclude"] : Object.keys(candidates);
    const inner = callOf(scene, wallet, candidates, kinds);
    return outer && inner && moves.reentered(outer, inner);
  };
}

/** The issuer stops all transfers, or lets them go on; most tokens cannot. */
const setTokenPaused: Candidate = (scene) => {
  const { world, dice } = scene;
  if (world.token.hooked === undefined) return undefined;
  return moves.setTokenPaused(anyone(scene), !world.token.paused && dice.chance(0.5));
};

/** The issuer bars a wallet, or the vault, or lets it in again. */
const setBarred: Candidate = (scene) => {
  const { world, dice } = scene;
  if (world.token.hooked === undefined) return undefined;
  const [barred] = world.token.barred;
  if (barred !== undefined && dice.chance(0.7))
    return moves.setBarred(anyone(scene), barred, false);
  const wallet = dice.chance(0.1) ? world.vault : anyone(scene);
  return moves.setBarred(anyone(scene), wallet, true);
};

/** What only some tokens do. */
export function capriciousCandidates(candidates: Candidates): Candidates {
  return { reenter: reenter(candidates), setTokenPaused, setBarred };
}
