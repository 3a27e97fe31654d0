import type { BaseContract, EventLog, Log } from "ethers";

import type { CoverVault, ICoverVault, Membership } from "../../typechain-types";
import { pledgeId, principalOf } from "./names";

/** A member's account as the vault keeps it. */
export interface LedgerAccount {
  member: bigint;
  free: bigint;
  owed: bigint;
  locks: bigint;
}

/** The parts of a lock that pledges of its owner's guarantors carry, by their names. */
export interface LedgerBacking {
  pledge: bigint;
  amount: bigint;
}

export interface LedgerPledge {
  id: bigint;
  guarantor: bigint;
  own: bigint;
  room: bigint;
  owed: bigint;
  depth: bigint;
  state: bigint;
  until: bigint;
  backing: LedgerBacking[];
}

export interface LedgerBond {
  id: bigint;
  member: bigint;
  own: bigint;
  escrow: bigint;
  depth: bigint;
  backing: LedgerBacking[];
}

/** Everything a vault holds, read from its events and views. */
export interface Ledger {
  accounts: LedgerAccount[];
  pledges: LedgerPledge[];
  bonds: LedgerBond[];
  /** Fee pools by dispute. */
  fees: Map<bigint, bigint>;
  /** The vault's balance of the settlement token. */
  balance: bigint;
}

/** What reading a ledger needs to know. */
export interface LedgerSource {
  vault: CoverVault;
  membership: Pick<Membership, "memberCount">;
  token: { balanceOf: (account: string) => Promise<bigint> };
  /** The block to begin reading events at; the vault's own is early enough. */
  fromBlock?: number;
}

/**
 * Reads the whole ledger of a community: the accounts of all members, and every pledge, bond and
 * fee pool that an event has ever named.
 */
export async function readLedger(source: LedgerSource): Promise<Ledger> {
  const { vault, membership, token, fromBlock = 0 } = source;
  const count = await membership.memberCount();
  const members = Array.from({ length: Number(count) }, (_, index) => BigInt(index + 1));

  const named = async (event: "PledgeLocked" | "Escrowed" | "BondLocked" | "FeeTaken") => {
    const logs: (EventLog | Log)[] = await (vault as BaseContract).queryFilter(event, fromBlock);
    return logs.map((log) => (log as EventLog).args[0] as bigint);
  };
  const pledgeIds = new Set(await named("PledgeLocked"));
  const bondIds = new Set([...(await named("Escrowed")), ...(await named("BondLocked"))]);
  const disputeIds = new Set(await named("FeeTaken"));

  return {
    accounts: await Promise.all(members.map((member) => readAccount(vault, member))),
    pledges: await Promise.all([...pledgeIds].map((id) => readPledge(vault, id))),
    bonds: await Promise.all([...bondIds].map((id) => readBond(vault, id))),
    fees: new Map(
      await Promise.all(
        [...disputeIds].map(async (id) => [id, await vault.feesOf(id)] satisfies [bigint, bigint]),
      ),
    ),
    balance: await token.balanceOf(await vault.getAddress()),
  };
}

async function readAccount(vault: CoverVault, member: bigint): Promise<LedgerAccount> {
  const { free, owed, locks } = await vault.account(member);
  return { member, free, owed, locks };
}

async function readPledge(vault: CoverVault, id: bigint): Promise<LedgerPledge> {
  const pledge = await vault.pledge(id);
  const { guarantor, own, room, owed, depth, state, until } = pledge;
  const backing = backingOf(guarantor, pledge.backing);
  return { id, guarantor, own, room, owed, depth, state, until, backing };
}

async function readBond(vault: CoverVault, id: bigint): Promise<LedgerBond> {
  const bond = await vault.bond(id);
  const { member, own, escrow, depth } = bond;
  return { id, member, own, escrow, depth, backing: backingOf(member, bond.backing) };
}

function backingOf(owner: bigint, backing: ICoverVault.BackingStruct): LedgerBacking[] {
  const parts = [
    { slot: 0, serial: backing.serial0, amount: BigInt(backing.part0) },
    { slot: 1, serial: backing.serial1, amount: BigInt(backing.part1) },
  ];
  return parts
    .filter(({ amount }) => amount > 0n)
    .map(({ slot, serial, amount }) => ({
      pledge: pledgeId(owner, slot, BigInt(serial)),
      amount,
    }));
}

/** The sums that must meet (INV-1). */
export interface Conservation {
  /** Free deposits and the own parts of all bonds and pledges. */
  deposits: bigint;
  escrows: bigint;
  fees: bigint;
  /** Deposits, escrows and fees together. */
  total: bigint;
  /** The vault's balance of the token. */
  balance: bigint;
}

export function conservationOf(ledger: Ledger): Conservation {
  const deposits =
    sum(ledger.accounts.map(({ free }) => free)) +
    sum(ledger.bonds.map(({ own }) => own)) +
    sum(ledger.pledges.map(({ own }) => own));
  const escrows = sum(ledger.bonds.map(({ escrow }) => escrow));
  const fees = sum([...ledger.fees.values()]);
  return { deposits, escrows, fees, total: deposits + escrows + fees, balance: ledger.balance };
}

const SIX_HANDSHAKES = 6n;
const LIVE = 1n;

/**
 * Checks a ledger against the invariants that numbers alone can show: INV-1, INV-3, INV-4 and INV-6.
 *
 * @returns one line for each breach; none when all hold.
 */
export function auditLedger(ledger: Ledger): string[] {
  const findings: string[] = [];
  const { total, balance } = conservationOf(ledger);
  if (total !== balance) findings.push(`INV-1: the vault holds ${balance}, the books say ${total}`);

  const used = new Map<bigint, bigint>();
  const pledges = new Map(ledger.pledges.map((pledge) => [pledge.id, pledge]));
  for (const lock of [...ledger.pledges, ...ledger.bonds]) {
    for (const { pledge, amount } of lock.backing) {
      used.set(pledge, (used.get(pledge) ?? 0n) + amount);
      const behind = pledges.get(pledge);
      if (behind === undefined) {
        findings.push(`INV-4: lock ${lock.id} is backed by pledge ${pledge}, which never was`);
      } else if (behind.depth >= lock.depth) {
        findings.push(`INV-4: lock ${lock.id} is not deeper than pledge ${pledge} behind it`);
      }
    }
    if (lock.depth > SIX_HANDSHAKES) findings.push(`INV-4: lock ${lock.id} is ${lock.depth} deep`);
  }

  for (const pledge of ledger.pledges) {
    const size = pledge.own + sum(pledge.backing.map(({ amount }) => amount));
    const inUse = used.get(pledge.id) ?? 0n;
    if (pledge.room + inUse !== size) {
      findings.push(
        `INV-3: pledge ${pledge.id} is ${size}, room ${pledge.room} and in use ${inUse}`,
      );
    }
    for (const { pledge: id } of pledge.state === LIVE ? pledge.backing : []) {
      const behind = pledges.get(id);
      if (behind !== undefined && behind.until < pledge.until) {
        findings.push(`INV-4: pledge ${pledge.id} outlasts pledge ${id} behind it`);
      }
    }
  }

  for (const { member, owed } of ledger.accounts) {
    const debts = sum(
      ledger.pledges.filter(({ id }) => principalOf(id) === member).map((pledge) => pledge.owed),
    );
    if (debts !== owed) findings.push(`INV-6: member ${member} owes ${owed}, pledges say ${debts}`);
  }
  return findings;
}

function sum(amounts: bigint[]): bigint {
  return amounts.reduce((total, amount) => total + amount, 0n);
}
