import type { Ledger } from "../lib/ledger";
import type { World } from "./World";

const AT_ONCE = 64;

/**
 * Reads the vault's books: every account, every pledge ever given, and the token's balance. Bonds,
 * escrows and fee pools are empty once nothing is left to do, so that a unit left in one would show
 * as a difference.
 */
export async function readBooks({ pledges, sureties, views }: World): Promise<Ledger> {
  const members = sureties.members.map(({ id }) => id);
  return {
    accounts: await inPortions(members, (id) => views.account(id)),
    pledges: await inPortions([...pledges], (id) => views.pledge(id)),
    bonds: [],
    fees: new Map(),
    balance: await views.balance(),
  };
}

async function inPortions<T, R>(items: T[], read: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let first = 0; first < items.length; first += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(first, first + AT_ONCE).map(read))));
  }
  return results;
}
