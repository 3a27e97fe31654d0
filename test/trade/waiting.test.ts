import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { DAY } from "../support/community";
import { ChainState, deployTrade, DURATION, StageState, type TradeFixture } from "./tradeFixture";

/** Delivers a stage and accepts it at a clock. */
async function finish(fixture: TradeFixture, chain: bigint, stage: number, clock?: bigint) {
  const { trade, deliver, receiver, at } = fixture;
  await deliver(chain, stage);
  if (clock !== undefined) await at(clock);
  return trade.connect(receiver.wallet).acceptDelivery(chain, stage);
}

describe("The order of the stages", () => {
  it("<CHN-2> a stage opens when the one it waits for has closed, and is due from then on", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, activeChain, stateOf, now } = fixture;
    const chain = await activeChain([{}, { waitsFor: 1n, duration: 3n * DAY }]);
    const clock = (await now()) + DURATION + 5n * DAY;

    await expect(finish(fixture, chain, 0, clock))
      .to.emit(trade, "StageOpened")
      .withArgs(chain, 1n, clock + 3n * DAY);

    expect(await stateOf(chain, 1)).to.equal(StageState.Open);
    expect(await trade.dueOf(chain, 1)).to.equal(clock + 3n * DAY);
  });

  it("<CHN-2> a stage waits for all of its inputs", async () => {
    const fixture = await loadFixture(deployTrade);
    const { activeChain, stateOf } = fixture;
    const chain = await activeChain([{}, {}, {}, { waitsFor: 0b101n }]);

    await finish(fixture, chain, 2);
    expect(await stateOf(chain, 3)).to.equal(StageState.Waiting);
    await finish(fixture, chain, 1);
    expect(await stateOf(chain, 3)).to.equal(StageState.Waiting);
    await finish(fixture, chain, 0);
    expect(await stateOf(chain, 3)).to.equal(StageState.Open);
  });

  it("<CHN-2> one closing can open several stages", async () => {
    const fixture = await loadFixture(deployTrade);
    const { activeChain, stateOf } = fixture;
    const chain = await activeChain([{}, { waitsFor: 1n }, { waitsFor: 1n }, { waitsFor: 0b110n }]);

    await finish(fixture, chain, 0);

    expect(await stateOf(chain, 1)).to.equal(StageState.Open);
    expect(await stateOf(chain, 2)).to.equal(StageState.Open);
    expect(await stateOf(chain, 3)).to.equal(StageState.Waiting);
  });

  it("<CHN-2> independent stages run side by side, whatever becomes of others", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, activeChain, stateOf, claimDefault } = fixture;
    const chain = await activeChain([{}, {}]);
    await claimDefault(chain);

    await finish(fixture, chain, 1);

    expect(await stateOf(chain, 0)).to.equal(StageState.Claimed);
    expect(await stateOf(chain, 1)).to.equal(StageState.Closed);
    expect((await trade.chainOf(chain)).closed).to.equal(0b10n);
  });

  it("<CHN-2> stages that have closed already are left alone", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, activeChain, stateOf } = fixture;
    const chain = await activeChain([{}, {}, { waitsFor: 0b10n }]);
    await finish(fixture, chain, 1);
    await finish(fixture, chain, 2);

    await finish(fixture, chain, 0);

    expect(await stateOf(chain, 2)).to.equal(StageState.Closed);
    expect((await trade.chainOf(chain)).state).to.equal(ChainState.Closed);
  });

  it("<CHN-2> a stage opens though others between have closed before it", async () => {
    const fixture = await loadFixture(deployTrade);
    const { activeChain, stateOf } = fixture;
    const chain = await activeChain([{}, { waitsFor: 1n }, {}]);
    await finish(fixture, chain, 2);

    await finish(fixture, chain, 0);

    expect(await stateOf(chain, 1)).to.equal(StageState.Open);
  });

  it("<CHN-2> a stage opens once: what it did not wait for changes nothing about it", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, activeChain } = fixture;
    const chain = await activeChain([{}, {}, { waitsFor: 0b10n }, {}]);
    await finish(fixture, chain, 1);
    const before = await Promise.all([2, 3].map((stage) => trade.stageOf(chain, stage)));

    await expect(finish(fixture, chain, 0)).not.to.emit(trade, "StageOpened");

    const after = await Promise.all([2, 3].map((stage) => trade.stageOf(chain, stage)));
    expect(after).to.deep.equal(before);
  });

  it("<CHN-2> a stage beyond the last one is none, also when others have closed", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, activeChain } = fixture;
    const chain = await activeChain([{}, {}]);
    await finish(fixture, chain, 0);

    for (const stage of [2, 3, 31]) {
      await expect(trade.connect(provider.wallet).deliver(chain, stage, ZeroHash, ZeroHash))
        .to.be.revertedWithCustomError(trade, "NoSuchStage")
        .withArgs(chain, stage);
    }
  });

  it("<CHN-2> a chain of 32 runs to its end, one stage after the other", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, vault, activeChain, provider, receiver } = fixture;
    const chain = await activeChain(
      Array.from({ length: 32 }, (_, i) => ({
        price: 100n,
        listPrice: 100n,
        providerBond: 10n,
        receiverBond: 10n,
        waitsFor: i === 0 ? 0n : 1n << BigInt(i - 1),
      })),
    );

    for (let stage = 0; stage < 32; stage++) await finish(fixture, chain, stage);

    const { state, closed, undelivered } = await trade.chainOf(chain);
    expect([state, closed, undelivered]).to.deep.equal([ChainState.Closed, 2n ** 32n - 1n, 0n]);
    expect((await vault.account(provider.id)).free).to.equal(10_000n + 32n * 97n);
    expect((await vault.account(receiver.id)).free).to.equal(100_000n - 3_200n);
    expect(await fixture.audit()).to.deep.equal([]);
  });

  it("<CHN-2> <CHN-7> stages that wait open only when a broken one has finally closed", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, activeChain, claimDefault, stateOf, at, receiver } = fixture;
    const chain = await activeChain([{}, { waitsFor: 1n }]);
    await claimDefault(chain);
    const { mark } = await trade.stageOf(chain, 0);
    await at(mark + 3n * DAY);
    await trade.conclude(chain, 0);
    expect(await stateOf(chain, 0)).to.equal(StageState.Remedy);
    expect(await stateOf(chain, 1)).to.equal(StageState.Waiting);

    await trade.connect(receiver.wallet).takeMoney(chain, 0);

    expect(await stateOf(chain, 1)).to.equal(StageState.Open);
  });
});
