import { pledgeOf } from "../../test/model/locks";
import {
  NOBODY,
  SLOTS,
  type BondId,
  type Lock,
  type MemberId,
  type World,
} from "../../test/model/world";
import { pledgeId } from "../lib/names";

/** Somebody who stands behind a bond, and the way up to them through the pledges that back it. */
export interface Backer {
  readonly member: MemberId;
  readonly steps: number;
  /** A bit a step, the first step's the most significant. */
  readonly path: bigint;
}

/**
 * The nearest behind a bond on each way up who would speak for its owner: the owner's guarantors, or those
 * further up where these would not.
 *
 * @param speaks Whether somebody may, and would if awake
 */
export function nearestBehind(
  world: World,
  bond: BondId,
  speaks: (member: MemberId) => boolean,
): Backer[] {
  const nearest = new Map<MemberId, Backer>();
  const follow = (lock: Lock | undefined, { member: owner, steps, path }: Backer): void => {
    for (const slot of SLOTS) {
      const part = lock?.parts[slot];
      if (part === undefined || part.amount === 0n) continue;
      const pledge = pledgeOf(world, pledgeId(owner, slot, part.serial));
      const member = pledge.guarantor;
      const backer = { member, steps: steps + 1, path: (path << 1n) | BigInt(slot) };
      if (!speaks(member)) follow(pledge, backer);
      else if (!nearest.has(member)) nearest.set(member, backer);
    }
  };
  const record = world.bonds.get(bond);
  follow(record, { member: record?.member ?? NOBODY, steps: 0, path: 0n });
  return [...nearest.values()];
}
