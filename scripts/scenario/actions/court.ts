import { findWayUp } from "../../lib/findWayUp";
import { Side } from "../../lib/names";
import { readSeats } from "../../lib/readSeats";
import type { ActionHandlers } from "../ActionHandlers";
import { disputeRef } from "../disputeRef";
import { send } from "../send";
import { stageRef } from "../stageRef";
import type { World } from "../World";

/** Judging, and the fees for it. */
export const courtActions: ActionHandlers<
  "vote" | "appeal" | "advance" | "claimFees" | "returnFees"
> = {
  // With every seat the judge holds; a side's bit stands above the path of `round + 1` bits.
  vote: async (world, { by, stage, fault, side }) => {
    const { court } = world.modules;
    const dispute = await disputeRef(world, stage);
    const [current] = await court.current(dispute);
    const round = Number(current.round);

    const seats = await readSeats(world.modules, dispute, round);
    const member = world.directory.memberNamed(by);
    const held = [...seats].filter(
      ([seat, holder]) =>
        holder === member &&
        (side === undefined || seat >> (round + 1) === (side === "provider" ? 0 : 1)),
    );
    const bits = held.reduce((bitmap, [seat]) => bitmap | (1n << BigInt(seat)), 0n);
    await send(world, by, (wallet) => court.connect(wallet).vote(dispute, round, bits, fault));
  },

  // By a party, or for a side by whoever stands behind its bond.
  appeal: async (world, { by, stage, side, feeFromWallet }) => {
    const { court, trade, vault } = world.modules;
    const { chain, index } = stageRef(world, stage);
    const dispute = await disputeRef(world, stage);
    const parties = await court.disputeOf(dispute);
    const bonds = await trade.namesOf(chain, index);
    const [number, bond] =
      side === "receiver" ? [Side.Receiver, bonds.receiver] : [Side.Provider, bonds.provider];
    const member = world.directory.memberNamed(by);
    const isParty = member === parties.provider || member === parties.receiver;
    const way = isParty ? undefined : await findWayUp(vault, bond, member);
    await send(world, by, (wallet) =>
      way === undefined
        ? court.connect(wallet).appeal(dispute, feeFromWallet)
        : trade.connect(wallet).appealFor(chain, index, number, way.steps, way.path, feeFromWallet),
    );
  },

  advance: async (world, { by, stage }) => {
    const dispute = await disputeRef(world, stage);
    await send(world, by, (wallet) => world.modules.court.connect(wallet).advance(dispute));
  },

  // For every paid round that the judge voted in.
  claimFees: async (world, { by, stage }) => {
    const { court } = world.modules;
    const dispute = await disputeRef(world, stage);
    const { paidRounds } = await court.disputeOf(dispute);
    const votes = seatsVotedBy(world, dispute, world.directory.memberNamed(by));
    const paid = [...votes].filter(([round]) => (paidRounds >> round) & 1n);
    for (const [round, seats] of paid.length === 0 ? ([[0n, 0n]] as const) : paid) {
      await send(world, by, (wallet) => court.connect(wallet).claimSeatFees(dispute, round, seats));
    }
  },

  returnFees: async (world, { by, stage }) => {
    const dispute = await disputeRef(world, stage);
    await send(world, by, (wallet) => world.modules.court.connect(wallet).returnFees(dispute));
  },
};

/** The seats that a judge voted with, a bitmap for each round. */
function seatsVotedBy(world: World, dispute: bigint, judge: bigint): Map<bigint, bigint> {
  const seats = new Map<bigint, bigint>();
  for (const { transactions } of world.steps) {
    for (const { name, args } of transactions.flatMap(({ events }) => events)) {
      if (name !== "Voted" || args.dispute !== dispute || args.judge !== judge) continue;
      seats.set(args.round, (seats.get(args.round) ?? 0n) | args.seats);
    }
  }
  return seats;
}
