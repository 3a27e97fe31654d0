import { readSeats } from "../../scripts/lib/readSeats";
import type { MemberHandle } from "../support/community";
import { type TradeFixture, tradeIn } from "../trade/tradeFixture";
import type { People } from "./gains";

export const PRICE = 1_000n;
export const BOND = 1_000n;
export const SEAT_FEE = 5n;

/** What the two honest guarantors at the top of the subtree pledged together: all that stands behind the bond. */
export const COVER = 800n;

export interface FalseNames extends TradeFixture {
  /** The provider: two false names a level stand between it and the honest guarantors. */
  cheat: MemberHandle;
  names: MemberHandle[];
  victim: MemberHandle;
  honest: [MemberHandle, MemberHandle];
  chain: bigint;
  dispute: bigint;
  people: People;
}

/**
 * A cheat whose guarantors, three levels up, are false names of the same person: every seat of the cheat's side in
 * all three rounds below the circle. Nothing is delivered.
 */
export async function deployFalseNames(): Promise<FalseNames> {
  const fixture = await tradeIn({ parameters: { seatFee: SEAT_FEE } });
  const { providerGuarantors: honest, founders, join, newWallet, warp, trade } = fixture;
  const { receiver: victim, deposit } = fixture;
  const [first, second] = founders;
  let level: [MemberHandle, MemberHandle] = [
    await join(await newWallet(), honest, { pledges: [COVER / 2n, COVER / 2n] }),
    await join(await newWallet(), [first, second]),
  ];
  const names = [...level];
  for (let step = 0; step < 2; step++) {
    level = [
      await join(await newWallet(), level, { pledges: [COVER, 0n] }),
      await join(await newWallet(), level),
    ];
    names.push(...level);
  }
  const cheat = await join(await newWallet(), level, { pledges: [COVER, 0n] });
  await deposit(cheat, BOND - COVER);
  await warp(1n);
  const chain = await fixture.propose(
    [{ provider: cheat.id, price: PRICE, providerBond: BOND, receiverBond: 0n }],
    victim,
  );
  for (const { wallet } of [cheat, victim]) await trade.connect(wallet).accept(chain);
  const { dispute } = await trade.namesOf(chain, 0);
  const [honest0, honest1] = honest;
  const people = { cheat, victim, honest0, honest1 };
  return { ...fixture, cheat, names, victim, honest, chain, dispute, people };
}

/** All seats of a round vote: those of the cheat's false names so, all others for the victim. */
export async function voteRound(
  scene: FalseNames,
  round: number,
  byNames: bigint | null,
): Promise<void> {
  const { court, membership, names, impersonate, dispute } = scene;
  const theirs = new Set(names.map(({ id }) => id));
  const bitmaps = new Map<bigint, bigint>();
  for (const [seat, holder] of await readSeats(scene, dispute, round)) {
    bitmaps.set(holder, (bitmaps.get(holder) ?? 0n) | (1n << BigInt(seat)));
  }
  for (const [holder, seats] of bitmaps) {
    const fault = theirs.has(holder) ? byNames : 10_000n;
    if (fault === null) continue;
    const wallet = await impersonate((await membership.member(holder)).wallet);
    await court.connect(wallet).vote(dispute, round, seats, fault);
  }
}
