import {
  changeName,
  clockOf,
  encodeChange,
  isPaused,
  PARAMETER_NAMES,
  rulesOf,
  versionOf,
} from "./charter";
import { guarantorsNow, inGoodStanding, nominationIn, pairOf, pledgesOf } from "./graph";
import { Dice } from "./Dice";
import { circleAt, guarantorsAt, seatAt, SIX_HANDSHAKES, verifyPath } from "./history";
import { accountOf, backerAt, roomOf, sizeOf, unusedOf } from "./locks";
import type { ModuleName } from "./moves";
import {
  known,
  least,
  UNLIMITED,
  ZERO_ADDRESS,
  type Address,
  type BondId,
  type Both,
  type Change,
  type MemberId,
  type Part,
  type PledgeId,
  type World,
} from "./world";

export type Word = bigint | number | boolean | string;

/** A word that may be anything. */
export const ANY = undefined;

/** What is looked at: the contracts, and the wallet that calls back. */
export type ViewedModule = ModuleName | "wallet";

/** A view of a contract and what it must return: words of 32 bytes, or an error. */
export interface View {
  readonly module: ViewedModule;
  readonly call: string;
  readonly args: readonly Word[];
  readonly expected: readonly (Word | typeof ANY)[] | { readonly error: string };
}

/** Views that change with the same parts of the model. */
export interface Aspect {
  readonly key: string;
  /** The parts: while all are the same objects, nothing was touched. */
  readonly parts: readonly unknown[];
  readonly views: () => readonly View[];
}

export function view(
  module: ViewedModule,
  call: string,
  args: readonly Word[],
  expected: View["expected"],
): View {
  return { module, call, args, expected };
}

function parameterWords(world: World, version?: bigint): bigint[] {
  const rules = rulesOf(world, version);
  return PARAMETER_NAMES.map((name) => rules[name]);
}

export function charterAspects(world: World): Aspect[] {
  const { charter } = world;
  const version = versionOf(world);
  const views = (): View[] => [
    view("charter", "governor", [], [charter.governor]),
    view("charter", "guardian", [], [charter.guardian]),
    view("charter", "parameters", [], parameterWords(world)),
    view("charter", "parametersOf", [0n], { error: "NoSuchVersion" }),
    view("charter", "parametersOf", [version], parameterWords(world, version)),
    view("charter", "parametersOf", [1n], parameterWords(world, 1n)),
    view("charter", "parametersOf", [version + 1n], { error: "NoSuchVersion" }),
    ...[...charter.scheduled.values()].map(({ change, effectiveAt }) =>
      changeView(change, effectiveAt),
    ),
  ];
  return [{ key: "charter", parts: [charter], views }];
}

function changeView(change: Change, effectiveAt: bigint): View {
  const payload = encodeChange(change).slice(2);
  const words = payload.match(/.{64}/g) ?? [];
  return view(
    "charter",
    "scheduledChange",
    [changeName(change)],
    [
      ...[effectiveAt, change.kind, 96n, BigInt(payload.length / 2)],
      ...words.map((word) => `0x${word}`),
    ],
  );
}

/** What every move may change. */
export function momentViews(world: World): View[] {
  const { calls, refusal } = world.token;
  const now = clockOf(world);
  const word = clockWord(world);
  return [
    view("charter", "clock", [], [now]),
    view("charter", "clockState", [], [word]),
    view("membership", "clockState", [], [word]),
    view("membership", "time", [], [now]),
    view("token", "balanceOf", [world.vault], [world.balance]),
    view("membership", "memberCount", [], [BigInt(world.members.size)]),
    view("wallet", "calls", [], [calls]),
    view("wallet", "succeeded", [], [calls > 0n && refusal === undefined]),
  ];
}

/** The clock as one storage word, see `ClockState`. */
function clockWord(world: World): bigint {
  const { start, end, frozen } = world.charter.pause;
  const { maxPremiumBps, minPledge } = rulesOf(world);
  const rules = (minPledge << 32n) | (maxPremiumBps << 16n) | versionOf(world);
  return (rules << 120n) | (frozen << 80n) | (end << 40n) | start;
}

/** What the time alone may change. */
export function timeViews(world: World): View[] {
  const now = clockOf(world);
  const ring = circleAt(world, now - 1n);
  const present = world.founders.reduce(
    (bits, founder, place) => (ring.includes(founder) ? bits | (1n << BigInt(place)) : bits),
    0n,
  );
  const frozen = isPaused(world);
  return [
    view("charter", "paused", [], [frozen]),
    view("charter", "time", [], [now, versionOf(world)]),
    view("charter", "running", [], frozen ? { error: "CommunityPaused" } : [now, versionOf(world)]),
    view("graph", "ringAt", [now - 1n], [present]),
    view("graph", "ringAt", [now], { error: "NotInThePast" }),
  ];
}

export function memberAspects(world: World, id: MemberId): Aspect[] {
  const [member, account] = [world.members.get(id), world.accounts.get(id)];
  return [
    { key: `member ${id}`, parts: [member, account], views: () => membershipViews(world, id) },
    { key: `account ${id}`, parts: [account], views: () => accountViews(world, id) },
    { key: `pair ${id}`, parts: [world.pairs.get(id)], views: () => pairViews(world, id) },
  ];
}

function membershipViews(world: World, id: MemberId): View[] {
  const { wallet, state, recoveryDelay, newestTrusted, standing, recovery } = known(
    world.members.get(id),
    "member",
  );
  const { defaults, faultPaid, overdue, excused, principalsLost } = standing;
  const { recourseOpened } = accountOf(world, id);
  const underWay = recovery
    ? [recovery.wallet, recovery.executableAt, recovery.pairVersion, recovery.proposer]
    : [ZERO_ADDRESS, 0n, 0n, 0n];
  const counted = [defaults, faultPaid, overdue, excused, principalsLost, recourseOpened];
  return [
    view("membership", "member", [id], [wallet, state, recoveryDelay, newestTrusted]),
    view("membership", "stateOf", [id], [state]),
    view("membership", "ownerOf", [id], [wallet]),
    view("membership", "locked", [id], [true]),
    view("membership", "recoveryOf", [id], underWay),
    view("membership", "standingOf", [id], counted),
  ];
}

function accountViews(world: World, id: MemberId): View[] {
  const { free, owed, dueBy, locks, recourseOpened } = accountOf(world, id);
  return [
    view("vault", "account", [id], [free, owed, dueBy, locks, recourseOpened]),
    view("vault", "owedBy", [id], [owed]),
  ];
}

function pairViews(world: World, id: MemberId): View[] {
  const { seats, since, version, generation, principals, ceiling } = pairOf(world, id);
  const asked = [nominationIn(world, id, 0), nominationIn(world, id, 1)] as const;
  return [
    view(
      "graph",
      "pairOf",
      [id],
      [
        ...[seats[0].guarantor, seats[1].guarantor, seats[0].serial, seats[1].serial],
        ...[seats[0].premium, seats[1].premium, since, version, generation, principals, ceiling],
      ],
    ),
    view(
      "graph",
      "nominationsOf",
      [id],
      [...[asked[0].nominee, asked[1].nominee, asked[0].maxPremium, asked[1].maxPremium]],
    ),
  ];
}

/** What depends on others than the member. */
export function standingViews(world: World, id: MemberId): View[] {
  const { guarantors, version } = guarantorsNow(world, id);
  const [pledge0, pledge1] = pledgesOf(world, id);
  const place = world.founders.indexOf(id);
  return [
    view("graph", "guarantorsOf", [id], [...guarantors, version]),
    view("graph", "inGoodStanding", [id], [inGoodStanding(world, id)]),
    view(
      "graph",
      "coverOf",
      [id],
      [...[accountOf(world, id).free, roomOf(world, pledge0), roomOf(world, pledge1)]],
    ),
    view("graph", "founderIndex", [id], [place >= 0, place >= 0 ? place : 0n]),
    ...pastViews(world, id),
  ];
}

/** The pair at the seconds around its last changes (SUR-5). */
function pastViews(world: World, id: MemberId): View[] {
  const now = clockOf(world);
  const changes = [...(world.history.get(id) ?? []), ...world.circles].slice(-4);
  const times = new Set(changes.flatMap(({ since }) => [since - 1n, since]));
  return [...times, now - 1n]
    .filter((time) => time < now)
    .map((time) => {
      const { since, guarantors, premiums } = guarantorsAt(world, id, time);
      return view("graph", "guarantorsAt", [id, time], [since, ...guarantors, ...premiums]);
    });
}

const WALKS = 8;
const SEVEN_MEMBERS = SIX_HANDSHAKES + 1;

/** Some walks up the graph and some chains of acquaintance, others each second (SUR-6, SUR-7). */
export function walkViews(world: World): View[] {
  const now = clockOf(world);
  const dice = new Dice(Number(world.wall % 2n ** 31n), false);
  const ids = [...world.members.keys()];
  const changes = [...world.history.values(), world.circles].flatMap((list) =>
    list.map(({ since }) => since),
  );
  return Array.from({ length: WALKS }, () => {
    const [party = 1n, opponent = 1n] = [dice.pick(ids), dice.pick(ids)];
    const steps = 1 + dice.below(SIX_HANDSHAKES);
    const path = dice.below(2 ** steps);
    const changed = dice.pick(changes) ?? 1n;
    const time = dice.chance(0.5) ? now - 1n : least(changed, now - 1n);
    const holder = seatAt(world, party, opponent, path, steps, time);
    return view("graph", "seatHolder", [party, opponent, path, steps, time], [holder]);
  }).concat(pathView(world, dice), backerViews(world, dice));
}

/** Some ways up through the pledges behind bonds. */
function backerViews(world: World, dice: Dice): View[] {
  const bonds = [...world.bonds].filter(([, { recorded }]) => recorded).map(([id]) => id);
  return Array.from({ length: bonds.length === 0 ? 0 : WALKS }, () => {
    const bond = dice.pick(bonds) ?? 0n;
    const steps = 1 + dice.below(3);
    const path = BigInt(dice.below(2 ** steps));
    return view("vault", "backerOf", [bond, path, steps], [backerAt(world, bond, path, steps)]);
  });
}

/** A chain that follows sureties, up or down, and now and then breaks off. */
function pathView(world: World, dice: Dice): View {
  const members = [...world.members.keys()];
  const ids = [dice.pick(members) ?? 1n];
  const length = 2 + dice.below(SEVEN_MEMBERS);
  while (ids.length < length) {
    const last = ids.at(-1) ?? 1n;
    const above = guarantorsNow(world, last).guarantors;
    const below = members.filter((id) => guarantorsNow(world, id).guarantors.includes(last));
    ids.push(
      dice.chance(0.9) ? (dice.pick([...above, ...below]) ?? last) : (dice.pick(members) ?? 1n),
    );
  }
  const expected =
    length <= SEVEN_MEMBERS ? [verifyPath(world, ids)] : { error: "PathLengthOutOfRange" };
  return view("graph", "verifyPath", [32n, ids.length, ...ids], expected);
}

/** What a wallet's calls begin with. */
export function callerViews(world: World, wallet: Address): View[] {
  const { id, state } = cardOf(world, wallet);
  const ask = (call: string, answer: readonly Word[]): View =>
    view("membership", call, [wallet], isPaused(world) ? { error: "CommunityPaused" } : answer);
  const now = clockOf(world);
  return [ask("whoCalls", [now, versionOf(world), id]), ask("whoCallsAndState", [now, id, state])];
}

function cardOf(world: World, wallet: Address): { id: MemberId; state: number } {
  const id = [...world.members].find(([, member]) => member.wallet === wallet)?.[0] ?? 0n;
  return { id, state: world.members.get(id)?.state ?? 0 };
}

export function walletView(world: World, wallet: Address): Aspect {
  const { id, state } = cardOf(world, wallet);
  const held = world.wallets.get(wallet) ?? 0n;
  const allowed = world.allowances.get(wallet) ?? UNLIMITED;
  const nonce = world.nonces.get(wallet) ?? 0n;
  return {
    key: `wallet ${wallet}`,
    parts: [id, state, held, allowed, nonce],
    views: () => [
      view("membership", "memberOf", [wallet], [id, state]),
      view("token", "balanceOf", [wallet], [held]),
      view("token", "allowance", [wallet, world.vault], [allowed]),
      view("forwarder", "nonces", [wallet], [nonce]),
    ],
  };
}

function lockWords(parts: Both<Part>): Word[] {
  return [parts[0].amount, parts[1].amount, parts[0].serial, parts[1].serial];
}

export function pledgeAspect(world: World, id: PledgeId): Aspect {
  const pledge = world.pledges.get(id);
  const views = (): View[] => {
    if (!pledge) return [view("vault", "pledge", [id], Array<Word>(11).fill(0n))];
    const { own, owed, guarantor, state, depth, room, until, parts } = pledge;
    return [
      view(
        "vault",
        "pledge",
        [id],
        [...[own, owed, guarantor, state, depth, room, until], ...lockWords(parts)],
      ),
      view("vault", "roomOf", [id], [unusedOf(world, id)]),
    ];
  };
  return { key: `pledge ${id}`, parts: [pledge], views };
}

export function bondAspect(world: World, id: BondId): Aspect {
  const bond = world.bonds.get(id);
  const views = (): View[] => {
    if (bond?.recorded !== true) return [view("vault", "bond", [id], Array<Word>(8).fill(0n))];
    const { own, escrow, member, depth, parts } = bond;
    return [
      view("vault", "bond", [id], [own, escrow, member, depth, ...lockWords(parts)]),
      view("vault", "bondAmount", [id], [sizeOf(bond)]),
    ];
  };
  return { key: `bond ${id}`, parts: [bond], views };
}
