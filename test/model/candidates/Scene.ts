import type { Actors } from "../Actors";
import { inGoodStanding } from "../graph";
import { aboveAt, SIX_HANDSHAKES } from "../history";
import { memberOf } from "../membership";
import type { Dice } from "../Dice";
import type { Move } from "../moves";
import { MemberState, NOBODY, type Address, type MemberId, type World } from "../world";

/** What a random move is chosen from. */
export interface Scene {
  readonly world: World;
  readonly dice: Dice;
  readonly actors: Actors;
}

/** Chooses a call of one function; undefined if there is nothing to choose from. */
export type Candidate = (scene: Scene) => Move | undefined;

export function membersOf({ world }: Scene): MemberId[] {
  return [...world.members.keys()];
}

export function membersIn(scene: Scene, ...states: number[]): MemberId[] {
  return membersOf(scene).filter((id) => states.includes(memberOf(scene.world, id).state));
}

export function activeMembers(scene: Scene): MemberId[] {
  return membersIn(scene, MemberState.Active);
}

/** Members who may take on something new. */
export function goodMembers(scene: Scene): MemberId[] {
  return activeMembers(scene).filter((id) => inGoodStanding(scene.world, id));
}

/** A member of some, or of all if the dice stray or there are none. */
export function memberAmong(scene: Scene, members: readonly MemberId[]): MemberId {
  const { dice } = scene;
  const among = members.length === 0 || dice.strays() ? membersOf(scene) : members;
  return dice.pick(among) ?? 1n;
}

/** The wallet of a member, or somebody's if the dice stray. */
export function walletOf({ world, dice, actors }: Scene, id: MemberId): Address {
  const right = world.members.get(id)?.wallet;
  if (right === undefined || dice.strays()) return dice.pick(actors.wallets) ?? "";
  return right;
}

/** Somebody who stood above a party, or the way there gone wrong: their wallet, the steps, the path. */
export function somebodyAbove(
  scene: Scene,
  party: MemberId,
  time: bigint,
): readonly [Address, number, bigint] {
  const { world, dice } = scene;
  const steps = dice.strays() ? dice.one(0, SIX_HANDSHAKES + 1) : 1 + dice.below(3);
  const path = BigInt(dice.below(2 ** steps));
  const isWalk = steps >= 1 && steps <= SIX_HANDSHAKES;
  const holder = isWalk ? aboveAt(world, party, path, steps, time) : NOBODY;
  const named = dice.strays() ? path + (1n << BigInt(steps)) : path;
  return [holder === NOBODY ? anyone(scene) : walletOf(scene, holder), steps, named];
}

/** Anybody's wallet. */
export function anyone({ dice, actors }: Scene): Address {
  return dice.pick(actors.wallets) ?? "";
}

/** Wallets that hold no card. */
export function freeWallets({ world, actors }: Scene): Address[] {
  const taken = new Set([...world.members.values()].map(({ wallet }) => wallet));
  return actors.wallets.filter((wallet) => !taken.has(wallet));
}
