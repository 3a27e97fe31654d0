import { advanced, holderOfSeat, isOver, seatNumbers, unearned, votesOf } from "../court";
import { isActive } from "../membership";
import * as moves from "../moves";
import { rulesOf } from "../charter";
import { DisputeState, NOBODY, type Dispute, type DisputeId, type MemberId } from "../world";
import { anyone, memberAmong, walletOf, type Candidate, type Scene } from "./Scene";

type Named = readonly [DisputeId, Dispute];
const UNKNOWN_DISPUTE = 78n << 24n;

/** A dispute as time has it now. */
function disputeThat(
  scene: Scene,
  fits: (dispute: Dispute, id: DisputeId) => boolean,
): Named | undefined {
  const { world, dice } = scene;
  const all = [...world.disputes].map(([id, dispute]): Named => [id, advanced(world, dispute)]);
  const fitting = all.filter(([id, dispute]) => fits(dispute, id));
  const found = dice.pick(fitting.length === 0 || dice.strays() ? all : fitting);
  if (!found || !dice.wild || !dice.chance(0.05)) return found;
  return [UNKNOWN_DISPUTE, found[1]];
}

/** The seats of a round by who holds them; the absent one never comes. */
function seatsByHolder(scene: Scene, dispute: Dispute, round: number): Map<MemberId, number[]> {
  const { world, actors } = scene;
  const seats = new Map<MemberId, number[]>();
  for (let seat = 0; seat < seatNumbers(world, dispute, round); seat++) {
    const holder = holderOfSeat(world, dispute, round, seat);
    const isAbsent = world.members.get(holder)?.wallet === actors.wallet("absent");
    if (holder === NOBODY || isAbsent) continue;
    seats.set(holder, [...(seats.get(holder) ?? []), seat]);
  }
  return seats;
}

function bitmapOf(seats: readonly number[]): bigint {
  return seats.reduce((bits, seat) => bits | (1n << BigInt(seat)), 0n);
}

/** A judge's opinion: mostly near what all think of the case, so that rounds rule. */
function opinion({ dice }: Scene, { snapshot }: Dispute): bigint {
  if (dice.wild && dice.chance(0.1)) return dice.one(10_001n, 11_000n, 5_500n);
  if (dice.chance(0.25)) return 1_000n * BigInt(dice.below(11));
  return 1_000n * (1n + (snapshot % 9n) + dice.one(-1n, 0n, 1n));
}

const vote: Candidate = (scene) => {
  const { world, dice } = scene;
  const found = disputeThat(scene, ({ state }) => state === DisputeState.Voting);
  if (!found) return undefined;
  const [id, dispute] = found;
  const { round } = dispute;
  const voted = votesOf(dispute, round);
  const seats = [...seatsByHolder(scene, dispute, round)]
    .map(
      ([holder, held]) => [holder, held.filter((seat) => dice.wild || !voted.has(seat))] as const,
    )
    .filter(([holder, held]) => held.length > 0 && (dice.wild || isActive(world, holder)));
  const [judge, held] = dice.pick(seats) ?? [1n, [0]];
  const wrong = dice.one(0n, 1n << BigInt(seatNumbers(world, dispute, round)), 3n);
  // Mostly all seats at once; now and then one by one.
  const named = dice.strays() ? wrong : bitmapOf(dice.chance(0.7) ? held : held.slice(0, 1));
  return moves.vote(
    walletOf(scene, judge),
    id,
    dice.strays() ? round + 1 : round,
    named,
    opinion(scene, dispute),
  );
};

/** A ruling to appeal. Hardly any dispute ever waits for that: mostly only then is it tried at all. */
export function ruledDispute(scene: Scene): Named | undefined {
  const { world, dice } = scene;
  const isRuled = ({ state }: Dispute): boolean => state === DisputeState.Ruled;
  const isAny = [...world.disputes.values()].some((dispute) => isRuled(advanced(world, dispute)));
  return isAny || dice.chance(0.2) ? disputeThat(scene, isRuled) : undefined;
}

const appeal: Candidate = (scene) => {
  const found = ruledDispute(scene);
  if (!found) return undefined;
  const [id, { parties }] = found;
  const party = memberAmong(scene, parties);
  return moves.appeal(walletOf(scene, party), id, scene.dice.chance(0.6));
};

const advance: Candidate = (scene) => {
  const found = disputeThat(scene, ({ state }) => state !== DisputeState.Closed);
  return found && moves.advance(anyone(scene), found[0]);
};

/** Seats whose fee can be claimed, by judge. */
function claimable(dispute: Dispute): { round: number; judge: MemberId; seats: number[] }[] {
  const rounds = isOver(dispute) ? [...dispute.payers.keys()] : [];
  return rounds.flatMap((round) => {
    const byJudge = new Map<MemberId, number[]>();
    for (const [seat, { judge, paid }] of votesOf(dispute, round)) {
      if (!paid) byJudge.set(judge, [...(byJudge.get(judge) ?? []), seat]);
    }
    return [...byJudge].map(([judge, seats]) => ({ round, judge, seats }));
  });
}

const claimSeatFees: Candidate = (scene) => {
  const { dice } = scene;
  const found = disputeThat(scene, (dispute) => claimable(dispute).length > 0);
  if (!found) return undefined;
  const [id, dispute] = found;
  const due = dice.pick(claimable(dispute)) ?? { round: 0, judge: 1n, seats: [0] };
  const seats = dice.strays() ? dice.one(0n, 255n, 1n) : bitmapOf(due.seats);
  return moves.claimSeatFees(walletOf(scene, due.judge), id, due.round, seats);
};

const returnFees: Candidate = (scene) => {
  const { world } = scene;
  const found = disputeThat(scene, (dispute, id) => {
    const paid = rulesOf(world, dispute.version).seatFee > 0n;
    return paid && isOver(dispute) && !dispute.returned && unearned(world, id) > 0n;
  });
  return found && moves.returnFees(anyone(scene), found[0]);
};

export const COURT = { vote, appeal, advance, claimSeatFees, returnFees };
