import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import type { CharterParameters } from "../../scripts/lib/defaultParameters";
import { DAY } from "../support/community";
import {
  ClaimKind,
  deployTrade,
  EVIDENCE,
  INSPECTION,
  PRICE,
  PROVIDER_BOND,
  StageState,
  type TradeFixture,
} from "../trade/tradeFixture";
import { gains } from "./gains";

const MAX_AMOUNT = 2n ** 96n - 1n;

/** The governor changes the charter, two days after saying so. */
async function change(
  { charter, governor, parameters, warp }: TradeFixture,
  changed: Partial<CharterParameters>,
): Promise<void> {
  const next = { ...parameters, ...changed };
  const id = await charter.connect(governor).scheduleParameters.staticCall(next);
  await charter.connect(governor).scheduleParameters(next);
  await warp(2n * DAY);
  await charter.executeChange(id);
}

describe("A governor in league with a cheat", () => {
  it("<CHA-2> <CHA-5> changes nothing of a deal already made: its claim costs what it did", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, activeChain, claimDefault, warp } = fixture;
    const chain = await activeChain();
    await change(fixture, { seatFee: MAX_AMOUNT, responseWindow: 30n * DAY });

    expect(
      await gains(fixture, { provider, receiver }, async () => {
        await claimDefault(chain);
        await warp(3n * DAY);
        await trade.conclude(chain, 0);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
      }),
    ).to.deep.equal({ provider: -PROVIDER_BOND, receiver: PROVIDER_BOND });
  });

  it("<CHA-2> changes nothing of a deal already proposed either, whoever accepts it later", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, propose, accept, claimDefault, stateOf } = fixture;
    const chain = await propose();
    await change(fixture, { seatFee: MAX_AMOUNT });
    await accept(chain);

    await claimDefault(chain);
    expect(await stateOf(chain)).to.equal(StageState.Claimed);
    expect((await trade.chainOf(chain)).version).to.equal(1n);
  });

  it("<CHA-1> <CRT-5> can price everybody out of court in deals proposed later: then a sham delivery is paid", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, graph, provider, receiver, outsider, activeChain, deliver, warp } = fixture;
    await change(fixture, { seatFee: MAX_AMOUNT });
    const chain = await activeChain();

    expect(
      await gains(fixture, { provider, receiver }, async () => {
        await deliver(chain);
        await expect(
          trade
            .connect(receiver.wallet)
            .claim(chain, 0, ClaimKind.Defect, PROVIDER_BOND, EVIDENCE, false),
        )
          .to.be.revertedWithCustomError(graph, "AmountTooLarge")
          .withArgs(4n * MAX_AMOUNT, MAX_AMOUNT);
        await warp(INSPECTION);
        await trade.connect(outsider.wallet).acceptDelivery(chain, 0);
      }),
    ).to.deep.equal({ provider: PRICE - 40n, receiver: -PRICE });
  });

  it("<CHA-2> cannot do so unseen: the change stands in the events for two days, and the deal names its version", async () => {
    const fixture = await loadFixture(deployTrade);
    const { charter, trade, activeChain } = fixture;
    await change(fixture, { seatFee: MAX_AMOUNT });
    const chain = await activeChain();

    const [scheduled] = await charter.queryFilter(charter.filters.ChangeScheduled());
    const [executed] = await charter.queryFilter(charter.filters.ChangeExecuted());
    const [from, to] = await Promise.all([scheduled?.getBlock(), executed?.getBlock()]);
    expect((to?.timestamp ?? 0) - (from?.timestamp ?? 0)).to.be.at.least(Number(2n * DAY));
    const { version } = await trade.chainOf(chain);
    expect(version).to.equal(2n);
    expect((await charter.parametersOf(version)).seatFee).to.equal(MAX_AMOUNT);
  });

  it("<CHA-1> <COV-8> can shorten the time to repay for debts that begin later, to a day and not below", async () => {
    const fixture = await loadFixture(deployTrade);
    const { charter, governor, parameters } = fixture;

    await expect(
      charter.connect(governor).scheduleParameters({ ...parameters, recourseWindow: DAY - 1n }),
    ).to.be.revertedWithCustomError(charter, "ParameterOutOfRange");
    await change(fixture, { recourseWindow: DAY });
    expect((await charter.parameters()).recourseWindow).to.equal(DAY);
  });
});
