/** The two sides of a stage, and of a dispute about it, as the contracts number them. */
export const Side = { Provider: 0, Receiver: 1 } as const;

/** Whose bond it is, as the contracts number it. */
export const BondRole = { Provider: 0, Receiver: 1, Replacement: 2 } as const;

/** The name of a pledge: principal (32 bits), slot (8 bits), serial (24 bits). */
export function pledgeId(principal: bigint, slot: number, serial: bigint): bigint {
  return (principal << 32n) | (BigInt(slot) << 24n) | serial;
}

/** The principal that a pledge is given for. */
export function principalOf(pledge: bigint): bigint {
  return pledge >> 32n;
}

/** The principal's slot that a pledge fills. */
export function slotOf(pledge: bigint): number {
  return Number((pledge >> 24n) & 0xffn);
}

/** The version of the principal's guarantor pair that made a pledge. */
export function serialOf(pledge: bigint): bigint {
  return pledge & 0xffffffn;
}

/** The name of one party's bond in one stage: chain (232 bits), stage (16 bits), role (8 bits). */
export function bondId(
  chain: bigint,
  stage: number,
  role: (typeof BondRole)[keyof typeof BondRole],
): bigint {
  return chain | (BigInt(stage) << 8n) | BigInt(role);
}

/** The chain that a bond is for. */
export function chainOfBond(bond: bigint): bigint {
  return (bond >> 24n) << 24n;
}

/** The name of a dispute: chain (232 bits), stage (16 bits), attempt (8 bits). */
export function disputeId(chain: bigint, stage: number, replaced = false): bigint {
  return chain | (BigInt(stage) << 8n) | (replaced ? 1n : 0n);
}
