import { clockOf } from "../../test/model/charter";
import type { Dice } from "../../test/model/Dice";
import { isFounder, pairOf, suretyIn } from "../../test/model/graph";
import { availableOf } from "../../test/model/ledger";
import { accountOf } from "../../test/model/locks";
import { admitFounder, holderOf, isActive, memberOf } from "../../test/model/membership";
import * as moves from "../../test/model/moves";
import { stageAt, type Place } from "../../test/model/stages";
import {
  DAY,
  greatest,
  HOUR,
  known,
  least,
  put,
  ZERO_HASH,
  type Address,
  type Both,
  type MemberId,
  type Slot,
  type Stage,
  type StageTerms,
  type World,
} from "../../test/model/world";
import { walletOf } from "../replay/walletOf";
import type { DrawnCommunity } from "./drawCommunity";
import { coverOf, enter, vouch } from "./enter";
import { GuarantorBook } from "./GuarantorBook";
import { must } from "./must";
import { bondOf, type Setting } from "./Setting";

/** What every wallet of an attacker begins with: enough for prices, which come back. */
const PURSE = 1_000_000n;

/** Whom attackers are numbered from as persons: no file has so many. */
const FIRST_STRANGER = 10 ** 12;

/** What two people agree on. */
export interface Deal {
  readonly provider: MemberId;
  readonly receiver: MemberId;
  readonly price: bigint;
  readonly providerBond: bigint;
  readonly receiverBond: bigint;
}

/** What every scene of a setting begins from. */
export interface SceneOptions {
  readonly community: DrawnCommunity;
  readonly world: World;
  readonly setting: Setting;
  readonly dice: Dice;
  /** What a broken deal costs its victim beside the price, as a share of the price (per cent). */
  readonly damagePercent: bigint;
}

/** One play of a strategy: the state of the model, who is in it, and what came of it so far. */
export class Scene {
  world: World;
  readonly setting: Setting;
  readonly dice: Dice;
  readonly community: DrawnCommunity;
  readonly attackers = new Set<MemberId>();
  /** Honest judges who have been bribed. */
  readonly bribed = new Set<MemberId>();
  /** What victims suffered before anything was paid to them for it, and what was. */
  harm = 0n;
  compensated = 0n;
  readonly guarantors = new GuarantorBook();
  /** What honest guarantors pledged for attackers. */
  trust = 0n;
  /** How long claims took until their outcome. */
  readonly claimSeconds: bigint[] = [];
  /** How many disputes were judged, and how many of them by the circle. */
  judged = 0;
  judgedByCircle = 0;

  /** What came into the world, or left it, outside of the protocol. */
  made = 0n;

  private start: World;
  private readonly damagePercent: bigint;
  /** Goods, damage and what else is worth something and no token. */
  private readonly outside = new Map<MemberId, bigint>();
  private strangers = 0;
  /** What everybody had gained before their last deal. */
  private readonly beforeDeal = new Map<MemberId, bigint>();
  private readonly openHarms = new Map<MemberId, { harm: bigint; before: bigint }>();

  constructor({ community, world, setting, dice, damagePercent }: SceneOptions) {
    const charter = { ...world.charter, versions: [setting.rules] };
    this.world = { ...world, charter };
    this.start = this.world;
    this.community = community;
    this.setting = setting;
    this.dice = dice;
    this.damagePercent = damagePercent;
  }

  get now(): bigint {
    return clockOf(this.world);
  }

  /** What a broken deal of a price costs its victim beside the price. */
  damageOf(price: bigint): bigint {
    return (price * this.damagePercent) / 100n;
  }

  pass(seconds: bigint): void {
    this.world = { ...this.world, wall: this.world.wall + seconds };
  }

  /** Makes a move that must be allowed. */
  play(move: moves.Move): void {
    const before = this.world;
    this.world = must(before, move);
    this.guarantors.book(move, before, this.world, this.attackers);
  }

  /** Makes a move if it is allowed; the name of the error if not. */
  attempt(move: moves.Move): string | undefined {
    const { next, refusal } = moves.outcomeOf(this.world, move);
    if (next) this.world = next;
    return refusal;
  }

  wallet(id: MemberId): Address {
    return memberOf(this.world, id).wallet;
  }

  purseOf(wallet: Address): bigint {
    return this.world.wallets.get(wallet) ?? 0n;
  }

  stage(place: Place): Stage {
    return stageAt(this.world, place);
  }

  /** Takes out whatever somebody can. */
  withdrawAll(id: MemberId): void {
    const amount = availableOf(this.world, id);
    const wallet = this.wallet(id);
    if (amount > 0n) this.play(moves.withdraw(wallet, amount, wallet));
  }

  isHonest(id: MemberId): boolean {
    return !this.attackers.has(id);
  }

  /** Something that is worth a sum outside the protocol reaches somebody, or is taken from them. */
  receive(id: MemberId, worth: bigint): void {
    this.made += worth;
    this.outside.set(id, (this.outside.get(id) ?? 0n) + worth);
  }

  /** A victim suffers harm, of which a part is damage that nobody else has a use for. */
  suffer(victim: MemberId, harm: bigint, damage: bigint): void {
    const open = this.openHarms.get(victim) ?? {
      harm: 0n,
      before: this.beforeDeal.get(victim) ?? 0n,
    };
    this.openHarms.set(victim, { ...open, harm: open.harm + harm });
    this.receive(victim, -damage);
  }

  /** Sees what victims have got for the harm they suffered: whatever they do not lack any more. */
  closeHarms(): void {
    let [harm, lacking] = [0n, 0n];
    for (const [victim, open] of this.openHarms) {
      harm += open.harm;
      lacking += open.before - this.changeOf(victim);
    }
    this.harm += harm;
    this.compensated += least(harm, greatest(harm - lacking, 0n));
    this.openHarms.clear();
  }

  /** Where the guarantors are whom a strategy is aimed at: what they paid, and what they got back of it. */
  countDrained(): void {
    this.harm += this.guarantors.paid;
    this.compensated += this.guarantors.recovered;
  }

  /** A member of the drawn community who is honest and none of those given. */
  bystander(...not: readonly MemberId[]): MemberId {
    const { founders, newcomers } = this.community;
    const size = founders.length + newcomers.length;
    for (;;) {
      const id = BigInt(1 + this.dice.below(size));
      if (!not.includes(id) && this.isHonest(id) && isActive(this.world, id)) return id;
    }
  }

  /** The guarantors of somebody in the drawn community: where a newcomer like them would stand. */
  position(): Both<MemberId> {
    const { newcomers } = this.community;
    return known(newcomers[this.dice.below(newcomers.length)], "newcomer").guarantors;
  }

  /** A stranger joins on two honest guarantors who pledge what is usual here. */
  joinOn(guarantors: Both<MemberId>): MemberId {
    const { pledge, premiumBps } = this.setting.terms;
    return this.join(guarantors, [pledge, pledge], premiumBps, true);
  }

  /** A stranger joins on two guarantors who pledge what they have, at most what is told. */
  joinBelow(guarantors: Both<MemberId>, pledges: Both<bigint>): MemberId {
    return this.join(guarantors, pledges, 0n, false);
  }

  private join(
    guarantors: Both<MemberId>,
    pledges: Both<bigint>,
    premiumBps: bigint,
    topsUp: boolean,
  ): MemberId {
    this.pass(1n);
    const wallet = walletOf(FIRST_STRANGER + this.strangers++);
    this.mint(wallet);
    const surety = (slot: 0 | 1): Parameters<typeof enter>[2][0] => ({
      guarantor: guarantors[slot],
      pledge: pledges[slot],
      premiumBps,
      topsUp,
    });
    this.world = enter(this.world, wallet, [surety(0), surety(1)]);
    return holderOf(this.world, wallet);
  }

  /** An honest stranger becomes a founder, as a change of the charter lets them. */
  joinCircle(): MemberId {
    const wallet = walletOf(FIRST_STRANGER + this.strangers++);
    this.mint(wallet);
    this.world = admitFounder(this.world, wallet);
    return holderOf(this.world, wallet);
  }

  /** The same as {@link joinOn}, for somebody who is up to no good. */
  recruitOn(guarantors: Both<MemberId>): MemberId {
    const id = this.joinOn(guarantors);
    this.attackers.add(id);
    this.trust += 2n * this.setting.terms.pledge;
    return id;
  }

  /** The same as {@link joinBelow}, for somebody who is up to no good. */
  recruitBelow(guarantors: Both<MemberId>, pledges: Both<bigint>): MemberId {
    const id = this.joinBelow(guarantors, pledges);
    this.attackers.add(id);
    return id;
  }

  /** Somebody asks another guarantor into a slot, in place of whoever sits there; who pledges what they have, at most what is told. */
  reseat(id: MemberId, slot: Slot, guarantor: MemberId, pledge: bigint): void {
    const wallet = this.wallet(id);
    this.pass(1n);
    this.play(moves.nominate(wallet, slot, guarantor, 0n));
    const surety = { guarantor, pledge, premiumBps: 0n, topsUp: false };
    this.world = vouch(this.world, wallet, slot, surety);
  }

  private mint(wallet: Address): void {
    const minted = (world: World): World => ({
      ...world,
      wallets: put(world.wallets, wallet, PURSE),
    });
    this.start = minted(this.start);
    this.world = minted(this.world);
  }

  guarantorsOf(id: MemberId): Both<MemberId> {
    const pair = pairOf(this.world, id);
    return [suretyIn(pair, 0), suretyIn(pair, 1)];
  }

  /** What stands behind the next obligation of a member. */
  coverOf(id: MemberId): bigint {
    return coverOf(this.world, id);
  }

  /** Deposits what cover lacks. */
  topUp(id: MemberId, needed: bigint): void {
    const missing = needed - this.coverOf(id);
    if (missing > 0n) this.play(moves.deposit(this.wallet(id), 0n, missing));
  }

  /** Whether somebody can take part in a deal at all. */
  isUsable(id: MemberId): boolean {
    const { owed } = accountOf(this.world, id);
    const secured =
      isFounder(this.world, id) ||
      this.guarantorsOf(id).every((guarantor) => isActive(this.world, guarantor));
    return owed === 0n && isActive(this.world, id) && secured;
  }

  /** A deal of the usual price with the usual bonds. */
  usual(provider: MemberId, receiver: MemberId): Deal {
    const { price } = this.setting.terms;
    const bond = bondOf(this.setting);
    return { provider, receiver, price, providerBond: bond, receiverBond: bond };
  }

  /** Two people agree; who lacks cover for a bond deposits it. */
  agree(deal: Deal): Place {
    return known(this.agreeChain([deal])[0], "stage");
  }

  /** Two people agree on several stages, each waiting for the one before. */
  agreeChain(deals: readonly Deal[]): Place[] {
    const [{ provider, receiver }] = deals as [Deal, ...Deal[]];
    for (const party of [provider, receiver]) this.beforeDeal.set(party, this.changeOf(party));
    this.pass(1n);
    const stages = deals.map((deal, index) => stageOf(deal, index));
    const acceptBy = this.now + DAY;
    this.play(moves.propose(this.wallet(receiver), stages, ZERO_HASH, acceptBy));
    const [chain] = known([...this.world.chains].at(-1), "chain");
    for (const party of [receiver, provider]) {
      const price = party === receiver ? total(deals.map((deal) => deal.price)) : 0n;
      const bonds = total(
        deals.map((deal) => (party === receiver ? deal.receiverBond : deal.providerBond)),
      );
      if (price > 0n) this.play(moves.deposit(this.wallet(party), 0n, price));
      this.topUp(party, price + bonds);
      this.accept(party, chain, bonds);
    }
    return deals.map((_, index) => ({ chain, index }));
  }

  private accept(party: MemberId, chain: bigint, bonds: bigint): void {
    const accept = moves.accept(this.wallet(party), chain);
    // Nobody backs a chain that they take part in: cover may be less than it looks.
    if (this.attempt(accept) === undefined) return;
    this.play(moves.deposit(this.wallet(party), 0n, bonds));
    this.play(accept);
  }

  /** What somebody has now beyond what they had: tokens, and what else they got or lost. */
  changeOf(id: MemberId): bigint {
    const { wallet } = memberOf(this.world, id);
    const held = (world: World): bigint => {
      const deposit = world.members.has(id) ? accountOf(world, id).deposit : 0n;
      return (world.wallets.get(wallet) ?? 0n) + deposit;
    };
    return held(this.world) - held(this.start) + (this.outside.get(id) ?? 0n);
  }
}

function stageOf(deal: Deal, index: number): StageTerms {
  const { provider, receiver, price, providerBond, receiverBond } = deal;
  return {
    provider,
    receiver,
    price,
    listPrice: price,
    providerBond,
    receiverBond,
    duration: DAY,
    inspection: HOUR,
    waitsFor: index === 0 ? 0n : 1n << BigInt(index - 1),
    terms: ZERO_HASH,
    payees: [],
  };
}

function total(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
