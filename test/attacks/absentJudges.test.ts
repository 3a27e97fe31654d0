import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, type MemberHandle } from "../support/community";
import {
  deployTradeWithFees,
  EVIDENCE,
  PROVIDER_BOND,
  type TradeFixture,
} from "../trade/tradeFixture";
import { gains, type People } from "./gains";

const SEAT_FEE = 5n;

interface Case extends TradeFixture {
  chain: bigint;
  dispute: bigint;
  /** The provider's and the receiver's guarantors: seats 0 and 1, and 2 and 3. */
  judges: [MemberHandle, MemberHandle, MemberHandle, MemberHandle];
  people: People;
}

/** Nothing was delivered; the provider has contested, and the receiver has paid the first panel 20. */
async function deployCase(): Promise<Case> {
  const fixture = await deployTradeWithFees();
  const { provider, receiver, providerGuarantors, receiverGuarantors, activeChain, trade } =
    fixture;
  const chain = await activeChain();
  const { dispute } = await trade.namesOf(chain, 0);
  const judges: Case["judges"] = [...providerGuarantors, ...receiverGuarantors];
  const [judge0, judge1, judge2, judge3] = judges;
  return {
    ...fixture,
    chain,
    dispute,
    judges,
    people: { provider, receiver, judge0, judge1, judge2, judge3 },
  };
}

async function sue({ claimDefault, trade, provider, chain }: Case): Promise<void> {
  await claimDefault(chain);
  await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
}

async function vote(
  { court, judges, dispute }: Case,
  votes: Record<number, bigint>,
): Promise<void> {
  for (const [seat, fault] of Object.entries(votes)) {
    const judge = judges[Number(seat)];
    await court.connect(judge?.wallet).vote(dispute, 0, 1n << BigInt(seat), fault);
  }
}

/** The ruling becomes final and is applied, judges who voted are paid, the rest of the fees goes back. */
async function finish(scene: Case, paid: number[]): Promise<void> {
  const { court, trade, judges, receiver, chain, dispute } = scene;
  const [, { appealUntil }] = await court.current(dispute);
  await time.increaseTo(appealUntil);
  await trade.conclude(chain, 0);
  await trade.connect(receiver.wallet).takeMoney(chain, 0);
  for (const seat of paid) {
    await court.connect(judges[seat]?.wallet).claimSeatFees(dispute, 0, 1n << BigInt(seat));
  }
  if (paid.length < 4) await court.returnFees(dispute);
}

describe("A judge who is bribed to stay away", () => {
  it("<CRT-4> <CRT-5> changes nothing alone: the other seat of the side is its quorum", async () => {
    const scene = await loadFixture(deployCase);

    // The provider has bribed judge 2 of the receiver's side. The bond of 300 covers the claim and no fees.
    expect(
      await gains(scene, scene.people, async () => {
        await sue(scene);
        await vote(scene, { 0: 10_000n, 1: 10_000n, 3: 10_000n });
        await finish(scene, [0, 1, 3]);
      }),
    ).to.deep.equal({
      provider: -PROVIDER_BOND,
      receiver: PROVIDER_BOND - 3n * SEAT_FEE,
      judge0: SEAT_FEE,
      judge1: SEAT_FEE,
      judge3: SEAT_FEE,
    });
  });

  it("<CRT-4> <CRT-6> with the whole side costs the victim three days and no fee: the case goes up by itself", async () => {
    const scene = await loadFixture(deployCase);
    const { court, trade, founders, chain, dispute, receiver, parameters, warp } = scene;
    const [first, second] = founders;

    expect(
      await gains(scene, scene.people, async () => {
        await sue(scene);
        await vote(scene, { 0: 10_000n, 1: 10_000n });
        await warp(parameters.voteWindow);
        await expect(court.advance(dispute)).to.emit(court, "RoundRose").withArgs(dispute, 0);
        // Two founders stand for all four guarantors: every seat of the next round is theirs.
        await court.connect(first.wallet).vote(dispute, 1, 0b0101_0101n, 10_000n);
        await court.connect(second.wallet).vote(dispute, 1, 0b1010_1010n, 10_000n);
        const [, { votesFrom, appealUntil }] = await court.current(dispute);
        expect(votesFrom).to.equal((await trade.stageOf(chain, 0)).mark + 3n * DAY);
        await time.increaseTo(appealUntil);
        await trade.conclude(chain, 0);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
        for (const seat of [0, 1]) {
          await court.connect(scene.judges[seat]?.wallet).claimSeatFees(dispute, 0, 1 << seat);
        }
        await court.returnFees(dispute);
      }),
    ).to.deep.equal({
      provider: -PROVIDER_BOND,
      receiver: PROVIDER_BOND - 2n * SEAT_FEE,
      judge0: SEAT_FEE,
      judge1: SEAT_FEE,
    });
  });

  it("<CRT-5> loses the fee of the seat, which goes back to who paid it", async () => {
    const scene = await loadFixture(deployCase);
    const { court, vault, judges, dispute } = scene;
    await sue(scene);
    await vote(scene, { 0: 10_000n, 1: 10_000n, 3: 10_000n });
    await finish(scene, [0, 1, 3]);

    await expect(court.connect(judges[2].wallet).claimSeatFees(dispute, 0, 4n))
      .to.be.revertedWithCustomError(court, "NothingToClaim")
      .withArgs(0n, 2n);
    expect(await vault.feesOf(dispute)).to.equal(0n);
  });
});

describe("A judge who is bribed to vote", () => {
  /** Provider and receiver have the same guarantor in slot 0: seats 0 and 2 are one person's. */
  async function deployShared() {
    const fixture = await deployTradeWithFees();
    const { founders, join, newWallet, deposit, providerGuarantors, warp, trade } = fixture;
    const [bribed, honest0] = providerGuarantors;
    const honest1 = await join(await newWallet(), [founders[0], founders[1]]);
    const provider = await join(await newWallet(), [bribed, honest0]);
    const receiver = await join(await newWallet(), [bribed, honest1]);
    await deposit(provider, 10_000n);
    await deposit(receiver, 10_000n);
    await warp(1n);
    const chain = await fixture.propose(
      [{ provider: provider.id, receiver: receiver.id }],
      provider,
    );
    await fixture.accept(chain, [provider, receiver]);
    await warp((await trade.dueOf(chain, 0)) - (await fixture.now()));
    await trade.connect(receiver.wallet).claim(chain, 0, 1, PROVIDER_BOND, EVIDENCE, false);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    const { dispute } = await trade.namesOf(chain, 0);
    return { ...fixture, provider, receiver, bribed, honest0, honest1, chain, dispute };
  }

  it("<CRT-4> weighs twice where the two sides share a guarantor: both sides are torn alike, and 50 per cent is ruled", async () => {
    const scene = await loadFixture(deployShared);
    const { court, bribed, honest0, honest1, dispute, parameters, warp } = scene;
    await court.connect(bribed.wallet).vote(dispute, 0, 0b0101n, 0n);
    await court.connect(honest0.wallet).vote(dispute, 0, 0b0010n, 10_000n);
    await court.connect(honest1.wallet).vote(dispute, 0, 0b1000n, 10_000n);
    await warp(parameters.voteWindow);

    await expect(court.advance(dispute)).to.emit(court, "RoundRuled").withArgs(dispute, 0, 5_000n);
  });

  it("<CRT-4> rules alone where the sides share a guarantor and the others stay away", async () => {
    const scene = await loadFixture(deployShared);
    const { court, bribed, dispute, parameters, warp } = scene;
    await court.connect(bribed.wallet).vote(dispute, 0, 0b0101n, 0n);
    await warp(parameters.voteWindow);

    await expect(court.advance(dispute)).to.emit(court, "RoundRuled").withArgs(dispute, 0, 0n);
  });

  it("<CRT-5> is left behind by an appeal: the next panel is the guarantors of all four seats", async () => {
    const scene = await loadFixture(deployShared);
    const { court, founders, provider, receiver, bribed, dispute, parameters, warp } = scene;
    const [first, second] = founders;
    await court.connect(bribed.wallet).vote(dispute, 0, 0b0101n, 0n);
    await warp(parameters.voteWindow);

    expect(
      await gains(scene, { provider, receiver, bribed, first, second }, async () => {
        await court.connect(receiver.wallet).appeal(dispute, false);
        await warp(parameters.appealWindow);
        await court.connect(first.wallet).vote(dispute, 1, 0b0101_0101n, 10_000n);
        await court.connect(second.wallet).vote(dispute, 1, 0b1010_1010n, 10_000n);
        const [, { appealUntil }] = await court.current(dispute);
        await time.increaseTo(appealUntil);
        await scene.trade.conclude(scene.chain, 0);
        await scene.trade.connect(receiver.wallet).takeMoney(scene.chain, 0);
        await court.connect(first.wallet).claimSeatFees(dispute, 1, 0b0101_0101n);
        await court.connect(second.wallet).claimSeatFees(dispute, 1, 0b1010_1010n);
        await court.connect(bribed.wallet).claimSeatFees(dispute, 0, 0b0101n);
        await court.returnFees(dispute);
      }),
    ).to.deep.equal({
      provider: -PROVIDER_BOND,
      // Eight seats of the appeal; of the first panel, half comes back.
      receiver: PROVIDER_BOND - 8n * SEAT_FEE + 2n * SEAT_FEE,
      bribed: 2n * SEAT_FEE,
      first: 4n * SEAT_FEE,
      second: 4n * SEAT_FEE,
    });
  });

  it("<CRT-4> carries no round: the side is torn, and the case goes up", async () => {
    const scene = await loadFixture(deployCase);
    const { court, dispute, parameters, warp } = scene;
    await sue(scene);
    await vote(scene, { 0: 0n, 1: 10_000n, 2: 10_000n, 3: 10_000n });
    await warp(parameters.voteWindow);

    await expect(court.advance(dispute)).to.emit(court, "RoundRose").withArgs(dispute, 0);
  });
});
