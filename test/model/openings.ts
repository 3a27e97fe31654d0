import { FOUNDER_NAMES, type Actors, type ActorName } from "./Actors";
import type { Comparison } from "./Comparison";
import type { Theme } from "./candidates/all";
import { participantsOf } from "./chains";
import { clockOf, rulesOf } from "./charter";
import type { GenesisOptions } from "./genesis";
import { holderOf, memberOf } from "./membership";
import * as moves from "./moves";
import { ClaimKind, DAY, HOUR, known, StageState, ZERO_HASH, type StageTerms } from "./world";

/** Who joins: with which guarantor in which slot, and what each of them pledges. */
type Joiner = readonly [ActorName, ActorName, bigint, ActorName, bigint];

/** Who joins before a run begins, and with which guarantors; each pledges what stands beside. */
const JOINERS: readonly Joiner[] = [
  ["honest", "anna", 60n, "bolat", 61n],
  ["insolvent", "bolat", 30n, "clara", 17n],
  ["sly", "clara", 40n, "daniyar", 40n],
  ["slick", "daniyar", 23n, "erkin", 50n],
  ["backed", "honest", 90n, "insolvent", 45n],
  ["absent", "sly", 60n, "slick", 33n],
  ["expelled", "backed", 80n, "absent", 50n],
  ["replacement", "insolvent", 0n, "sly", 25n],
  ["reentering", "backed", 30n, "replacement", 20n],
];

/** What members have; whoever is not named has nothing, and lives by cover alone. */
const DEPOSITS: readonly (readonly [ActorName, bigint])[] = [
  ["anna", 400n],
  ["bolat", 300n],
  ["clara", 350n],
  ["daniyar", 211n],
  ["erkin", 90n],
  ["honest", 500n],
  ["insolvent", 20n],
  ["sly", 150n],
  ["slick", 60n],
  ["replacement", 120n],
];

/** Where an opening is played. */
export interface Setting {
  readonly comparison: Comparison;
  readonly actors: Actors;
  /** What amounts are multiples of. */
  readonly unit: bigint;
}

/** A place where runs begin: each of a family goes on from the one before. */
export interface Opening {
  readonly name: string;
  /** What the runs from here are mostly about. */
  readonly theme: Theme;
  readonly prepare: (setting: Setting) => Promise<void>;
}

/** Plays a move some time after the last one; it must not be refused. */
async function must(comparison: Comparison, move: moves.Move, after = 1n): Promise<void> {
  const refusal = await comparison.play(move, comparison.world.wall + after);
  if (refusal !== undefined) throw new Error(`${move.call} was refused with ${refusal}`);
}

function idOf({ comparison, actors }: Setting, name: ActorName): bigint {
  return holderOf(comparison.world, actors.wallet(name));
}

async function deposit(setting: Setting, name: ActorName, amount: bigint): Promise<void> {
  const { comparison, actors, unit } = setting;
  const id = idOf(setting, name);
  await must(comparison, moves.deposit(actors.wallet("outsider"), id, amount * unit));
}

/** Lets somebody join, with two who vouch. */
async function join(setting: Setting, joiner: Joiner): Promise<void> {
  const { comparison, actors, unit } = setting;
  const [name, first, pledge0, second, pledge1] = joiner;
  const wallet = actors.wallet(name);
  const [ids, premiums] = [
    [idOf(setting, first), idOf(setting, second)],
    [500n, 250n],
  ] as const;
  const [id0, id1] = ids;
  await must(
    comparison,
    moves.applyForMembership(wallet, ZERO_HASH, id0, premiums[0], id1, premiums[1], 7n * DAY),
  );
  const until =
    clockOf(comparison.world) + 300n * DAY - BigInt(comparison.world.members.size) * DAY;
  const vouches = [
    [first, pledge0, premiums[0]],
    [second, pledge1, premiums[1]],
  ] as const;
  for (const [slot, [guarantor, pledge, premium]] of vouches.entries()) {
    const from = actors.wallet(guarantor);
    await must(comparison, moves.vouch(from, wallet, slot, pledge * unit, until, premium));
  }
}

/** A community with money and three generations of sureties, where a run begins. */
async function openCommunity(setting: Setting): Promise<void> {
  const deposits = new Map(DEPOSITS);
  for (const name of FOUNDER_NAMES) await deposit(setting, name, deposits.get(name) ?? 0n);
  for (const joiner of JOINERS) {
    await join(setting, joiner);
    const amount = deposits.get(joiner[0]);
    if (amount !== undefined) await deposit(setting, joiner[0], amount);
  }
}

const TERMS: Omit<StageTerms, "provider" | "receiver" | "price"> = {
  listPrice: 1_000n,
  providerBond: 0n,
  receiverBond: 0n,
  duration: HOUR,
  inspection: HOUR,
  waitsFor: 0n,
  terms: ZERO_HASH,
  payees: [],
};

/** A stage between two of them. */
function stageOf(
  setting: Setting,
  provider: ActorName,
  receiver: ActorName,
  price: bigint,
  bonds: Partial<Pick<StageTerms, "providerBond" | "receiverBond">>,
  terms: Partial<StageTerms> = {},
): StageTerms {
  const { unit } = setting;
  return {
    ...TERMS,
    provider: idOf(setting, provider),
    receiver: idOf(setting, receiver),
    price: price * unit,
    listPrice: 1_000n * unit,
    providerBond: (bonds.providerBond ?? 0n) * unit,
    receiverBond: (bonds.receiverBond ?? 0n) * unit,
    ...terms,
  };
}

/** A chain that all take part in have accepted. */
async function begin(
  { comparison, actors }: Setting,
  proposer: ActorName,
  stages: readonly StageTerms[],
): Promise<void> {
  const acceptBy = clockOf(comparison.world) + DAY;
  await must(comparison, moves.propose(actors.wallet(proposer), stages, ZERO_HASH, acceptBy));
  const [id, chain] = known([...comparison.world.chains].at(-1), "chain");
  for (const member of participantsOf(chain)) {
    const { wallet } = memberOf(comparison.world, member);
    await must(comparison, moves.accept(wallet, id));
  }
}

/** Chains under way. */
async function openTrade(setting: Setting): Promise<void> {
  const payees = [{ member: idOf(setting, "sly"), shareBps: 3_000n }];
  const stage = (...args: Tail<Parameters<typeof stageOf>>): StageTerms =>
    stageOf(setting, ...args);
  const chains: readonly (readonly StageTerms[])[] = [
    [stage("expelled", "clara", 100n, { providerBond: 90n, receiverBond: 51n })],
    [
      stage("absent", "honest", 33n, { providerBond: 20n }, { duration: 2n * DAY }),
      stage("insolvent", "honest", 17n, { providerBond: 17n }, { waitsFor: 1n }),
      stage("honest", "daniyar", 70n, { receiverBond: 35n }, { waitsFor: 3n, payees }),
    ],
    [stage("slick", "sly", 25n, { providerBond: 25n, receiverBond: 25n })],
    [stage("reentering", "bolat", 61n, { providerBond: 31n }, { payees })],
    [stage("replacement", "anna", 47n, { providerBond: 40n, receiverBond: 13n })],
  ];
  for (const stages of chains) await begin(setting, "honest", stages);
}

/** Claims, and the court at work. */
async function openDisputes({ comparison, actors }: Setting): Promise<void> {
  const chains = [...comparison.world.chains.keys()];
  const at = (place: number): bigint => known(chains[place], "chain");
  const { Default, Obstruction, EarlyBreach } = ClaimKind;
  const claims = [
    [0, "clara", Default, 90n],
    [2, "sly", Obstruction, 20n],
    [3, "bolat", Default, 31n],
    [4, "replacement", EarlyBreach, 13n],
  ] as const;
  // What can be collected from a guarantor who comes to owe: own money in another pledge.
  const backed = actors.wallet("backed");
  const principal = holderOf(comparison.world, actors.wallet("reentering"));
  await must(comparison, moves.deposit(backed, 0n, 25n), HOUR);
  await must(comparison, moves.increasePledge(backed, principal, 0, 25n));
  for (const [place, name, kind, amount] of claims) {
    const from = actors.wallet(name);
    await must(comparison, moves.claim(from, at(place), 0, kind, amount, ZERO_HASH, true));
  }
  await must(comparison, moves.answer(actors.wallet("slick"), at(2), 0, 25n, ZERO_HASH));
  await must(comparison, moves.answer(actors.wallet("anna"), at(4), 0, 40n, ZERO_HASH));
}

/** A community, chains under way, and claims, all at once. */
async function openMuch(setting: Setting): Promise<void> {
  await openCommunity(setting);
  await openTrade(setting);
  await openDisputes(setting);
}

/** A concession: the guarantors have paid, up to the third handshake, and the receiver may choose. */
async function openDebts({ comparison, actors }: Setting): Promise<void> {
  const [broken] = comparison.world.chains.keys();
  const window = rulesOf(comparison.world).responseWindow;
  await must(
    comparison,
    moves.conclude(actors.wallet("keeper"), known(broken, "chain"), 0),
    window,
  );
}

/** Nobody pays for the one who was paid for, who is expelled for it. */
async function openExpulsion({ comparison, actors }: Setting): Promise<void> {
  const { recourseWindow } = rulesOf(comparison.world);
  const id = holderOf(comparison.world, actors.wallet("expelled"));
  await must(comparison, moves.expel(actors.wallet("keeper"), id), recourseWindow + 1n);
}

/** A concession in the middle of a transfer: the award is still to be drawn. */
async function openDrawing(setting: Setting): Promise<void> {
  const { comparison, actors } = setting;
  const [broken] = comparison.world.chains.keys();
  const wallet = actors.wallet("reentering");
  const outer = moves.deposit(wallet, idOf(setting, "honest"), 7n);
  const inner = moves.conclude(wallet, known(broken, "chain"), 0);
  const window = rulesOf(comparison.world).responseWindow;
  await must(comparison, moves.reentered(outer, inner), window);
  const [concluded] = comparison.world.chains.values();
  if (concluded?.stages[0]?.state !== StageState.Drawing) {
    throw new Error("The stage was not concluded");
  }
}

/** The most levels that a bond can rest on, and one member more. */
const LADDER: readonly Joiner[] = [
  ["deep1", "anna", 60n, "bolat", 10n],
  ["deep2", "deep1", 55n, "clara", 10n],
  ["deep3", "deep2", 50n, "daniyar", 10n],
  ["deep4", "deep3", 45n, "erkin", 10n],
  ["deep5", "deep4", 40n, "anna", 10n],
  ["deep6", "deep5", 35n, "bolat", 10n],
  ["deep7", "deep6", 10n, "clara", 10n],
];

/** Members who live by what others pledge, up to the sixth handshake. */
async function openLadder(setting: Setting): Promise<void> {
  for (const [name, amount] of DEPOSITS.slice(0, FOUNDER_NAMES.length)) {
    await deposit(setting, name, amount);
  }
  for (const joiner of LADDER) await join(setting, joiner);
  const stage = (...args: Tail<Parameters<typeof stageOf>>): StageTerms =>
    stageOf(setting, ...args);
  await begin(setting, "erkin", [stage("deep6", "erkin", 50n, { providerBond: 10n })]);
  await begin(setting, "erkin", [
    stage("deep6", "daniyar", 50n, { providerBond: 22n, receiverBond: 20n }),
    stage("deep7", "daniyar", 12n, { providerBond: 7n }, { waitsFor: 1n }),
  ]);
  await begin(setting, "erkin", [stage("deep4", "clara", 31n, { providerBond: 11n })]);
}

type Tail<List extends readonly unknown[]> = List extends readonly [unknown, ...infer Rest]
  ? Rest
  : never;

/** Openings of one community, each going on from the one before. */
export interface Family {
  readonly options: GenesisOptions;
  readonly unit: bigint;
  readonly openings: readonly Opening[];
}

const RULES = { rounds: 2n, seatFee: 1n };

export const FAMILIES: readonly Family[] = [
  {
    options: { purse: 100_000n, parameters: RULES },
    unit: 1n,
    openings: [
      { name: "a community with sureties", theme: "everything", prepare: openCommunity },
      { name: "chains under way", theme: "trade", prepare: openTrade },
      { name: "disputes under way", theme: "court", prepare: openDisputes },
      { name: "debts and a broken stage", theme: "debts", prepare: openDebts },
      { name: "a member expelled", theme: "everything", prepare: openExpulsion },
    ],
  },
  {
    options: { purse: 10_000n, parameters: { rounds: 3n, seatFee: 0n } },
    unit: 1n,
    openings: [{ name: "sureties up to the sixth handshake", theme: "trade", prepare: openLadder }],
  },
  {
    options: { purse: 100_000n, parameters: RULES, isCapricious: true },
    unit: 1n,
    openings: [
      { name: "a token that calls back", theme: "token", prepare: openMuch },
      { name: "an award still to be drawn", theme: "token", prepare: openDrawing },
    ],
  },
  {
    // All purses together are more than the vault can ever hold.
    options: { purse: 2n ** 92n, parameters: { ...RULES, seatFee: 2n ** 75n } },
    unit: 2n ** 80n + 1n,
    openings: [
      { name: "large sums", theme: "debts", prepare: openCommunity },
      { name: "chains of large sums", theme: "court", prepare: openTrade },
    ],
  },
];
