import type { Actors } from "../Actors";
import { inGoodStanding } from "../graph";
import { SIX_HANDSHAKES } from "../history";
import { backerAt } from "../locks";
import { memberOf } from "../membership";
import type { Dice } from "../Dice";
import type { Move } from "../moves";
import {
  MemberState,
  NOBODY,
  type Address,
  type BondId,
  type MemberId,
  type World,
} from "../world";

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

/** Somebody who stands behind a bond, or the way there gone wrong: their wallet, the steps, the path. */
export function somebodyBehind(scene: Scene, bond: BondId): readonly [Address, number, bigint] {
  const { world, dice } = scene;
  const ways = waysUp(world, bond);
  const [steps, path] = (dice.strays() ? undefined : dice.pick(ways)) ?? [
    dice.one(0, 1, 2, SIX_HANDSHAKES + 1),
    BigInt(dice.below(5)),
  ];
  const isWay = steps >= 1 && steps <= SIX_HANDSHAKES && path >> BigInt(steps) === 0n;
  const backer = isWay ? backerAt(world, bond, path, steps) : NOBODY;
  return [backer === NOBODY ? anyone(scene) : walletOf(scene, backer), steps, path];
}

/** Whether anybody stands behind a bond. */
export function isBacked({ world }: Scene, bond: BondId): boolean {
  return waysUp(world, bond).length > 0;
}

/** The ways up from a bond to all who stand behind it. */
function waysUp(world: World, bond: BondId): (readonly [number, bigint])[] {
  const ways: (readonly [number, bigint])[] = [];
  let level = [0n];
  for (let steps = 1; steps <= SIX_HANDSHAKES && level.length > 0; steps++) {
    level = level
      .flatMap((path) => [path << 1n, (path << 1n) | 1n])
      .filter((path) => backerAt(world, bond, path, steps) !== NOBODY);
    ways.push(...level.map((path) => [steps, path] as const));
  }
  return ways;
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
