import { SIX_HANDSHAKES } from "../../test/model/history";
import { NOBODY, type MemberId } from "../../test/model/world";
import type { Scene } from "./Scene";

/** Somebody who stands above a party, and the way up to them. */
export interface Ancestor {
  readonly member: MemberId;
  readonly steps: number;
  /** A bit a step, the first step's the most significant. */
  readonly path: bigint;
}

/** The honest who are nearest above a party: its guarantors, or those above if false names stand between. */
export function honestAbove(scene: Scene, party: MemberId): Ancestor[] {
  let level: Ancestor[] = [{ member: party, steps: 0, path: 0n }];
  for (let step = 0; step < SIX_HANDSHAKES; step++) {
    const above = new Map<MemberId, Ancestor>();
    for (const { member, steps, path } of level) {
      for (const [slot, guarantor] of scene.guarantorsOf(member).entries()) {
        if (guarantor === NOBODY || above.has(guarantor)) continue;
        const way = { steps: steps + 1, path: (path << 1n) | BigInt(slot) };
        above.set(guarantor, { member: guarantor, ...way });
      }
    }
    level = [...above.values()];
    const honest = level.filter(({ member }) => scene.isHonest(member));
    if (honest.length > 0) return honest;
  }
  return [];
}
