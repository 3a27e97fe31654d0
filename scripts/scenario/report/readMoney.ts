import { eventsOf } from "./eventsOf";
import type { World } from "../World";

export interface MoneyRow {
  name: string;
  /** In the wallet and in the first deposit, before the story. */
  before: bigint;
  /** In the wallets now. */
  wallet: bigint;
  /** In the vault now: free, and the own parts of bonds and pledges. */
  deposit: bigint;
  /** Prices that are still held for them. */
  escrow: bigint;
  /** What the story brought or cost. */
  change: bigint;
}

/** What everybody had before the story and has now. */
export async function readMoney(world: World): Promise<MoneyRow[]> {
  const { directory, modules, scenario, token, wallets } = world;
  const events = eventsOf(world.steps).flat();
  const bonds = new Set(
    events.flatMap(({ name, args }) =>
      name === "Escrowed" || name === "BondLocked" ? [args.bond] : [],
    ),
  );
  const own = new Map<bigint, bigint>();
  const escrows = new Map<bigint, bigint>();
  const add = (sums: Map<bigint, bigint>, member: bigint, amount: bigint): void => {
    sums.set(member, (sums.get(member) ?? 0n) + amount);
  };
  for (const id of bonds) {
    const bond = await modules.vault.bond(id);
    add(own, bond.member, bond.own);
    add(escrows, bond.member, bond.escrow);
  }
  for (const { id } of directory.pledges()) {
    const pledge = await modules.vault.pledge(id);
    add(own, pledge.guarantor, pledge.own);
  }

  const rows: MoneyRow[] = [];
  for (const { name, wallet: pocket } of scenario.people) {
    const member = directory.memberNamed(name);
    const before = pocket + (scenario.deposits[name] ?? 0n);
    let wallet = 0n;
    for (const each of wallets.get(name) ?? []) wallet += await token.balanceOf(each);
    const { free } = await modules.vault.account(member);
    const deposit = free + (own.get(member) ?? 0n);
    const escrow = escrows.get(member) ?? 0n;
    const change = wallet + deposit + escrow - before;
    rows.push({ name, before, wallet, deposit, escrow, change });
  }
  return rows;
}
