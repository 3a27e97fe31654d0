import type { IGuarantorCourt, ISuretyGraph } from "../../typechain-types";
import { seatsOfRound } from "./seats";

/** What reading a panel needs to know. */
export interface SeatSource {
  court: IGuarantorCourt;
  graph: ISuretyGraph;
}

/** Who holds which seat of a dispute's round, by seat number; void seats are left out. */
export async function readSeats(
  { court, graph }: SeatSource,
  dispute: bigint,
  round: number,
): Promise<Map<number, bigint>> {
  const { provider, receiver, rounds, snapshot: time } = await court.disputeOf(dispute);
  const circle = await readCircle(graph, time);

  if (BigInt(round) === rounds) {
    return new Map([...circle].filter(([, member]) => member !== provider && member !== receiver));
  }

  const founders = new Set(circle.values());
  const pairs = new Map<bigint, readonly [bigint, bigint]>();
  let members = [provider, receiver];
  for (let step = 0; step <= round; step++) {
    const above = new Set<bigint>();
    for (const member of members.filter((candidate) => !pairs.has(candidate))) {
      const { guarantor0, guarantor1 } = await graph.guarantorsAt(member, time);
      pairs.set(member, [guarantor0, guarantor1]);
      if (guarantor0 !== 0n) above.add(guarantor0);
      if (guarantor1 !== 0n) above.add(guarantor1);
    }
    members = [...above];
  }

  const snapshot = {
    guarantorsOf: (member: bigint) => pairs.get(member) ?? ([0n, 0n] as const),
    isFounder: (member: bigint) => founders.has(member),
  };
  return seatsOfRound(snapshot, { provider, receiver }, round);
}

/** The founders of a time by their place in the order of founders. */
async function readCircle(graph: ISuretyGraph, time: bigint): Promise<Map<number, bigint>> {
  const present = await graph.ringAt(time);
  const circle = new Map<number, bigint>();
  for (let place = 0; present >> BigInt(place) !== 0n; place++) {
    if ((present >> BigInt(place)) & 1n) circle.set(place, await graph.founderAt(place));
  }
  return circle;
}
