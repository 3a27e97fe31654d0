import { clockOf } from "./charter";
import { check } from "./refusal";
import { NOBODY, type Both, type MemberId, type PastPair, type World } from "./world";

const NOTHING: PastPair = { since: 0n, guarantors: [NOBODY, NOBODY], premiums: [0n, 0n] };
export const SIX_HANDSHAKES = 6;

export function presentFounders({ circles }: World): readonly MemberId[] {
  return circles.at(-1)?.present ?? [];
}

/** The next two of the circle; undefined for somebody who is not in it. */
export function ringOf(circle: readonly MemberId[], id: MemberId): Both<MemberId> | undefined {
  const place = circle.indexOf(id);
  if (place < 0) return undefined;
  const next = (steps: number): MemberId => circle[(place + steps) % circle.length] ?? NOBODY;
  return [next(1), next(2)];
}

export function circleAt(world: World, time: bigint): readonly MemberId[] {
  return world.circles.findLast(({ since }) => since <= time)?.present ?? [];
}

/** SUR-5. The first vouch for a new applicant does not count yet. */
export function guarantorsAt(world: World, id: MemberId, time: bigint): PastPair {
  check(time < clockOf(world), "NotInThePast");
  return answeringAt(world, id, time);
}

function answeringAt(world: World, id: MemberId, time: bigint): PastPair {
  const ring = ringOf(circleAt(world, time), id);
  if (ring) return { ...NOTHING, guarantors: ring };
  const begun = (world.history.get(id) ?? []).filter(({ since }) => since <= time);
  return begun.length < 2 ? NOTHING : (begun.at(-1) ?? NOTHING);
}

/** SUR-6: who sits at the end of a path up from a party; nobody if the seat is void. */
export function seatAt(
  world: World,
  party: MemberId,
  opponent: MemberId,
  path: number,
  steps: number,
  time: bigint,
): MemberId {
  const circle = circleAt(world, time);
  let holder = party;
  for (let step = 0; step < steps; step++) {
    if (step > 0 && circle.includes(holder)) return holder;
    const bit = (path >> (steps - 1 - step)) & 1;
    holder = answeringAt(world, holder, time).guarantors[bit === 0 ? 0 : 1];
    if (holder === NOBODY || holder === party || holder === opponent) return NOBODY;
  }
  return holder;
}

/** SUR-7: whether each step is a live surety in either direction. */
export function verifyPath(world: World, ids: readonly MemberId[]): boolean {
  check(ids.length >= 2 && ids.length <= SIX_HANDSHAKES + 1, "PathLengthOutOfRange");
  const answers = (guarantor: MemberId, id: MemberId): boolean =>
    (world.pairs.get(id)?.seats ?? []).some(
      (seat) => seat.serial > 0n && seat.guarantor === guarantor,
    );
  return ids.every((id, place) => {
    const next = ids[place + 1];
    return next === undefined || answers(id, next) || answers(next, id);
  });
}
