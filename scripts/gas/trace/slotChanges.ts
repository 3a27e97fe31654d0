import type { SlotAccess } from "./Trace";

/** What a transaction has made of a slot in the end. */
export type ChangeKind =
  /** It was empty and is in use. */
  | "created"
  /** It holds something else. */
  | "changed"
  /** It was in use and is empty. */
  | "cleared";

export interface SlotChange {
  address: string;
  slot: bigint;
  kind: ChangeKind;
}

/**
 * The slots that are not as they were before a transaction, in the order of their first change.
 *
 * @param accesses In the order in which they happened
 */
export function slotChanges(accesses: readonly SlotAccess[]): SlotChange[] {
  const changes = new Map<string, SlotChange & { wasEmpty: boolean; isEmpty: boolean }>();
  for (const { address, slot, write } of accesses) {
    if (write === undefined || write.kind === "unchanged") continue;
    const key = `${address} ${slot}`;
    // Only the first change of a slot tells what was in it.
    const wasEmpty = changes.get(key)?.wasEmpty ?? write.kind === "fresh";
    const isEmpty = write.value === 0n;
    const kind = wasEmpty ? "created" : isEmpty ? "cleared" : "changed";
    changes.set(key, { address, slot, kind, wasEmpty, isEmpty });
  }
  return [...changes.values()]
    .filter(({ wasEmpty, isEmpty }) => !(wasEmpty && isEmpty))
    .map(({ address, slot, kind }) => ({ address, slot, kind }));
}
