import { states } from "../states";
import type { World } from "../World";
import { eventsOf } from "./eventsOf";
import { opinionOf } from "./opinionOf";

export interface VoteRow {
  judge: string;
  /** Which side the seats are on; null in the circle, which has no sides. */
  side: "provider" | "receiver" | null;
  seats: number;
  /** The provider's fault (basis points). */
  fault: number;
}

export interface RoundRow {
  /** From 0. */
  round: number;
  circle: boolean;
  seats: number;
  votes: VoteRow[];
  /** The medians (basis points); null where nobody voted. In the circle both are that of all votes. */
  providerOpinion: number | null;
  receiverOpinion: number | null;
  /** What it decided (basis points); null if it did not. */
  ruling: number | null;
  /** Why the dispute went on from here; null if it did not. */
  next: "rose" | "appealed by the provider" | "appealed by the receiver" | null;
}

export interface DisputeRow {
  stage: string;
  provider: string;
  receiver: string;
  state: string;
  /** The final ruling (basis points); null without one. */
  ruling: number | null;
  rounds: RoundRow[];
}

/** Every dispute with its rounds: who voted what, what each side came to, what was decided. */
export async function readDisputes(world: World): Promise<DisputeRow[]> {
  const events = eventsOf(world.steps).flat();
  const rows: DisputeRow[] = [];
  for (const { name, args } of events) {
    if (name === "DisputeFiled") rows.push(await readDispute(world, args.dispute));
  }
  return rows;
}

async function readDispute(world: World, id: bigint): Promise<DisputeRow> {
  const { directory, modules, steps } = world;
  const [dispute] = await modules.court.current(id);
  const events = eventsOf(steps).flat();
  const rows: RoundRow[] = [];
  const rowOf = (round: bigint): RoundRow => {
    const index = Number(round);
    return (rows[index] ??= {
      round: index,
      circle: round === dispute.rounds,
      seats: 0,
      votes: [],
      providerOpinion: null,
      receiverOpinion: null,
      ruling: null,
      next: null,
    });
  };

  for (const { name, args } of events) {
    if (!("dispute" in args) || args.dispute !== id) continue;
    if (name === "DisputeOpened") rowOf(0n);
    else if (name === "Voted") {
      const row = rowOf(args.round);
      const judge = directory.member(args.judge);
      row.votes.push(...votesOf(judge, args.seats, Number(args.fault), row));
    } else if (name === "RoundRuled") rowOf(args.round).ruling = Number(args.ruling);
    else if (name === "RoundRose") {
      rowOf(args.round).next = "rose";
      rowOf(args.round + 1n);
    } else if (name === "Appealed") {
      rowOf(args.round).next =
        args.side === 0n ? "appealed by the provider" : "appealed by the receiver";
      rowOf(args.round + 1n);
    }
  }
  for (const row of rows) {
    row.seats = Number(await modules.court.seatCount(id, row.round));
    row.providerOpinion = opinionOf(votesFor(row, "provider"));
    row.receiverOpinion = opinionOf(votesFor(row, "receiver"));
  }

  const final = states.dispute[Number(dispute.state)] === "Final";
  // The circle's ruling is final at once and is told as such only.
  const last = rows.at(-1);
  if (final && last?.circle) last.ruling = Number(dispute.ruling);
  return {
    stage: stageName(world, id),
    provider: directory.member(dispute.provider),
    receiver: directory.member(dispute.receiver),
    state: states.dispute[Number(dispute.state)] ?? "",
    ruling: final ? Number(dispute.ruling) : null,
    rounds: rows,
  };
}

function votesOf(judge: string, seats: bigint, fault: number, round: RoundRow): VoteRow[] {
  const counts = { provider: 0, receiver: 0 };
  for (let seat = 0; seats >> BigInt(seat) !== 0n; seat++) {
    if (((seats >> BigInt(seat)) & 1n) === 0n) continue;
    const isReceivers = !round.circle && seat >> (round.round + 1) === 1;
    counts[isReceivers ? "receiver" : "provider"]++;
  }
  return (["provider", "receiver"] as const)
    .filter((side) => counts[side] > 0)
    .map((side) => ({ judge, side: round.circle ? null : side, seats: counts[side], fault }));
}

function votesFor({ votes }: RoundRow, side: "provider" | "receiver"): number[] {
  return votes
    .filter((vote) => vote.side === null || vote.side === side)
    .flatMap(({ seats, fault }) => Array<number>(seats).fill(fault));
}

function stageName({ directory }: World, id: bigint): string {
  const name = directory.stageOf(id);
  const replaced = (id & 0xffn) === 1n;
  return replaced ? `${name} (replacement)` : name;
}
