import type { Actors, ActorName } from "./Actors";
import type { Comparison } from "./Comparison";
import { participantsOf } from "./chains";
import { clockOf, rulesOf } from "./charter";
import { holderOf, memberOf } from "./membership";
import * as moves from "./moves";
import { ClaimKind, DAY, HOUR, known, ZERO_HASH, type StageTerms } from "./world";

/** Who joins before a run begins, and with which guarantors; each pledges what stands beside. */
const JOINERS: readonly (readonly [ActorName, ActorName, bigint, ActorName, bigint])[] = [
  ["honest", "anna", 60n, "bolat", 61n],
  ["insolvent", "bolat", 30n, "clara", 17n],
  ["sly", "clara", 40n, "daniyar", 40n],
  ["slick", "daniyar", 23n, "erkin", 50n],
  ["backed", "honest", 90n, "insolvent", 45n],
  ["absent", "sly", 60n, "slick", 33n],
  ["debtor", "backed", 80n, "absent", 50n],
  ["replacement", "insolvent", 0n, "sly", 25n],
  ["contractWallet", "backed", 30n, "replacement", 20n],
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

/** Plays a move some time after the last one; it must not be refused. */
async function must(comparison: Comparison, move: moves.Move, after = 1n): Promise<void> {
  const refusal = await comparison.play(move, comparison.world.wall + after);
  if (refusal !== undefined) throw new Error(`${move.call} was refused with ${refusal}`);
}

/** A community with money and three generations of sureties, where a run begins. */
async function openCommunity(comparison: Comparison, actors: Actors): Promise<void> {
  const idOf = (name: ActorName): bigint => holderOf(comparison.world, actors.wallet(name));
  const deposit = async (name: ActorName): Promise<void> => {
    const amount = DEPOSITS.find(([owner]) => owner === name)?.[1];
    if (amount === undefined) return;
    await must(comparison, moves.deposit(actors.wallet("outsider"), idOf(name), amount));
  };
  const until = clockOf(comparison.world) + 300n * DAY;
  for (const [name] of DEPOSITS.slice(0, 5)) await deposit(name);
  for (const [name, first, pledge0, second, pledge1] of JOINERS) {
    const wallet = actors.wallet(name);
    const premiums = [500n, 250n] as const;
    await must(
      comparison,
      moves.applyForMembership(
        wallet,
        ZERO_HASH,
        idOf(first),
        premiums[0],
        idOf(second),
        premiums[1],
        7n * DAY,
      ),
    );
    const vouches = [
      [first, pledge0],
      [second, pledge1],
    ] as const;
    for (const [slot, [guarantor, pledge]] of vouches.entries()) {
      const from = actors.wallet(guarantor);
      const premium = slot === 0 ? premiums[0] : premiums[1];
      await must(comparison, moves.vouch(from, wallet, slot, pledge, until, premium));
    }
    await deposit(name);
  }
}

/** A place where runs begin: each goes on from the one before. */
export interface Opening {
  readonly name: string;
  readonly prepare: (comparison: Comparison, actors: Actors) => Promise<void>;
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

/** Chains that all have accepted. */
async function openTrade(comparison: Comparison, actors: Actors): Promise<void> {
  const idOf = (name: ActorName): bigint => holderOf(comparison.world, actors.wallet(name));
  const stage = (
    provider: ActorName,
    receiver: ActorName,
    price: bigint,
    terms: Partial<StageTerms>,
  ): StageTerms => ({
    ...TERMS,
    provider: idOf(provider),
    receiver: idOf(receiver),
    price,
    ...terms,
  });
  const share = [{ member: idOf("outsider") || idOf("sly"), shareBps: 3_000n }];
  const chains: readonly (readonly StageTerms[])[] = [
    [stage("debtor", "clara", 100n, { providerBond: 90n, receiverBond: 51n })],
    [
      stage("absent", "honest", 33n, { providerBond: 20n, duration: 2n * DAY }),
      stage("insolvent", "honest", 17n, { providerBond: 17n, waitsFor: 1n }),
      stage("honest", "daniyar", 70n, { receiverBond: 35n, waitsFor: 3n, payees: share }),
    ],
    [stage("slick", "sly", 25n, { providerBond: 25n, receiverBond: 25n })],
    [stage("contractWallet", "bolat", 61n, { providerBond: 31n, payees: share })],
    [stage("replacement", "anna", 47n, { providerBond: 40n, receiverBond: 13n })],
  ];
  for (const stages of chains) {
    const acceptBy = clockOf(comparison.world) + DAY;
    await must(comparison, moves.propose(actors.wallet("honest"), stages, ZERO_HASH, acceptBy));
    const [id, chain] = known([...comparison.world.chains].at(-1), "chain");
    for (const member of participantsOf(chain)) {
      const { wallet } = memberOf(comparison.world, member);
      await must(comparison, moves.accept(wallet, id));
    }
  }
}

/** Claims, and the court at work. */
async function openDisputes(comparison: Comparison, actors: Actors): Promise<void> {
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
  const principal = holderOf(comparison.world, actors.wallet("contractWallet"));
  await must(comparison, moves.deposit(backed, 0n, 25n), HOUR);
  await must(comparison, moves.increasePledge(backed, principal, 0, 25n));
  for (const [place, name, kind, amount] of claims) {
    const from = actors.wallet(name);
    await must(comparison, moves.claim(from, at(place), 0, kind, amount, ZERO_HASH, true));
  }
  await must(comparison, moves.answer(actors.wallet("slick"), at(2), 0, 25n, ZERO_HASH));
  await must(comparison, moves.answer(actors.wallet("anna"), at(4), 0, 40n, ZERO_HASH));
}

/** A concession: the guarantors have paid, up to the third handshake, and the receiver may choose. */
async function openDebts(comparison: Comparison, actors: Actors): Promise<void> {
  const [broken] = comparison.world.chains.keys();
  const window = rulesOf(comparison.world).responseWindow;
  await must(
    comparison,
    moves.conclude(actors.wallet("keeper"), known(broken, "chain"), 0),
    window,
  );
}

export const OPENINGS: readonly Opening[] = [
  { name: "a community with sureties", prepare: openCommunity },
  { name: "chains under way", prepare: openTrade },
  { name: "disputes under way", prepare: openDisputes },
  { name: "debts and a broken stage", prepare: openDebts },
];
