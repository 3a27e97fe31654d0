import { Dice } from "../../test/model/Dice";
import { breachesOf } from "../../test/model/invariants";
import { MemberState, sum, type World } from "../../test/model/world";
import type { DrawnCommunity } from "./drawCommunity";
import { foundWorld } from "./foundWorld";
import { Scene } from "./Scene";
import type { Setting } from "./Setting";
import type { Variant } from "./Strategy";
import { summarize, type Summary } from "./Summary";

/** What one play of a strategy came to, in token units and seconds. */
export interface Trial {
  /** What honest guarantors pledged for attackers. */
  readonly trust: bigint;
  /** What all attackers have more than at first, goods and advances included. */
  readonly gain: bigint;
  /** What all honest members have less than at first, damage included. */
  readonly loss: bigint;
  readonly harm: bigint;
  readonly compensated: bigint;
  readonly premiums: bigint;
  readonly seatFees: bigint;
  /** What honest guarantors paid and did not get back. */
  readonly guarantorsLost: bigint;
  readonly claimSeconds: readonly bigint[];
  readonly judged: number;
  readonly judgedByCircle: number;
  /** How many of the attackers' names are barred for ever. */
  readonly namesLost: number;
  readonly names: number;
}

/** Something in a play that must never be. */
export class UnsoundPlayError extends Error {
  override readonly name = "UnsoundPlayError";
}

/** Plays strategies in a community, each trial from the same community at rest. */
export class Laboratory {
  private readonly worlds = new Map<string, World>();
  plays = 0;

  constructor(
    readonly community: DrawnCommunity,
    private readonly seed: number,
    private readonly trials: number,
  ) {}

  measure(variant: Variant, setting: Setting): Summary {
    return summarize(
      Array.from({ length: this.trials }, (_, number) => this.play(variant, setting, number)),
    );
  }

  /** One trial. The same number has the same dice, and so the same people, whatever is played. */
  play(variant: Variant, setting: Setting, number: number): Trial {
    this.plays++;
    const scene = new Scene({
      community: this.community,
      world: this.worldFor(setting),
      setting,
      dice: new Dice(this.seed + 7_919 * number, false),
      damagePercent: BigInt(10 * (1 + (number % 10))),
    });
    variant.play(scene);
    return trialOf(scene);
  }

  private worldFor({ terms }: Setting): World {
    const key = `${terms.pledge} ${terms.premiumBps}`;
    const world = this.worlds.get(key) ?? foundWorld(this.community, terms);
    this.worlds.set(key, world);
    return world;
  }
}

function trialOf(scene: Scene): Trial {
  const members = [...scene.world.members];
  const changes = (areAttackers: boolean): bigint =>
    sum(
      members
        .filter(([id]) => scene.attackers.has(id) === areAttackers)
        .map(([id]) => scene.changeOf(id)),
    );
  const gain = changes(true);
  const loss = -changes(false);
  checkBooks(scene, gain - loss);
  const { premiums, seatFees, paid, recovered } = scene.guarantors;
  return {
    trust: scene.trust,
    gain,
    loss,
    harm: scene.harm,
    compensated: scene.compensated,
    premiums,
    seatFees,
    guarantorsLost: paid - recovered,
    claimSeconds: scene.claimSeconds,
    judged: scene.judged,
    judgedByCircle: scene.judgedByCircle,
    names: scene.attackers.size,
    namesLost: members.filter(
      ([id, { state }]) => scene.attackers.has(id) && state === MemberState.Expelled,
    ).length,
  };
}

/** Nothing comes from nowhere: what everybody has more is what was made outside, and all invariants hold. */
function checkBooks(scene: Scene, created: bigint): void {
  const breaches = breachesOf(scene.world);
  if (created !== scene.made) {
    breaches.push(`INV-1: everybody together has ${created} more, and ${scene.made} was made`);
  }
  if (breaches.length > 0) throw new UnsoundPlayError(breaches.join("\n"));
}
