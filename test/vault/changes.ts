import { expect } from "chai";

import { auditLedger, conservationOf, type Ledger } from "../../scripts/lib/ledger";
import { principalOf, serialOf, slotOf } from "../../scripts/lib/names";
import type { Community } from "../support/community";

/** Changes of the ledger's numbers by what they are; numbers that stay as they were are left out. */
export type Changes = Record<string, bigint>;

/**
 * Does something and tells every number of the ledger that it changed, so that a test can show that
 * nothing else did. Checks the ledger's invariants as well. Members, pledges and bonds go by `member 3`, `pledge 3/0` (principal and slot; later
 * pledges `pledge 3/0#2`) and `bond 0/1` (stage and role).
 */
export async function changes(
  community: Pick<Community, "ledger">,
  action: () => Promise<unknown>,
): Promise<Changes> {
  const before = await community.ledger();
  await action();
  const after = await community.ledger();
  expect(auditLedger(after), "invariants").to.deep.equal([]);
  return changesBetween(before, after);
}

/** The same of two ledgers that have been read, without a look at the invariants. */
export function changesBetween(ledgerBefore: Ledger, ledgerAfter: Ledger): Changes {
  const before = numbersOf(ledgerBefore);
  const after = numbersOf(ledgerAfter);
  const result: Changes = {};
  for (const name of new Set([...before.keys(), ...after.keys()])) {
    const difference = (after.get(name) ?? 0n) - (before.get(name) ?? 0n);
    if (difference !== 0n) result[name] = difference;
  }
  return result;
}

/** The name that `changes` has for a pledge. */
export function pledgeName(id: bigint): string {
  const serial = serialOf(id);
  const name = `pledge ${principalOf(id)}/${slotOf(id)}`;
  return serial === 1n ? name : `${name}#${serial}`;
}

function bondName(id: bigint): string {
  return `bond ${(id >> 8n) & 0xffffn}/${id & 0xffn}`;
}

function numbersOf(ledger: Ledger): Map<string, bigint> {
  const numbers = new Map<string, bigint>();
  for (const { member, free, owed, locks } of ledger.accounts) {
    numbers.set(`member ${member} free`, free);
    numbers.set(`member ${member} owes`, owed);
    numbers.set(`member ${member} locks`, locks);
  }
  for (const { id, own, room, owed, backing } of ledger.pledges) {
    const name = pledgeName(id);
    numbers.set(`${name} own`, own);
    numbers.set(`${name} room`, room);
    numbers.set(`${name} owed`, owed);
    for (const part of backing) numbers.set(`${name} from ${pledgeName(part.pledge)}`, part.amount);
  }
  for (const { id, own, escrow, backing } of ledger.bonds) {
    const name = bondName(id);
    numbers.set(`${name} own`, own);
    numbers.set(`${name} escrow`, escrow);
    for (const part of backing) numbers.set(`${name} from ${pledgeName(part.pledge)}`, part.amount);
  }
  numbers.set("fees", conservationOf(ledger).fees);
  numbers.set("balance", ledger.balance);
  return numbers;
}
