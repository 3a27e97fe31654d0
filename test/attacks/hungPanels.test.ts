import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { readSeats } from "../../scripts/lib/readSeats";
import { DAY, type MemberHandle } from "../support/community";
import { EVIDENCE, type TradeFixture, tradeIn } from "../trade/tradeFixture";
import { debtsOf, gains, type People } from "./gains";

const PRICE = 1_000n;
const BOND = 1_000n;
const SEAT_FEE = 5n;

/** What the two honest guarantors at the top of the subtree pledged together: all that stands behind the bond. */
const COVER = 800n;

interface Hung extends TradeFixture {
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
async function deployHung(): Promise<Hung> {
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

/** The victim sues for the whole bond and pays the first panel 20. */
async function sue({ trade, claimDefault, cheat, chain }: Hung): Promise<void> {
  await claimDefault(chain, BOND);
  await trade.connect(cheat.wallet).answer(chain, 0, 0n, EVIDENCE);
}

/** All seats of a round vote: those of the cheat's false names so, all others for the victim. */
async function voteRound(scene: Hung, round: number, byNames: bigint | null): Promise<void> {
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

/** The case goes up three rounds. */
async function hang(scene: Hung, byNames: bigint | null): Promise<void> {
  const { court, dispute, parameters, warp } = scene;
  for (let round = 0; round < 3; round++) {
    await voteRound(scene, round, byNames);
    await warp(parameters.voteWindow);
    await expect(court.advance(dispute)).to.emit(court, "RoundRose").withArgs(dispute, round);
  }
}

/** The circle's time is over: the outcome is applied. */
async function finish({ trade, chain, victim, parameters, warp }: Hung): Promise<void> {
  await warp(parameters.voteWindow);
  await trade.conclude(chain, 0);
  await trade.connect(victim.wallet).takeMoney(chain, 0);
}

describe("A subtree of false names that hangs every panel of its side", () => {
  it("<CRT-1> <CRT-2> holds every seat of its side in three rounds, and none in the circle", async () => {
    const scene = await loadFixture(deployHung);
    await sue(scene);
    const theirs = new Set(scene.names.map(({ id }) => id));

    for (const [round, seats] of [2, 4, 8].entries()) {
      const held = [...(await readSeats(scene, scene.dispute, round))].filter(([, holder]) =>
        theirs.has(holder),
      );
      expect(held.map(([seat]) => seat)).to.deep.equal([...Array(seats).keys()]);
    }
    const circle = await readSeats(scene, scene.dispute, 3);
    expect([...circle.values()]).to.deep.equal(scene.founders.map(({ id }) => id));
  });

  for (const [title, byNames, fees] of [
    // All four seats voted: the fee of 20 is earned, and the bond is spent on the claim already.
    ["votes as a block", 0n, 4n * SEAT_FEE],
    // Two of the four voted: the rest of the fee comes back.
    ["never votes", null, 2n * SEAT_FEE],
  ] as const) {
    it(`<CRT-4> <CRT-7> gains four windows of time by it and not a unit when it ${title}`, async () => {
      const scene = await loadFixture(deployHung);
      const { now, dispute, court, people } = scene;
      let begun = 0n;

      expect(
        await gains(scene, people, async () => {
          await sue(scene);
          begun = (await court.current(dispute))[1].votesFrom;
          await hang(scene, byNames);
          await voteRound(scene, 3, null);
          await finish(scene);
          if (byNames === null) await court.returnFees(dispute);
        }),
      ).to.deep.equal({
        victim: BOND - fees,
        cheat: -(BOND - COVER),
        honest0: -COVER / 2n,
        honest1: -COVER / 2n,
      });
      expect((await now()) - begun).to.be.within(12n * DAY, 12n * DAY + 60n);
      expect(await debtsOf(scene, people)).to.deep.equal({ cheat: COVER });
    });
  }

  it("<CRT-4> <CRT-7> gains where the circle stays away as well: then the case ends at 50 per cent", async () => {
    const scene = await loadFixture(deployHung);
    const { people } = scene;

    // Half the price for nothing, less the cheat's own part of the award: half the claim and half the fee of 20.
    expect(
      await gains(scene, people, async () => {
        await sue(scene);
        await hang(scene, 0n);
        await finish(scene);
      }),
    ).to.deep.equal({
      cheat: PRICE / 2n - (BOND - COVER),
      victim: -PRICE / 2n + BOND / 2n + 10n - 20n,
      honest0: -155n,
      honest1: -155n,
    });
    expect(await debtsOf(scene, people)).to.deep.equal({ cheat: 310n });
  });
});
