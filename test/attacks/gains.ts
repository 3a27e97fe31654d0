import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";
import { expect } from "chai";
import { ethers } from "hardhat";

import { auditLedger, type Ledger } from "../../scripts/lib/ledger";
import type { Community, MemberHandle } from "../support/community";

/** Members by what they are in a test. */
export type People = Record<string, MemberHandle>;

/** What each of them has more (token units); those who have as much as before are left out. */
export type Gains = Record<string, bigint>;

/**
 * Does something and tells who has gained and who has lost by it, wallets included. A member has their free deposit,
 * the own parts of their bonds and pledges, and the prices that wait in their escrow. What one member owes another
 * counts for neither: it is named by `debtsOf`. Checks the ledger's invariants as well.
 */
export async function gains(
  community: Pick<Community, "ledger" | "token">,
  people: People,
  action: () => Promise<unknown>,
): Promise<Gains> {
  const before = await wealthOf(community, people);
  await action();
  const after = await wealthOf(community, people);
  const result: Gains = {};
  for (const name of Object.keys(people)) {
    const difference = (after[name] ?? 0n) - (before[name] ?? 0n);
    if (difference !== 0n) result[name] = difference;
  }
  return result;
}

async function wealthOf(
  { ledger: read, token }: Pick<Community, "ledger" | "token">,
  people: People,
): Promise<Record<string, bigint>> {
  const ledger = await read();
  expect(auditLedger(ledger), "invariants").to.deep.equal([]);
  const wealth: Record<string, bigint> = {};
  for (const [name, { id, wallet }] of Object.entries(people)) {
    wealth[name] = depositOf(ledger, id) + (await token.balanceOf(wallet));
  }
  return wealth;
}

function depositOf(ledger: Ledger, member: bigint): bigint {
  const amounts = [
    ...ledger.accounts.filter((account) => account.member === member).map(({ free }) => free),
    ...ledger.pledges.filter(({ guarantor }) => guarantor === member).map(({ own }) => own),
    ...ledger.bonds.filter((bond) => bond.member === member).map(({ own, escrow }) => own + escrow),
  ];
  return amounts.reduce((total, amount) => total + amount, 0n);
}

/** What each of them owes guarantors (token units). */
export async function debtsOf({ vault }: Pick<Community, "vault">, people: People): Promise<Gains> {
  const debts: Gains = {};
  for (const [name, { id }] of Object.entries(people)) {
    const owed = await vault.owedBy(id);
    if (owed > 0n) debts[name] = owed;
  }
  return debts;
}

/** The receipt of a transaction that went through. */
export async function receiptOf(
  sent: Promise<ContractTransactionResponse>,
): Promise<ContractTransactionReceipt> {
  const receipt = await (await sent).wait();
  if (receipt === null) throw new Error("The transaction was dropped");
  return receipt;
}

/**
 * The gas that running a transaction took, without what its data cost before: numbers and addresses in it have more or
 * fewer zeros by chance.
 */
export async function executionGas(sent: Promise<ContractTransactionResponse>): Promise<bigint> {
  const { data } = await sent;
  const { gasUsed } = await receiptOf(sent);
  const intrinsic = ethers
    .getBytes(data)
    .reduce((total, byte) => total + (byte === 0 ? 4n : 16n), 21_000n);
  return gasUsed - intrinsic;
}

/** How often a test repeats what an attacker would: few times, or as many as the environment says. */
export function timesFrom(variable: string, few: number): number {
  const times = Number(process.env[variable] ?? few);
  if (!Number.isInteger(times) || times < 1)
    throw new RangeError(`${variable} is no number of times`);
  return times;
}
