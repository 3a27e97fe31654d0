import type { CharterParameters } from "../../scripts/lib/defaultParameters";

/*
 * The whole system as plain immutable data. Numbers of members, amounts (token units), times (seconds)
 * and shares (basis points) are bigints; slots, rounds, seats and places in a list are numbers.
 */

export type Address = string;
export type MemberId = bigint;
export type PledgeId = bigint;
export type BondId = bigint;
export type ChainId = bigint;
export type DisputeId = bigint;

export const NOBODY: MemberId = 0n;
export const ZERO_ADDRESS: Address = `0x${"0".repeat(40)}`;
export const ZERO_HASH = `0x${"0".repeat(64)}`;

export const HOUR = 3_600n;
export const DAY = 24n * HOUR;
export const UNLIMITED = 2n ** 256n - 1n;
export const MOST = 2n ** 96n - 1n;
export const WHOLE = 10_000n;

export type Both<T> = readonly [T, T];
export type Slot = 0 | 1;
export const SLOTS: readonly Slot[] = [0, 1];

export const Side = { Provider: 0, Receiver: 1 } as const;
export type Side = (typeof Side)[keyof typeof Side];
export const other = (side: Side): Side => (side === Side.Provider ? Side.Receiver : Side.Provider);

/** Wall time at which the clock stands still, and what it has stood before. */
export interface Pause {
  readonly start: bigint;
  readonly end: bigint;
  readonly frozen: bigint;
}

export const ChangeKind = { Parameters: 0, Governor: 1, Guardian: 2, Founder: 3 } as const;

export type Change =
  | { readonly kind: typeof ChangeKind.Parameters; readonly parameters: CharterParameters }
  | { readonly kind: 1 | 2 | 3; readonly wallet: Address };

export interface Scheduled {
  readonly effectiveAt: bigint;
  readonly change: Change;
}

export interface Charter {
  readonly governor: Address;
  readonly guardian: Address;
  readonly pause: Pause;
  /** Parameter sets by version, from 1: the first is at place 0. */
  readonly versions: readonly CharterParameters[];
  readonly scheduled: ReadonlyMap<string, Scheduled>;
}

export const MemberState = { None: 0, Applicant: 1, Active: 2, Resigned: 3, Expelled: 4 } as const;

export interface Standing {
  readonly defaults: bigint;
  readonly faultPaid: bigint;
  readonly overdue: bigint;
  readonly excused: bigint;
  readonly principalsLost: bigint;
}

export interface Recovery {
  readonly wallet: Address;
  /** 0 until it is confirmed. */
  readonly executableAt: bigint;
  readonly pairVersion: bigint;
  readonly proposer: MemberId;
}

export interface Member {
  readonly wallet: Address;
  readonly state: number;
  readonly recoveryDelay: bigint;
  readonly newestTrusted: MemberId;
  readonly standing: Standing;
  readonly recovery: Recovery | undefined;
  /** The wallet that the card is offered to. */
  readonly offered: Address;
}

/** One of a member's two slots: a surety with a serial, an applicant's nomination without, or nobody. */
export interface Seat {
  readonly guarantor: MemberId;
  readonly serial: bigint;
  readonly premium: bigint;
}

export interface Nomination {
  readonly nominee: MemberId;
  readonly maxPremium: bigint;
}

export interface Pair {
  readonly seats: Both<Seat>;
  readonly nominations: Both<Nomination>;
  readonly since: bigint;
  readonly version: bigint;
  readonly generation: bigint;
  readonly principals: bigint;
  readonly ceiling: bigint;
}

/** A member's guarantors from a time on. */
export interface PastPair {
  readonly since: bigint;
  readonly guarantors: Both<MemberId>;
  readonly premiums: Both<bigint>;
}

/** The founding circle from a time on. */
export interface Circle {
  readonly since: bigint;
  readonly present: readonly MemberId[];
}

export interface Account {
  readonly free: bigint;
  readonly owed: bigint;
  readonly dueBy: bigint;
  readonly locks: bigint;
  readonly recourseOpened: bigint;
  /** What went in for the member less what went out: INV-2 says where it is. */
  readonly deposit: bigint;
}

/** The part of a lock that one pledge carries; none if `amount` is 0. */
export interface Part {
  readonly serial: bigint;
  readonly amount: bigint;
}

/** Money set aside for one obligation of one member. */
export interface Lock {
  readonly own: bigint;
  readonly depth: bigint;
  readonly parts: Both<Part>;
}

export const PledgeState = { None: 0, Live: 1, Ended: 2, Closed: 3 } as const;

export interface Pledge extends Lock {
  readonly guarantor: MemberId;
  readonly state: number;
  readonly owed: bigint;
  readonly room: bigint;
  readonly until: bigint;
}

export interface Bond extends Lock {
  readonly member: MemberId;
  readonly escrow: bigint;
  /** Whether anything was ever put in: a side without price and bond has no record. */
  readonly recorded: boolean;
}

export const ChainState = { None: 0, Proposed: 1, Active: 2, Closed: 3, Dissolved: 4 } as const;

export const StageState = {
  None: 0,
  Waiting: 1,
  Open: 2,
  Delivered: 3,
  Claimed: 4,
  Disputed: 5,
  Drawing: 6,
  Remedy: 7,
  Closed: 8,
} as const;

export const ClaimKind = {
  None: 0,
  Default: 1,
  Defect: 2,
  Obstruction: 3,
  EarlyBreach: 4,
} as const;

export interface Payee {
  readonly member: MemberId;
  readonly shareBps: bigint;
}

/** A stage as it is proposed. */
export interface StageTerms {
  readonly provider: MemberId;
  readonly receiver: MemberId;
  readonly price: bigint;
  readonly listPrice: bigint;
  readonly providerBond: bigint;
  readonly receiverBond: bigint;
  readonly duration: bigint;
  readonly inspection: bigint;
  readonly waitsFor: bigint;
  readonly terms: string;
  readonly payees: readonly Payee[];
}

export interface Claim {
  readonly kind: number;
  readonly claimant: Side;
  /** What each side claims. */
  readonly amounts: Both<bigint>;
  readonly answered: boolean;
}

/** What one side offers the other; it dies with the mark and the state it was made in. */
export interface Offer {
  readonly by: Side;
  readonly terms: string;
  readonly state: number;
  readonly mark: bigint;
}

export interface Appointment {
  readonly provider: MemberId;
  readonly price: bigint;
  readonly bond: bigint;
  readonly duration: bigint;
  readonly snapshot: bigint;
}

export interface Stage {
  readonly terms: StageTerms;
  readonly provider: MemberId;
  readonly price: bigint;
  readonly bonds: Both<bigint>;
  readonly duration: bigint;
  readonly extension: bigint;
  readonly mark: bigint;
  readonly state: number;
  readonly messages: bigint;
  readonly claim: Claim | undefined;
  readonly offer: Offer | undefined;
  readonly appointment: Appointment | undefined;
  readonly replaced: boolean;
  readonly itemsRoot: string;
  /** The time that guarantors and panels are taken at. */
  readonly snapshot: bigint;
  /** What was put in and what has come out of it (INV-9). */
  readonly putIn: bigint;
  readonly paidOut: bigint;
  /** What the last outcome gave each side out of the other's bond, and what of it has arrived (INV-5). */
  readonly awarded: Both<bigint>;
  readonly received: Both<bigint>;
}

export interface Chain {
  readonly snapshot: bigint;
  readonly acceptBy: bigint;
  readonly version: bigint;
  readonly state: number;
  readonly accepted: readonly MemberId[];
  readonly closed: readonly number[];
  readonly undelivered: readonly number[];
  readonly stages: readonly Stage[];
}

export const DisputeState = {
  None: 0,
  Filed: 1,
  Voting: 2,
  Ruled: 3,
  Appealed: 4,
  Final: 5,
  Closed: 6,
} as const;

export interface Vote {
  readonly fault: bigint;
  readonly judge: MemberId;
  readonly paid: boolean;
}

/** A side, for itself, or somebody who stands above one. */
export interface Payer {
  readonly member: MemberId;
  readonly side: Side | undefined;
}

export interface Dispute {
  readonly parties: Both<MemberId>;
  readonly snapshot: bigint;
  /** When it was opened; 0 before. */
  readonly openedAt: bigint;
  readonly deadline: bigint;
  readonly version: bigint;
  readonly state: number;
  readonly round: number;
  /** Who has paid for the seats of a round. */
  readonly payers: ReadonlyMap<number, Payer>;
  readonly ruling: bigint;
  readonly fallback: bigint;
  readonly returned: boolean;
  /** Votes by round and seat. */
  readonly votes: ReadonlyMap<number, ReadonlyMap<number, Vote>>;
}

/** What the token does of its own accord; most tokens do nothing of it. */
export interface Token {
  /** The wallet that it tells of transfers, if it tells any. */
  readonly hooked: Address | undefined;
  readonly paused: boolean;
  readonly barred: ReadonlySet<Address>;
  /** What the wallet will call when it is told next. */
  readonly order: ((world: World) => World) | undefined;
  /** Whether a transfer is under way, so that the vault is locked. */
  readonly isMoving: boolean;
  /** How often the wallet has called, and the error that its last call met, if any. */
  readonly calls: bigint;
  readonly refusal: string | undefined;
}

export interface World {
  readonly token: Token;
  /** The vault that holds the tokens. */
  readonly vault: Address;
  /** Wall time of the latest block. */
  readonly wall: bigint;
  readonly charter: Charter;
  readonly members: ReadonlyMap<MemberId, Member>;
  readonly pairs: ReadonlyMap<MemberId, Pair>;
  readonly history: ReadonlyMap<MemberId, readonly PastPair[]>;
  /** Everybody who ever was a founder, in order. */
  readonly founders: readonly MemberId[];
  readonly circles: readonly Circle[];
  readonly accounts: ReadonlyMap<MemberId, Account>;
  readonly pledges: ReadonlyMap<PledgeId, Pledge>;
  readonly bonds: ReadonlyMap<BondId, Bond>;
  readonly fees: ReadonlyMap<DisputeId, bigint>;
  /** What the vault holds of the token, and what wallets do. */
  readonly balance: bigint;
  readonly wallets: ReadonlyMap<Address, bigint>;
  /** What the vault may take of a wallet; everything unless told. */
  readonly allowances: ReadonlyMap<Address, bigint>;
  /** How many signed calls a wallet has used. */
  readonly nonces: ReadonlyMap<Address, bigint>;
  readonly chains: ReadonlyMap<ChainId, Chain>;
  readonly disputes: ReadonlyMap<DisputeId, Dispute>;
}

/** The map with one entry more, or another value for it. */
export function put<K, V>(map: ReadonlyMap<K, V>, key: K, value: V): ReadonlyMap<K, V> {
  return new Map(map).set(key, value);
}

export function without<K, V>(map: ReadonlyMap<K, V>, key: K): ReadonlyMap<K, V> {
  return new Map([...map].filter(([present]) => present !== key));
}

/** The pair with another value in a slot. */
export function withSlot<T>(pair: Both<T>, slot: Slot, value: T): Both<T> {
  return slot === 0 ? [value, pair[1]] : [pair[0], value];
}

export function sum(amounts: Iterable<bigint>): bigint {
  let total = 0n;
  for (const amount of amounts) total += amount;
  return total;
}

export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);

/** A value that must be there. */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The model has no such ${what}`);
  return value;
}
