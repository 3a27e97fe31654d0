import type { ICoverVault } from "../../typechain-types";
import { pledgeId } from "./names";

/** The way up from a bond to somebody who stands behind it, as `answerFor`, `postFor` and `appealFor` ask for it. */
export interface WayUp {
  /** 1 to 6: no lock is backed by more pledges in a row. */
  steps: number;
  /** One bit a step, the first step's the most significant: the pledge in slot 0 or 1. */
  path: bigint;
}

/**
 * A shortest way up through the pledges that back a bond, ended ones too, to a member who stands behind it;
 * undefined if they do not.
 */
export async function findWayUp(
  vault: ICoverVault,
  bond: bigint,
  member: bigint,
): Promise<WayUp | undefined> {
  const { member: owner, backing } = await vault.bond(bond);
  let level = [{ owner, backing, path: 0n }];
  for (let steps = 1; level.length > 0; steps++) {
    const above: typeof level = [];
    for (const lock of level) {
      const { part0, part1, serial0, serial1 } = lock.backing;
      const parts = [
        { slot: 0, part: part0, serial: serial0 },
        { slot: 1, part: part1, serial: serial1 },
      ];
      for (const { slot, serial } of parts.filter(({ part }) => part > 0n)) {
        const pledge = await vault.pledge(pledgeId(lock.owner, slot, serial));
        const path = (lock.path << 1n) | BigInt(slot);
        if (pledge.guarantor === member) return { steps, path };
        above.push({ owner: pledge.guarantor, backing: pledge.backing, path });
      }
    }
    level = above;
  }
  return undefined;
}
