import type { SignedCall } from "../forwarder";
import * as moves from "../moves";
import { outcomeOf, type Move } from "../moves";
import { NOBODY, UNLIMITED, type Address, type World } from "../world";
import { anyone, memberAmong, membersOf, type Candidate, type Scene } from "./Scene";

/** What else can be signed and handed in. */
export type Inner = (scene: Scene) => Move | undefined;

/** Everybody but the wallet that is a contract. */
function hasKey({ actors }: Scene, wallet: Address): boolean {
  return wallet !== actors.wallet("reentering");
}

const approve: Candidate = (scene) => {
  const { world, dice } = scene;
  const amount = dice.chance(0.9) ? UNLIMITED : dice.upTo(50n);
  const limited = [...world.allowances].filter(([, allowed]) => allowed !== UNLIMITED);
  const [wallet] = dice.pick(limited) ?? [anyone(scene)];
  return moves.approve(wallet, world.vault, amount);
};

const depositWithPermit: Candidate = (scene) => {
  const { world, dice } = scene;
  const from = anyone(scene);
  if (!hasKey(scene, from)) return undefined;
  const held = world.wallets.get(from) ?? 0n;
  const id = dice.chance(0.2) ? NOBODY : memberAmong(scene, membersOf(scene));
  const amount = dice.wild && dice.chance(0.2) ? held + 1n : dice.amount(held / 50n);
  return moves.depositWithPermit(from, id, amount, dice.chance(0.8));
};

function signed(scene: Scene, move: Move): SignedCall {
  const { world, dice } = scene;
  const lasts = dice.strays() ? dice.one(-1n, 0n) : 10n;
  return { move, deadline: world.wall + lasts, isNext: !dice.strays() };
}

/** A call that can be signed: its maker has a key, and signs nothing else with it. */
function signable(scene: Scene, inner: Inner): Move | undefined {
  const move = inner(scene);
  if (!move || move.sign || move.module === "token" || !hasKey(scene, move.from)) return undefined;
  return move;
}

function execute(inner: Inner): Candidate {
  return (scene) => {
    const move = signable(scene, inner);
    return move && moves.execute(anyone(scene), signed(scene, move));
  };
}

/** Several calls in one second, each chosen as if those before were done. */
function executeBatch(inner: Inner): Candidate {
  return (scene) => {
    const count = scene.dice.one(2, 2, 3, 4);
    const batch: SignedCall[] = [];
    let world: World = scene.world;
    for (let tries = 0; tries < 4 * count && batch.length < count; tries++) {
      const move = signable({ ...scene, world }, inner);
      const next = move && outcomeOf(world, move).next;
      if (!move || (!next && !scene.dice.wild)) continue;
      batch.push(signed(scene, move));
      world = next ?? world;
    }
    const sender = anyone(scene);
    return batch.length === 0
      ? undefined
      : moves.executeBatch(sender, batch, scene.dice.chance(0.5));
  };
}

/** Calls of other kinds, signed by their makers. */
export function signedCandidates(inner: Inner): Readonly<Record<string, Candidate>> {
  return { approve, depositWithPermit, execute: execute(inner), executeBatch: executeBatch(inner) };
}
