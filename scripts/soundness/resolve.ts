import { advanced, disputeOf, seatCount } from "../../test/model/court";
import * as moves from "../../test/model/moves";
import { disputeName, partyOn, windowEnd, type Place } from "../../test/model/stages";
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
import { honestAbove } from "./ancestors";
import { isCircle, judge, type Cause } from "./judging";
import type { Scene } from "./Scene";

/** When a party appeals a ruling. */
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
  /** The other side is silent, and a guarantor who sees nothing in the claim may answer for it. */
  | "guarantors"
  /** Nobody: it is true. */
  | "nobody";

/** A claim that has been made, and how everybody takes it. */
export interface Case {
  readonly place: Place;
  readonly claimedAt: bigint;
  readonly cause: Cause;
  readonly answer: Answer;
  /** Of the provider and the receiver. */
  readonly appeals: readonly [Appeals, Appeals];
  /** Whether the honest above the provider's false names answer and appeal, as no rule lets them yet. */
  readonly fromAbove?: boolean;
}

const TOLERANCE = 1_000n;

/** Lets all claims come to their outcome: answers, votes, appeals, draws; receivers take their money. */
export function resolve(scene: Scene, cases: readonly Case[]): void {
  for (const each of cases) reply(scene, each);
  const followed = cases.map((each) => new Followed(scene, each));
  for (;;) {
    const times = followed.map((each) => each.step()).filter((time) => time !== undefined);
    const [first, ...others] = times;
    if (first === undefined) return;
    scene.pass(others.reduce(least, first) - scene.now);
  }
}

function reply(scene: Scene, { place, answer, fromAbove }: Case): void {
  if (answer === "nobody") return;
  if (fromAbove) {
    const [above] = awake(scene, honestAbove(scene, scene.stage(place).provider));
    if (above === undefined) return;
    const { member, steps, path } = above;
    const { chain, index } = place;
    scene.play(moves.answerFor(scene.wallet(member), chain, index, steps, path, ZERO_HASH));
    return;
  }
  const stage = scene.stage(place);
  const party = partyOn(stage, other(known(stage.claim, "claim").claimant));
  const [by, counterclaim] =
    answer === "guarantors" ? [alertGuarantor(scene, party), 0n] : [party, answer.counterclaim];
  if (by === undefined) return;
  scene.play(moves.answer(scene.wallet(by), place.chain, place.index, counterclaim, ZERO_HASH));
}

/** An honest guarantor who is awake, if there is one. */
function alertGuarantor(scene: Scene, party: MemberId): MemberId | undefined {
  return awake(scene, scene.guarantorsOf(party)).find((guarantor) => scene.isHonest(guarantor));
}

function awake<Person>(scene: Scene, people: readonly Person[]): Person[] {
  return people.filter(() => scene.dice.chance(scene.setting.habits.alertness));
}

/** A case on its way to its outcome. */
class Followed {
  private votedRound = -1;
  private heardRound = -1;

  constructor(
    private readonly scene: Scene,
    private readonly each: Case,
  ) {}

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
    for (const side of [Side.Provider, Side.Receiver]) {
      const wallet = this.scene.wallet(dispute.parties[side]);
      const fee = feeOfAppeal(this.scene, dispute);
      if (!this.wantsAppeal(side, dispute, fee) || this.scene.purseOf(wallet) < fee) continue;
      this.scene.play(moves.appeal(wallet, id, true));
      return;
    }
    this.hearFromAbove(id, dispute);
  }

  private hearFromAbove(id: bigint, { ruling, parties }: Dispute): void {
    const { fromAbove, cause } = this.each;
    const [by] = honestAbove(this.scene, parties[0]);
    if (!fromAbove || by === undefined || ruling <= cause.truth + TOLERANCE) return;
    const { member, steps, path } = by;
    const wallet = this.scene.wallet(member);
    this.scene.play(moves.appealFor(wallet, id, Side.Provider, steps, path, true));
  }

  private wantsAppeal(side: Side, { ruling }: Dispute, fee: bigint): boolean {
    const { appeals, cause, place } = this.each;
    const blame = (fault: bigint): bigint => (side === Side.Provider ? fault : 10_000n - fault);
    switch (appeals[side]) {
      case "always":
        return blame(ruling) > 0n;
      case "cheap":
        return blame(ruling) > 0n && 10n * fee <= this.scene.stage(place).price;
      case "wrong":
        return blame(ruling) > blame(cause.truth) + TOLERANCE;
      case "never":
        return false;
    }
  }
}

function feeOfAppeal({ world, setting }: Scene, dispute: Dispute): bigint {
  return setting.rules.seatFee * BigInt(seatCount(world, dispute, dispute.round + 1));
}
