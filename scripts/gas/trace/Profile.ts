import type { ChangeKind } from "./slotChanges";
import type { Frame, GasByUse, WriteKind } from "./Trace";

/** A transaction from the inside, in the words of the source. */
export interface Profile {
  /** The contract and the function that was called. */
  call: string;
  gasUsed: number;
  /** What the words of the call cost beyond what every transaction does. */
  calldata: number;
  /** What came back for slots that were cleared. */
  refund: number;
  /** In the order in which they begin. */
  frames: NamedFrame[];
  /** The slots that are not as they were before. */
  changes: NamedChange[];
}

/** What every transaction costs. */
export const TRANSACTION = 21_000;

export interface NamedFrame {
  contract: string;
  function: string;
  kind: Frame["kind"];
  depth: number;
  own: GasByUse;
  total: number;
  /** Contracts that nobody had touched before in this transaction. */
  coldAccounts: string[];
  slots: NamedSlot[];
}

export interface NamedChange {
  contract: string;
  /** What the slot is called in the source. */
  name: string;
  kind: ChangeKind;
}

export interface NamedSlot {
  contract: string;
  /** What the slot is called in the source. */
  name: string;
  cold: boolean;
  /** Missing for a read. */
  write?: WriteKind;
  /** Whether nothing is in it afterwards. */
  cleared: boolean;
}
