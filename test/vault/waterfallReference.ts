/**
 * COV-3, one unit at a time: each goes to the pledge that carries less so far, the first of two equals
 * to slot 0, and to the other pledge once one is full.
 */
export function splitUnits(amount: bigint, room0: bigint, room1: bigint): [bigint, bigint] {
  let part0 = 0n;
  let part1 = 0n;
  for (let unit = 0n; unit < amount; unit++) {
    if (part1 === room1 || (part0 <= part1 && part0 < room0)) part0++;
    else part1++;
  }
  return [part0, part1];
}

/** COV-6 and COV-7, by trial: slot 0 pays the most units that are not above its exact share. */
export function shareUnits(amount: bigint, part0: bigint, part1: bigint): [bigint, bigint] {
  let from0 = 0n;
  while ((from0 + 1n) * (part0 + part1) <= amount * part0) from0++;
  return [from0, amount - from0];
}
