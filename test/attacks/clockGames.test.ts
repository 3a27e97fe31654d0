import { loadFixture, mine, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";
import { network } from "hardhat";

import { DAY, HOUR } from "../support/community";
import {
  deployTrade,
  EVIDENCE,
  PROVIDER_BOND,
  StageState,
  type TradeFixture,
} from "../trade/tradeFixture";
import { gains } from "./gains";

const PAUSE = 14n * DAY;

interface Claimed extends TradeFixture {
  chain: bigint;
  /** Protocol clock before which the provider answers. */
  answerBy: bigint;
}

/** The receiver claims a default; the provider has three days to answer. */
async function deployClaimed(): Promise<Claimed> {
  const fixture = await deployTrade();
  const { activeChain, claimDefault, trade } = fixture;
  const chain = await activeChain();
  await claimDefault(chain);
  const { mark } = await trade.stageOf(chain, 0);
  return { ...fixture, chain, answerBy: mark + fixture.parameters.responseWindow };
}

/** Begins a pause in the second of the wall clock that a clock never paused before shows. */
async function pauseAt({ charter, guardian, at }: TradeFixture, clock: bigint): Promise<void> {
  await at(clock);
  await charter.connect(guardian).pause();
}

describe("A guardian who pauses one second before a deadline", () => {
  it("<CHA-3> lets nobody default: the second that was left is left after 14 days", async () => {
    const scene = await loadFixture(deployClaimed);
    const { charter, trade, provider, receiver, chain, answerBy, stateOf } = scene;
    await pauseAt(scene, answerBy - 1n);
    const start = BigInt(await time.latest());
    for (const wall of [start + 1n, start + PAUSE - 1n]) {
      await time.setNextBlockTimestamp(wall);
      await expect(trade.connect(receiver.wallet).conclude(chain, 0))
        .to.be.revertedWithCustomError(charter, "CommunityPaused")
        .withArgs(start + PAUSE);
    }

    await time.setNextBlockTimestamp(start + PAUSE);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    expect(await charter.clock()).to.equal(answerBy - 1n);
    expect(await stateOf(chain)).to.equal(StageState.Disputed);
  });

  it("<CHA-3> gives the other side not a second more than that", async () => {
    const scene = await loadFixture(deployClaimed);
    const { trade, provider, receiver, chain, answerBy } = scene;
    await pauseAt(scene, answerBy - 1n);
    await time.setNextBlockTimestamp(BigInt(await time.latest()) + PAUSE + 1n);

    await expect(trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE))
      .to.be.revertedWithCustomError(trade, "TooLate")
      .withArgs(answerBy, answerBy);
    expect(
      await gains(scene, { provider, receiver }, async () => {
        await trade.connect(receiver.wallet).conclude(chain, 0);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
      }),
    ).to.deep.equal({ provider: -PROVIDER_BOND, receiver: PROVIDER_BOND });
  });

  it("<CHA-4> cannot stop free money from leaving meanwhile", async () => {
    const scene = await loadFixture(deployClaimed);
    const { vault, graph, provider, receiver, providerGuarantors, answerBy } = scene;
    await pauseAt(scene, answerBy - 1n);

    for (const { id, wallet } of [provider, receiver]) {
      const { free } = await vault.account(id);
      await vault.connect(wallet).withdraw(free, wallet);
      expect((await vault.account(id)).free).to.equal(0n);
    }
    await graph.connect(providerGuarantors[0].wallet).withdrawSurety(provider.id, 0);
  });
});

describe("A guardian who pauses again and again", () => {
  it("<CHA-4> stops the clock for half of the time at most", async () => {
    const scene = await loadFixture(deployTrade);
    const { charter, guardian } = scene;
    const begun = BigInt(await time.latest()) + HOUR;
    const clock = (await charter.clock()) + HOUR;

    for (let cycle = 0n; cycle < 5n; cycle++) {
      const wall = begun + cycle * 2n * PAUSE;
      if (cycle > 0n) {
        await time.setNextBlockTimestamp(wall - 1n);
        await expect(charter.connect(guardian).pause())
          .to.be.revertedWithCustomError(charter, "PauseTooSoon")
          .withArgs(wall - 1n, wall);
      }
      await time.setNextBlockTimestamp(wall);
      await charter.connect(guardian).pause();
      expect(await charter.clock()).to.equal(clock + cycle * PAUSE);
    }
  });

  it("<CHA-4> gains nothing by ending a pause early: 14 days run from its end, for the next guardian too", async () => {
    const scene = await loadFixture(deployTrade);
    const { charter, governor, guardian, stranger, warp } = scene;
    const change = await charter.connect(governor).scheduleGuardian.staticCall(stranger);
    await charter.connect(governor).scheduleGuardian(stranger);
    await warp(2n * DAY);
    await charter.connect(guardian).pause();
    await warp(HOUR);
    await charter.connect(guardian).resume();
    const end = BigInt(await time.latest());
    await charter.executeChange(change);

    for (const wallet of [guardian, stranger]) {
      const reverted = expect(charter.connect(wallet).pause()).to.be;
      if (wallet === guardian) {
        await reverted
          .revertedWithCustomError(charter, "NotGuardian")
          .withArgs(guardian.address, stranger.address);
      } else {
        await reverted
          .revertedWithCustomError(charter, "PauseTooSoon")
          .withArgs(end + 3n, end + PAUSE);
      }
    }
    await time.setNextBlockTimestamp(end + PAUSE);
    await charter.connect(stranger).pause();
  });

  it("<CHA-3> loses no second by a pause that is ended in the second it began", async () => {
    const scene = await loadFixture(deployTrade);
    const { charter, guardian } = scene;
    await charter.connect(guardian).pause();
    const clock = await charter.clock();
    await charter.connect(guardian).resume();
    const resumed = BigInt(await time.latest());

    await time.increaseTo(resumed + 100n);
    expect(await charter.clock()).to.equal(clock + 100n);
  });
});

describe("What happens in the same second", () => {
  it("<CHA-3> <CHN-1> does not count for a snapshot: a guarantor bought in the block of the proposal", async () => {
    const scene = await loadFixture(deployTrade);
    const { graph, trade, provider, receiver, outsider, horizon, providerGuarantors, terms } =
      scene;
    await graph.connect(provider.wallet).nominate(0, outsider.id, 0n);
    const acceptBy = (await scene.now()) + DAY;
    await network.provider.send("evm_setAutomine", [false]);
    try {
      await graph
        .connect(outsider.wallet)
        .vouch(provider.wallet, 0, 0n, horizon, 0n, { gasLimit: 1_000_000n });
      await trade
        .connect(receiver.wallet)
        .propose([terms()], ZeroHash, acceptBy, { gasLimit: 1_000_000n });
      await mine();
    } finally {
      await network.provider.send("evm_setAutomine", [true]);
    }
    const [proposed] = await trade.queryFilter(trade.filters.ChainProposed(), -1);
    const { since, guarantor0 } = await graph.pairOf(provider.id);
    const snapshot = since - 1n;
    expect(proposed?.args.snapshot).to.equal(snapshot);
    expect(guarantor0).to.equal(outsider.id);
    expect((await graph.guarantorsAt(provider.id, snapshot)).guarantor0).to.equal(
      providerGuarantors[0].id,
    );

    await expect(trade.connect(provider.wallet).accept(proposed?.args.chain ?? 0n))
      .to.be.revertedWithCustomError(graph, "PairChanged")
      .withArgs(provider.id, since, snapshot);
  });

  it("<CHA-3> <CHN-1> a surety that ended under a pause ended after the snapshot of a deal proposed right after it", async () => {
    const scene = await loadFixture(deployTrade);
    const { charter, graph, trade, guardian, provider, providerGuarantors, outsider, terms } =
      scene;
    const [leaver, stayer] = providerGuarantors;
    await graph.connect(provider.wallet).nominate(0, outsider.id, 0n);
    await charter.connect(guardian).pause();
    const start = BigInt(await time.latest());
    await graph.connect(leaver.wallet).withdrawSurety(provider.id, 0);
    expect((await graph.pairOf(provider.id)).since).to.equal(start);

    // All of this is still the second that the pause began in.
    await time.setNextBlockTimestamp(start + PAUSE);
    await trade.connect(scene.receiver.wallet).propose([terms()], ZeroHash, start + DAY);
    const [proposed] = await trade.queryFilter(trade.filters.ChainProposed(), -1);
    const chain = proposed?.args.chain ?? 0n;
    expect(proposed?.args.snapshot).to.equal(start - 1n);
    const before = await graph.guarantorsAt(provider.id, start - 1n);
    expect([before.guarantor0, before.guarantor1]).to.deep.equal([leaver.id, stayer.id]);
    await graph.connect(outsider.wallet).vouch(provider.wallet, 0, 0n, scene.horizon, 0n);
    const { since } = await graph.pairOf(provider.id);

    await expect(trade.connect(provider.wallet).accept(chain))
      .to.be.revertedWithCustomError(graph, "PairChanged")
      .withArgs(provider.id, since, start - 1n);
  });
});

describe("A deadline that falls into a pause", () => {
  it("<CHA-3> <CRT-6> moves by the pause for every step of a dispute alike", async () => {
    const scene = await loadFixture(deployClaimed);
    const { trade, court, provider, receiverGuarantors, providerGuarantors, chain, parameters } =
      scene;
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    const { dispute } = await trade.namesOf(chain, 0);
    const [, { votesUntil, appealUntil }] = await court.current(dispute);
    await court.connect(providerGuarantors[0].wallet).vote(dispute, 0, 1n, 10_000n);
    await pauseAt(scene, votesUntil - 1n);
    const start = BigInt(await time.latest());
    await time.increaseTo(start + PAUSE - 1n);
    expect((await court.current(dispute))[0].state).to.equal(2n);

    // The last second for votes, and then the last second for an appeal.
    await time.setNextBlockTimestamp(start + PAUSE);
    await court.connect(receiverGuarantors[0].wallet).vote(dispute, 0, 4n, 10_000n);
    await time.setNextBlockTimestamp(start + PAUSE + parameters.appealWindow);
    await court.connect(provider.wallet).appeal(dispute, false);
    expect(await scene.charter.clock()).to.equal(appealUntil - 1n);
  });

  it("<CHA-2> <CHA-3> moves for a change of the charter too: its two days of notice are days of the clock", async () => {
    const scene = await loadFixture(deployTrade);
    const { charter, governor, stranger } = scene;
    const change = await charter.connect(governor).scheduleGovernor.staticCall(stranger);
    await charter.connect(governor).scheduleGovernor(stranger);
    const { effectiveAt } = await charter.scheduledChange(change);
    await pauseAt(scene, effectiveAt - 1n);
    const start = BigInt(await time.latest());

    await time.setNextBlockTimestamp(start + PAUSE);
    await expect(charter.executeChange(change))
      .to.be.revertedWithCustomError(charter, "TooEarly")
      .withArgs(effectiveAt - 1n, effectiveAt);
    await charter.executeChange(change);
    expect(await charter.governor()).to.equal(stranger.address);
  });
});
