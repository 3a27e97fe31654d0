import { clockOf, isPaused } from "./charter";
import { advanced, isOver, unearned } from "./court";
import { deadlinesOf } from "./deadlines";
import { availableOf, reclaimable } from "./ledger";
import * as moves from "./moves";
import { disputeName, dueOf, windowEnd } from "./stages";
import {
  ChainState,
  known,
  PledgeState,
  StageState,
  type Address,
  type Chain,
  type ChainId,
  type DisputeId,
  type World,
} from "./world";

/** What a keeper, who has no part in anything, can do to bring everything to its end. */
export type NextMove = { readonly move: moves.Move } | { readonly wait: bigint } | undefined;

/** The next thing to do; undefined when nothing is left open. */
export function windDown(world: World, keeper: Address): NextMove {
  const move = isPaused(world) ? undefined : keeperMove(world, keeper);
  if (move) return { move };
  if (!isOpen(world)) return undefined;
  const [soonest] = deadlinesOf(world);
  return { wait: known(soonest, "deadline").wall };
}

function isOpen(world: World): boolean {
  const { Proposed, Active } = ChainState;
  return [...world.chains.values()].some(({ state }) => state === Proposed || state === Active);
}

function keeperMove(world: World, keeper: Address): moves.Move | undefined {
  for (const [id, chain] of world.chains) {
    const move = moveOfChain(world, keeper, id, chain);
    if (move) return move;
  }
  for (const id of world.disputes.keys()) {
    if (mayReturnFees(world, id)) return moves.returnFees(keeper, id);
  }
  return undefined;
}

function moveOfChain(
  world: World,
  keeper: Address,
  id: ChainId,
  chain: Chain,
): moves.Move | undefined {
  const { state, acceptBy, stages } = chain;
  if (state === ChainState.Proposed && clockOf(world) >= acceptBy)
    return moves.dissolve(keeper, id);
  if (state !== ChainState.Active) return undefined;
  for (const index of stages.keys()) {
    const move = moveOfStage(world, keeper, id, index);
    if (move) return move;
  }
  return undefined;
}

function moveOfStage(
  world: World,
  keeper: Address,
  chain: ChainId,
  index: number,
): moves.Move | undefined {
  const now = clockOf(world);
  const place = { chain, index };
  const stage = known(world.chains.get(chain)?.stages[index], "stage");
  const version = known(world.chains.get(chain), "chain").version;
  const { lapseWindow } = known(world.charter.versions[Number(version) - 1], "version");
  switch (stage.state) {
    case StageState.Open:
      return now >= dueOf(stage) + lapseWindow
        ? moves.closeLapsed(keeper, chain, index)
        : undefined;
    case StageState.Delivered:
      return now >= stage.mark + stage.terms.inspection
        ? moves.acceptDelivery(keeper, chain, index)
        : undefined;
    case StageState.Claimed:
      return now >= windowEnd(world, place) ? moves.conclude(keeper, chain, index) : undefined;
    case StageState.Disputed: {
      const dispute = known(world.disputes.get(disputeName(world, place)), "dispute");
      return isOver(advanced(world, dispute)) ? moves.conclude(keeper, chain, index) : undefined;
    }
    case StageState.Drawing:
      return moves.conclude(keeper, chain, index);
    case StageState.Remedy:
      return now >= windowEnd(world, place) ? moves.takeMoney(keeper, chain, index) : undefined;
    default:
      return undefined;
  }
}

function mayReturnFees(world: World, id: DisputeId): boolean {
  const dispute = advanced(world, known(world.disputes.get(id), "dispute"));
  return isOver(dispute) && !dispute.returned && unearned(world, id) > 0n;
}

/** What the token's issuer has done is undone, so that money can leave. */
export function calm({ token }: World, keeper: Address): moves.Move[] {
  return [
    ...(token.paused ? [moves.setTokenPaused(keeper, false)] : []),
    ...[...token.barred].map((wallet) => moves.setBarred(keeper, wallet, false)),
  ];
}

/** INV-12: each member takes out what is free beyond what they owe. */
export function withdrawals(world: World): moves.Move[] {
  return [...world.members].flatMap(([id, { wallet }]) => {
    const amount = availableOf(world, id);
    return amount > 0n ? [moves.withdraw(wallet, amount, wallet)] : [];
  });
}

/** What is left that should not be, when every chain has ended. */
export function leftOver(world: World): string[] {
  const bonds = [...world.bonds.keys()].map((id) => `CHN-9: bond ${id} is still there`);
  const stuck = [...world.pledges].filter(
    ([id, { state, room }]) => state === PledgeState.Ended && reclaimable(world, id) !== room,
  );
  return [...bonds, ...stuck.map(([id]) => `SUR-4: pledge ${id} is in use by nothing`)];
}
