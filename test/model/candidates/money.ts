import { principalOf } from "../../../scripts/lib/names";
import { clockOf } from "../charter";
import { availableOf, reclaimable } from "../ledger";
import { accountOf } from "../locks";
import * as moves from "../moves";
import { least, NOBODY, PledgeState, ZERO_ADDRESS, type Pledge, type PledgeId } from "../world";
import { anyone, memberAmong, membersOf, walletOf, type Candidate, type Scene } from "./Scene";

type Named = readonly [PledgeId, Pledge];

function pledgesWith(scene: Scene, fits: (pledge: Pledge, id: PledgeId) => boolean): Named[] {
  const all = [...scene.world.pledges];
  const fitting = all.filter(([id, pledge]) => fits(pledge, id));
  return fitting.length === 0 || scene.dice.strays() ? all : fitting;
}

const NO_SUCH_PLEDGE = (99n << 32n) | 1n;

const deposit: Candidate = (scene) => {
  const { world, dice } = scene;
  const from = anyone(scene);
  const held = world.wallets.get(from) ?? 0n;
  const id = dice.chance(0.2) ? NOBODY : memberAmong(scene, membersOf(scene));
  const amount =
    dice.wild && dice.chance(0.3) ? held + 1n : dice.amount(dice.chance(0.1) ? held : held / 50n);
  return moves.deposit(from, dice.strays() ? 99n : id, amount);
};

const withdraw: Candidate = (scene) => {
  const { world, dice } = scene;
  const rich = membersOf(scene).filter((id) => availableOf(world, id) > 0n);
  const id = memberAmong(scene, rich);
  const from = walletOf(scene, id);
  const to = dice.strays() ? dice.one(ZERO_ADDRESS, world.vault, anyone(scene)) : from;
  const most = availableOf(world, id);
  return moves.withdraw(from, dice.chance(0.7) ? dice.amount(most / 4n) : dice.amount(most), to);
};

const indebted = ({ owed }: Pledge): boolean => owed > 0n;

const repay: Candidate = (scene) => {
  const found = scene.dice.pick(pledgesWith(scene, indebted));
  if (!found) return undefined;
  const [id, { owed }] = found;
  return moves.repay(
    anyone(scene),
    scene.dice.strays() ? NO_SUCH_PLEDGE : id,
    scene.dice.amount(owed),
  );
};

const collect: Candidate = (scene) => {
  const { world, dice } = scene;
  const free = (id: PledgeId): bigint => accountOf(world, principalOf(id)).free;
  const found = dice.pick(pledgesWith(scene, (pledge, id) => indebted(pledge) && free(id) > 0n));
  if (!found) return undefined;
  const [id, { owed }] = found;
  return moves.collect(anyone(scene), id, dice.amount(least(owed, free(id))));
};

const collectFrom: Candidate = (scene) => {
  const { world, dice } = scene;
  const given = (id: PledgeId): Named[] =>
    [...world.pledges].filter(
      ([, { guarantor, own, room }]) =>
        guarantor === principalOf(id) && own > 0n && (dice.wild || room > 0n),
    );
  const found = dice.pick(
    pledgesWith(scene, (pledge, id) => indebted(pledge) && given(id).length > 0),
  );
  if (!found) return undefined;
  const [id, { owed }] = found;
  const source = dice.pick(dice.strays() ? [...world.pledges] : given(id));
  if (!source) return undefined;
  const [sourceId, { own, room }] = source;
  return moves.collectFrom(anyone(scene), id, dice.amount(least(owed, least(own, room))), sourceId);
};

const excuse: Candidate = (scene) => {
  const found = scene.dice.pick(pledgesWith(scene, indebted));
  if (!found) return undefined;
  const [id, { guarantor }] = found;
  return moves.excuse(walletOf(scene, guarantor), id);
};

const reclaim: Candidate = (scene) => {
  const { world, dice } = scene;
  const isOver = ({ state, until }: Pledge): boolean =>
    state === PledgeState.Ended || (state === PledgeState.Live && clockOf(world) >= until);
  const found = dice.pick(
    pledgesWith(scene, (pledge, id) => isOver(pledge) && reclaimable(world, id) > 0n),
  );
  return found && moves.reclaim(anyone(scene), found[0]);
};

export const MONEY = { deposit, withdraw, repay, collect, collectFrom, excuse, reclaim };
