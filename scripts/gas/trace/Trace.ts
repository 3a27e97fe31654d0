/** What gas is used for. */
export const USES = [
  "coldAccounts",
  "coldSlots",
  "freshSlots",
  "changedSlots",
  "warm",
  "transient",
  "logs",
  "hashing",
  "computation",
] as const;

export type Use = (typeof USES)[number];

export type GasByUse = Record<Use, number>;

/** What a write does to a slot, seen from the beginning of the transaction (EIP-2200). */
export type WriteKind =
  /** The first change of a slot that was empty: the dear one. */
  | "fresh"
  /** The first change of a slot in use. */
  | "changed"
  /** A further change of a slot that this transaction has changed before. */
  | "later"
  /** The slot held this value already. */
  | "unchanged";

/** A slot that was read or written. */
export interface SlotAccess {
  /** The contract whose storage it is. */
  address: string;
  slot: bigint;
  /** Whether it was the transaction's first access to the slot. */
  cold: boolean;
  /** Missing for a read. */
  write?: { kind: WriteKind; value: bigint };
}

/** One call inside a transaction. */
export interface Frame {
  kind: "TRANSACTION" | "CALL" | "STATICCALL" | "DELEGATECALL";
  /** How deep it is: 1 for the transaction itself. */
  depth: number;
  /** Whose code runs. */
  code: string;
  /** In whose storage it runs. */
  storage: string;
  /** The function's selector, without `0x`; missing if no dispatcher has looked at it. */
  selector?: string;
  /** What it used itself, without what it called. */
  own: GasByUse;
  /** What it and all it called used. */
  total: number;
  /** Addresses that nobody had touched before in this transaction. */
  coldAccounts: string[];
  slots: SlotAccess[];
}

/** A transaction from the inside. */
export interface Trace {
  /** In the order in which they begin. */
  frames: readonly Frame[];
  /** The slots of all frames, in the order in which they were read and written. */
  slots: readonly SlotAccess[];
  /** What was hashed to find a slot, by the hash. */
  preimages: ReadonlyMap<bigint, Preimage>;
}

/** A key and the slot of its mapping; an array's first slot has no key. */
export interface Preimage {
  key?: bigint;
  base: bigint;
}

export function noGas(): GasByUse {
  return Object.fromEntries(USES.map((use) => [use, 0])) as GasByUse;
}

export function sumOf(gas: GasByUse): number {
  return USES.reduce((sum, use) => sum + gas[use], 0);
}
