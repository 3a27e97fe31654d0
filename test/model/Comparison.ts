import { breachesOf } from "./invariants";
import { breachesBetween } from "./invariantsBetween";
import type { Mirror } from "./Mirror";
import { outcomeOf, type Move } from "./moves";
import {
  bondAspect,
  callerViews,
  charterAspects,
  memberAspects,
  momentViews,
  pledgeAspect,
  standingViews,
  timeViews,
  walkViews,
  walletView,
  type Aspect,
} from "./views";
import { chainAspects, disputeAspect, presentDisputeViews } from "./tradeViews";
import type { Address, World } from "./world";

/** The contracts and the model have parted. */
export class Discrepancy extends Error {
  override readonly name = "Discrepancy";

  constructor(readonly findings: readonly string[]) {
    super(findings.join("\n"));
  }
}

/** Plays the same moves on the contracts and on the model, and compares all that can be seen of both. */
export class Comparison {
  /** What was compared last, by aspect. */
  private readonly compared = new Map<string, readonly unknown[]>();
  private readonly pledges = new Set<bigint>();
  private readonly bonds = new Set<bigint>();

  constructor(
    private readonly mirror: Mirror,
    private readonly wallets: readonly Address[],
    private present: World,
  ) {}

  get world(): World {
    return this.present;
  }

  /** The same comparison, to go on from here several times. */
  fork(): Comparison {
    const copy = new Comparison(this.mirror, this.wallets, this.present);
    for (const [key, parts] of this.compared) copy.compared.set(key, parts);
    for (const id of this.pledges) copy.pledges.add(id);
    for (const id of this.bonds) copy.bonds.add(id);
    return copy;
  }

  /** Makes a move at a wall time; returns the error that both refused it with, if they did. */
  async play(move: Move, wall: bigint): Promise<string | undefined> {
    const at = { ...this.present, wall };
    const { next, refusal } = outcomeOf(at, move);
    const actual = await this.mirror.play(move, wall);
    if (actual !== refusal) {
      throw new Discrepancy([
        `The model ${refusal === undefined ? "allows it" : `refuses with ${refusal}`}, ` +
          `the contracts ${actual === undefined ? "allow it" : `refuse with ${actual}`}`,
      ]);
    }
    this.present = next ?? at;
    await this.compareTouched();
    const breaches = next ? [...breachesOf(next), ...breachesBetween(at, next)] : [];
    if (breaches.length > 0) throw new Discrepancy(breaches);
    return refusal;
  }

  /** Compares everything, whether it was touched or not. */
  async compareAll(): Promise<void> {
    const world = this.present;
    const views = this.aspects().flatMap((aspect) => [...aspect.views()]);
    for (const id of world.members.keys()) views.push(...standingViews(world, id));
    for (const wallet of this.wallets) views.push(...callerViews(world, wallet));
    for (const id of world.disputes.keys()) views.push(...presentDisputeViews(world, id));
    await this.compare([...momentViews(world), ...timeViews(world), ...walkViews(world), ...views]);
  }

  private async compareTouched(): Promise<void> {
    const touched = this.aspects().filter(({ key, parts }) => {
      const last = this.compared.get(key);
      return last?.length !== parts.length || parts.some((part, place) => part !== last[place]);
    });
    await this.compare([
      ...momentViews(this.present),
      ...touched.flatMap((aspect) => [...aspect.views()]),
    ]);
    for (const { key, parts } of touched) this.compared.set(key, parts);
  }

  private async compare(views: Parameters<Mirror["differences"]>[0]): Promise<void> {
    const differences = await this.mirror.differences(views);
    if (differences.length > 0) throw new Discrepancy(differences);
  }

  private aspects(): Aspect[] {
    const world = this.present;
    for (const id of world.pledges.keys()) this.pledges.add(id);
    for (const id of world.bonds.keys()) this.bonds.add(id);
    return [
      ...charterAspects(world),
      ...[...world.members.keys()].flatMap((id) => memberAspects(world, id)),
      ...this.wallets.map((wallet) => walletView(world, wallet)),
      ...[...this.pledges].map((id) => pledgeAspect(world, id)),
      ...[...this.bonds].map((id) => bondAspect(world, id)),
      ...[...world.chains.keys()].flatMap((id) => chainAspects(world, id)),
      ...[...world.disputes.keys()].map((id) => disputeAspect(world, id)),
    ];
  }
}
