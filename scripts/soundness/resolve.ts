import { advanced, circleOf, disputeOf, seatCount } from "../../test/model/court";
import { accountOf } from "../../test/model/locks";
import * as moves from "../../test/model/moves";
import { bondNames, disputeName, partyOn, windowEnd, type Place } from "../../test/model/stages";
import {
  DisputeState,
  known,
  least,
  other,
  Side,
  StageState,
  ZERO_HASH,
  type Dispute,
  type MemberId,
} from "../../test/model/world";
import { nearestBehind, type Backer } from "./nearestBehind";
import { isCircle, judge, type Cause } from "./judging";
import { must } from "./must";
import type { Scene } from "./Scene";

/** When a party appeals a ruling. Where it does not, the honest behind its bond may. */
export type Appeals =
  /** If it errs against them by more than ten points. */
  | "wrong"
  /** If it lays anything on them, whatever it costs. */
  | "always"
  /** If it lays anything on them, and the fee is at most a tenth of the price. */
  | "cheap"
  | "never";

/** Who answers a claim. */
export type Answer =
  /** The other side. */
  | { readonly counterclaim: bigint }
  /** The other side is silent, and the honest nearest behind its bond answer if they are awake. */
  | "backers"
  /** Nobody: it is true, or nobody looks. */
  | "nobody";

/** A claim that has been made, and how everybody takes it. */
export interface Case {
  readonly place: Place;
  readonly claimedAt: bigint;
  readonly cause: Cause;
  readonly answer: Answer;
  /** Of the provider and the receiver. */
  readonly appeals: readonly [Appeals, Appeals];
}

const TOLERANCE = 1_000n;

/** Lets all claims come to their outcome: answers, votes, appeals, draws; receivers take their money. */
export function resolve(scene: Scene, cases: readonly Case[]): void {
  const followed = cases.map((each) => new Followed(scene, each));
  for (const each of followed) each.reply();
  for (;;) {
    const times = followed.map((each) => each.step()).filter((time) => time !== undefined);
    const [first, ...others] = times;
    if (first === undefined) return;
    scene.pass(others.reduce(least, first) - scene.now);
  }
}

/** A case on its way to its outcome. */
class Followed {
  private votedRound = -1;
  private heardRound = -1;
  /** Who is awake: for the whole case, or not at all. */
  private readonly awake = new Map<MemberId, boolean>();

  constructor(
    private readonly scene: Scene,
    private readonly each: Case,
  ) {}

  /** Answers the claim, if anybody does. */
  reply(): void {
    const { scene } = this;
    const { place, answer } = this.each;
    if (answer === "nobody") return;
    const { chain, index } = place;
    const stage = scene.stage(place);
    const side = other(known(stage.claim, "claim").claimant);
    if (answer !== "backers") {
      const wallet = scene.wallet(partyOn(stage, side));
      scene.play(moves.answer(wallet, chain, index, answer.counterclaim, ZERO_HASH));
      return;
    }
    const [backer] = this.awakeBehind(side);
    if (backer === undefined) return;
    const { member, steps, path } = backer;
    scene.play(moves.answerFor(scene.wallet(member), chain, index, steps, path, ZERO_HASH));
  }

  /** Does what can be done now; when there will be more to do, undefined if never. */
  step(): bigint | undefined {
    const { scene } = this;
    const { chain, index } = this.each.place;
    const keeper = scene.wallet(1n);
    for (;;) {
      const stage = scene.stage(this.each.place);
      if (stage.state === StageState.Claimed) {
        const end = windowEnd(scene.world, this.each.place);
        if (scene.now < end) return end;
        scene.play(moves.conclude(keeper, chain, index));
      } else if (stage.state === StageState.Disputed) {
        const until = this.dispute();
        if (until !== undefined) return until;
        scene.play(moves.conclude(keeper, chain, index));
      } else {
        if (stage.state === StageState.Remedy) {
          scene.play(moves.takeMoney(scene.wallet(stage.terms.receiver), chain, index));
        }
        scene.claimSeconds.push(scene.now - this.each.claimedAt);
        return undefined;
      }
    }
  }

  /** Votes and appeals; until when the court waits, undefined when it is done. */
  private dispute(): bigint | undefined {
    const { scene, each } = this;
    const id = disputeName(scene.world, each.place);
    const dispute = advanced(scene.world, disputeOf(scene.world, id));
    if (dispute.state === DisputeState.Final) {
      scene.judged++;
      if (isCircle(scene, dispute)) scene.judgedByCircle++;
      return undefined;
    }
    if (dispute.state === DisputeState.Voting && this.votedRound < dispute.round) {
      this.votedRound = dispute.round;
      judge(scene, id, dispute, each.cause);
    } else if (dispute.state === DisputeState.Ruled && this.heardRound < dispute.round) {
      this.heardRound = dispute.round;
      this.hear(id, dispute);
    }
    return dispute.deadline;
  }

  private hear(id: bigint, dispute: Dispute): void {
    const sides = [Side.Provider, Side.Receiver] as const;
    if (sides.some((side) => this.appeal(side, id, dispute))) return;
    sides.some((side) => this.appealFromBehind(side, dispute));
  }

  /** Whether a party appeals. */
  private appeal(side: Side, id: bigint, dispute: Dispute): boolean {
    const { scene } = this;
    const wallet = scene.wallet(dispute.parties[side]);
    const fee = feeOf(scene, dispute, dispute.round + 1);
    if (!this.wantsAppeal(side, dispute, fee) || scene.purseOf(wallet) < fee) return false;
    scene.play(moves.appeal(wallet, id, true));
    return true;
  }

  /**
   * Whether an honest member behind a party's bond appeals for it: one who is awake, and whom the ruling would
   * cost more than all appeals up to the circle, since judges who are false names err in each panel below.
   */
  private appealFromBehind(side: Side, dispute: Dispute): boolean {
    const { scene } = this;
    if (!this.isWrongedBy(dispute, side)) return false;
    const fees = feesToCircle(scene, dispute);
    const by = this.awakeBehind(side).find(
      ({ member }) =>
        fees < this.costOf(dispute, member) && scene.purseOf(scene.wallet(member)) >= fees,
    );
    if (by === undefined) return false;
    const { member, steps, path } = by;
    const { chain, index } = this.each.place;
    scene.play(moves.appealFor(scene.wallet(member), chain, index, side, steps, path, true));
    return true;
  }

  private wantsAppeal(side: Side, dispute: Dispute, fee: bigint): boolean {
    const { appeals, place } = this.each;
    const isBlamed = blameOf(side, dispute.ruling) > 0n;
    switch (appeals[side]) {
      case "always":
        return isBlamed;
      case "cheap":
        return isBlamed && 10n * fee <= this.scene.stage(place).price;
      case "wrong":
        return this.isWrongedBy(dispute, side);
      case "never":
        return false;
    }
  }

  private isWrongedBy({ ruling }: Dispute, side: Side): boolean {
    return blameOf(side, ruling) > blameOf(side, this.each.cause.truth) + TOLERANCE;
  }

  /** The honest nearest behind the bond of a side who are awake. */
  private awakeBehind(side: Side): Backer[] {
    const { scene, awake } = this;
    const { world, dice, setting } = scene;
    const { provider, terms } = scene.stage(this.each.place);
    const bond = bondNames(world, this.each.place)[side];
    const isParty = (id: MemberId): boolean => id === provider || id === terms.receiver;
    const nearest = nearestBehind(world, bond, (id) => scene.isHonest(id) && !isParty(id));
    for (const { member } of nearest) {
      if (!awake.has(member)) awake.set(member, dice.chance(setting.habits.alertness));
    }
    return nearest.filter(({ member }) => awake.get(member));
  }

  /** What a member would pay, and owe to own guarantors, if a ruling stood. */
  private costOf({ deadline }: Dispute, member: MemberId): bigint {
    const { world, now } = this.scene;
    const { chain, index } = this.each.place;
    const then = { ...world, wall: world.wall + deadline - now };
    const stood = must(then, moves.conclude(this.scene.wallet(1n), chain, index));
    const [before, after] = [accountOf(world, member), accountOf(stood, member)];
    return before.deposit - after.deposit + after.owed - before.owed;
  }
}

/** The part of the fault that lies with a side. */
function blameOf(side: Side, fault: bigint): bigint {
  return side === Side.Provider ? fault : 10_000n - fault;
}

/** What the seats of a round cost at most: those that do not vote are not paid. */
function feeOf({ world, setting }: Scene, dispute: Dispute, round: number): bigint {
  return setting.rules.seatFee * BigInt(seatCount(world, dispute, round));
}

/** What it costs at most to take a ruling to the circle. */
function feesToCircle(scene: Scene, dispute: Dispute): bigint {
  let fees = 0n;
  for (let round = dispute.round + 1; round <= circleOf(scene.world, dispute); round++) {
    fees += feeOf(scene, dispute, round);
  }
  return fees;
}
