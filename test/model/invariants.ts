import { pledgeId, principalOf } from "../../scripts/lib/names";
import { isFounder, pairOf, suretyIn } from "./graph";
import { rulesOf } from "./charter";
import { unearned } from "./court";
import { accountOf, sizeOf } from "./locks";
import { bondNames } from "./stages";
import {
  ChainState,
  greatest,
  MemberState,
  NOBODY,
  other,
  PledgeState,
  Side,
  SLOTS,
  StageState,
  sum,
  type Lock,
  type MemberId,
  type PledgeId,
  type Vote,
  type World,
} from "./world";

const DEEPEST = 6n;
const SIDE_NAMES = { [Side.Provider]: "provider", [Side.Receiver]: "receiver" } as const;
const UNDECIDED: readonly number[] = [
  StageState.Waiting,
  StageState.Open,
  StageState.Delivered,
  StageState.Claimed,
  StageState.Disputed,
];

/** Every breach of INV-1 to INV-10 that a state shows; none when all hold. */
export function breachesOf(world: World): string[] {
  return [
    ...conservation(world),
    ...deposits(world),
    ...locks(world),
    ...debts(world),
    ...sureties(world),
    ...stages(world),
    ...awards(world),
    ...fees(world),
    ...ends(world),
  ];
}

/** INV-1. */
function* conservation(world: World): Generator<string> {
  const free = sum([...world.accounts.values()].map((account) => account.free));
  const own = sum([...world.pledges.values(), ...world.bonds.values()].map((lock) => lock.own));
  const escrows = sum([...world.bonds.values()].map(({ escrow }) => escrow));
  const total = free + own + escrows + sum(world.fees.values());
  if (total !== world.balance) yield `INV-1: books of ${total}, tokens of ${world.balance}`;
}

/** INV-2, and that nothing is ever less than nothing. */
function* deposits(world: World): Generator<string> {
  const own = new Map<MemberId, bigint>();
  const add = (id: MemberId, amount: bigint): void => {
    own.set(id, (own.get(id) ?? 0n) + amount);
  };
  for (const pledge of world.pledges.values()) add(pledge.guarantor, pledge.own);
  for (const bond of world.bonds.values()) add(bond.member, bond.own);
  for (const [id, { free, deposit, locks: count }] of world.accounts) {
    if (free < 0n || deposit < 0n || count < 0n) yield `INV-2: member ${id} has less than nothing`;
    const has = free + (own.get(id) ?? 0n);
    if (deposit !== has) yield `INV-2: member ${id} put in ${deposit} and has ${has}`;
  }
}

/** INV-3 and INV-4. */
function* locks(world: World): Generator<string> {
  const inUse = new Map<PledgeId, bigint>();
  const all = [
    ...[...world.pledges].map(([id, pledge]) => ({ id, owner: pledge.guarantor, lock: pledge })),
    ...[...world.bonds].map(([id, bond]) => ({ id, owner: bond.member, lock: bond })),
  ];
  for (const { id, owner, lock } of all) {
    let depth = 0n;
    for (const behind of partsOf(owner, lock)) {
      inUse.set(behind.id, (inUse.get(behind.id) ?? 0n) + behind.amount);
      const pledge = world.pledges.get(behind.id);
      if (!pledge) yield `INV-4: lock ${id} rests on pledge ${behind.id}, which is gone`;
      else depth = greatest(depth, pledge.depth + 1n);
    }
    if (lock.depth > DEEPEST || lock.depth < depth) yield `INV-4: lock ${id} is ${lock.depth} deep`;
    if (lock.own < 0n) yield `INV-4: lock ${id} has less than nothing`;
  }
  yield* pledges(world, inUse);
}

function* pledges(world: World, inUse: ReadonlyMap<PledgeId, bigint>): Generator<string> {
  for (const [id, pledge] of world.pledges) {
    const used = inUse.get(id) ?? 0n;
    if (pledge.room < 0n || pledge.room + used !== sizeOf(pledge)) {
      yield `INV-3: pledge ${id} of ${sizeOf(pledge)} has room ${pledge.room}, ${used} in use`;
    }
    if (pledge.state !== PledgeState.Live) continue;
    for (const behind of partsOf(pledge.guarantor, pledge)) {
      const { until } = world.pledges.get(behind.id) ?? pledge;
      if (pledge.until > until) yield `INV-4: pledge ${id} outlasts pledge ${behind.id}`;
    }
  }
}

function partsOf(owner: MemberId, { parts }: Lock): { id: PledgeId; amount: bigint }[] {
  return SLOTS.map((slot) => ({
    id: pledgeId(owner, slot, parts[slot].serial),
    amount: parts[slot].amount,
  })).filter(({ amount }) => amount !== 0n);
}

/** INV-6. */
function* debts(world: World): Generator<string> {
  const owed = new Map<MemberId, bigint>();
  for (const [id, pledge] of world.pledges) {
    const principal = principalOf(id);
    owed.set(principal, (owed.get(principal) ?? 0n) + pledge.owed);
  }
  for (const id of world.members.keys()) {
    const outstanding = accountOf(world, id).owed;
    const kept = owed.get(id) ?? 0n;
    if (kept !== outstanding) yield `INV-6: member ${id} owes ${outstanding}, pledges say ${kept}`;
  }
}

/** INV-7 and INV-8. */
function* sureties(world: World): Generator<string> {
  for (const [id, { state }] of world.members) {
    const pair = pairOf(world, id);
    const guarantors = SLOTS.map((slot) => suretyIn(pair, slot)).filter((each) => each !== NOBODY);
    for (const guarantor of guarantors) {
      const { generation } = pairOf(world, guarantor);
      if (generation >= pair.generation) yield `INV-7: ${guarantor} is not above ${id}`;
    }
    const isSecured = state === MemberState.Active && !isFounder(world, id);
    if (isSecured && new Set(guarantors).size !== guarantors.length) {
      yield `INV-8: member ${id} has one guarantor twice`;
    }
  }
}

/** INV-9. */
function* stages(world: World): Generator<string> {
  for (const [chain, { stages: all }] of world.chains) {
    for (const [index, { state, putIn, paidOut }] of all.entries()) {
      const [provider, receiver] = bondNames(world, { chain, index });
      const held = world.bonds.get(receiver)?.escrow ?? 0n;
      const name = `stage ${index} of chain ${chain}`;
      if (putIn - paidOut !== held) yield `INV-9: ${name} got ${putIn}, paid ${paidOut}`;
      const isOpen = world.bonds.has(provider) || world.bonds.has(receiver);
      if (state === StageState.Closed && isOpen) yield `INV-9: ${name} is closed and holds a bond`;
    }
  }
}

/** INV-5: a bond is whole until its stage has an outcome, and what an outcome awards is paid in full. */
function* awards(world: World): Generator<string> {
  for (const [chain, { state: chainState, stages: all }] of world.chains) {
    for (const [index, { state, bonds, claim, awarded, received }] of all.entries()) {
      const names = bondNames(world, { chain, index });
      const isDrawing = state === StageState.Drawing;
      for (const side of [Side.Provider, Side.Receiver]) {
        const who = (): string => `the ${SIDE_NAMES[side]} in stage ${index} of chain ${chain}`;
        const due = isDrawing ? (claim?.amounts[side] ?? 0n) : 0n;
        if (received[side] + due !== awarded[side]) {
          yield `INV-5: ${who()} was awarded ${awarded[side]}, got ${received[side]}, ${due} are due`;
        }
        if (chainState !== ChainState.Active || !(isDrawing || UNDECIDED.includes(state))) continue;
        const bond = world.bonds.get(names[side]);
        const held = bond ? sizeOf(bond) : 0n;
        const left = isDrawing ? bonds[side] - received[other(side)] : bonds[side];
        if (held !== left) yield `INV-5: ${who()} is to have a bond of ${left}, and has ${held}`;
      }
    }
  }
}

/** CRT-7: a dispute always ends. */
function* ends(world: World): Generator<string> {
  for (const [id, { openedAt, deadline, version }] of world.disputes) {
    const { rounds, voteWindow, appealWindow } = rulesOf(world, version);
    const last = openedAt + (rounds + 1n) * (voteWindow + appealWindow);
    if (openedAt > 0n && deadline > last)
      yield `CRT-7: dispute ${id} runs to ${deadline} and not to ${last}`;
  }
}

/** INV-10: fees paid = fees earned + returned. */
function* fees(world: World): Generator<string> {
  for (const [id, dispute] of world.disputes) {
    const { seatFee } = rulesOf(world, dispute.version);
    const votes = [...dispute.payers.keys()].flatMap((round) => [
      ...(dispute.votes.get(round) ?? new Map<number, Vote>()).values(),
    ]);
    const unclaimed = BigInt(votes.filter(({ paid }) => !paid).length) * seatFee;
    const left = unclaimed + (dispute.returned ? 0n : unearned(world, id));
    const pool = world.fees.get(id) ?? 0n;
    if (pool !== left) yield `INV-10: dispute ${id} has a pool of ${pool}, ${left} are due`;
  }
}
