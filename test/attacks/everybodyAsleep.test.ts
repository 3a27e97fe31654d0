import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { DAY, deployCommunity, HOUR } from "../support/community";
import {
  ClaimKind,
  deployTrade,
  EVIDENCE,
  PRICE,
  PROVIDER_BOND,
  RECEIVER_BOND,
  StageState,
  type TradeFixture,
} from "../trade/tradeFixture";
import { gains } from "./gains";

/** Nobody votes in three rounds nor in the circle, and the outcome of half and half is applied. */
async function sleepThroughTheCourt(
  { trade, parameters, warp, receiver }: TradeFixture,
  chain: bigint,
): Promise<void> {
  await warp((parameters.rounds + 1n) * parameters.voteWindow);
  await trade.conclude(chain, 0);
  await trade.connect(receiver.wallet).takeMoney(chain, 0);
}

describe("A provider who counts on everybody being asleep", () => {
  it("<CHN-5> concedes the default in full by silence where the price is the provider's alone", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, activeChain, claimDefault, warp, parameters } = fixture;
    const chain = await activeChain();

    expect(
      await gains(fixture, { provider, receiver }, async () => {
        await claimDefault(chain);
        await warp(parameters.responseWindow);
        await trade.conclude(chain, 0);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
      }),
    ).to.deep.equal({ provider: -PROVIDER_BOND, receiver: PROVIDER_BOND });
  });

  it("<CHN-5> <CRT-4> gets half of the price for nothing with a payee of straw, if not one judge votes", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, outsider, activeChain, claimDefault, warp } = fixture;
    const { parameters, providerGuarantors } = fixture;
    const [guarantor0, guarantor1] = providerGuarantors;
    // The friend gets a ten-thousandth: enough that silence concedes nothing.
    const chain = await activeChain([{ payees: [{ member: outsider.id, shareBps: 1n }] }]);

    expect(
      await gains(fixture, { provider, receiver, guarantor0, guarantor1 }, async () => {
        await claimDefault(chain);
        await warp(parameters.responseWindow);
        await trade.conclude(chain, 0);
        await sleepThroughTheCourt(fixture, chain);
      }),
    ).to.deep.equal({
      // Silence is a counterclaim of the whole bond of the receiver: half of 200 against half of 300.
      provider: PRICE / 2n - 7n - 12n - PROVIDER_BOND / 2n + RECEIVER_BOND / 2n,
      receiver: -PRICE / 2n + PROVIDER_BOND / 2n - RECEIVER_BOND / 2n,
      guarantor0: 7n,
      guarantor1: 12n,
    });
  });

  it("<CHN-5> <CRT-4> gets as much by suing first, if neither the receiver nor one judge wakes up for 15 days", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, provider, receiver, activeChain, warp, parameters } = fixture;
    const chain = await activeChain();

    expect(
      await gains(fixture, { provider, receiver }, async () => {
        await trade
          .connect(provider.wallet)
          .claim(chain, 0, ClaimKind.Obstruction, RECEIVER_BOND, EVIDENCE, false);
        await warp(parameters.responseWindow);
        await trade.conclude(chain, 0);
        await sleepThroughTheCourt(fixture, chain);
      }),
    ).to.deep.equal({
      provider: PRICE / 2n - 7n - 12n - PROVIDER_BOND / 2n + RECEIVER_BOND / 2n,
      receiver: -PRICE / 2n + PROVIDER_BOND / 2n - RECEIVER_BOND / 2n,
    });
  });

  it("<CRT-4> <CRT-6> gets nothing of it when one judge of each side wakes up: the court has opened by itself", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, court, provider, receiver, activeChain, warp, parameters } = fixture;
    const { providerGuarantors, receiverGuarantors } = fixture;
    const chain = await activeChain();

    expect(
      await gains(fixture, { provider, receiver }, async () => {
        await trade
          .connect(provider.wallet)
          .claim(chain, 0, ClaimKind.Obstruction, RECEIVER_BOND, EVIDENCE, false);
        await warp(parameters.responseWindow + 2n * DAY);
        const { dispute } = await trade.namesOf(chain, 0);
        await court.connect(receiverGuarantors[1].wallet).vote(dispute, 0, 8n, 10_000n);
        await court.connect(providerGuarantors[1].wallet).vote(dispute, 0, 2n, 10_000n);
        const [, { appealUntil }] = await court.current(dispute);
        await time.increaseTo(appealUntil);
        // Once for what the time to answer has decided, and once for the ruling.
        await trade.conclude(chain, 0);
        await trade.conclude(chain, 0);
        await trade.connect(receiver.wallet).takeMoney(chain, 0);
      }),
    ).to.deep.equal({ provider: -PROVIDER_BOND, receiver: PROVIDER_BOND });
    expect(await fixture.stateOf(chain)).to.equal(StageState.Closed);
  });
});

describe("A dispute between two of only three founders", () => {
  it("<CRT-1> <SUR-6> is the third one's alone in every round and in the circle: found with more", async () => {
    const community = await loadFixture(deploySmallest);
    const { court, trade, founders, chain, dispute, parameters, warp } = community;
    const [provider, receiver, third] = founders;

    for (let round = 0; round <= 3; round++) {
      const seats = round === 3 ? 3 : 2 ** (round + 2);
      const holders = new Set<bigint>();
      for (let seat = 0; seat < seats; seat++) {
        holders.add(await court.seatHolder(dispute, round, seat));
      }
      expect([...holders].sort(), `round ${round}`).to.deep.equal([0n, third.id]);
    }
    expect(await court.seatCount(dispute, 3)).to.equal(1n);

    // The third one alone is a quorum of both sides.
    await court.connect(third.wallet).vote(dispute, 0, 0b0110n, 0n);
    await warp(parameters.voteWindow + parameters.appealWindow);
    expect(
      await gains(community, { provider, receiver, third }, () => trade.conclude(chain, 0)),
    ).to.deep.equal({ receiver: -PRICE, provider: PRICE });
  });

  async function deploySmallest() {
    const community = await deployCommunity({ founders: 3 });
    const { founders, trade, deposit, warp, now } = community;
    const [provider, receiver] = founders;
    await deposit(provider, PRICE);
    await deposit(receiver, PRICE);
    const terms = {
      provider: provider.id,
      receiver: receiver.id,
      price: PRICE,
      listPrice: PRICE,
      providerBond: PRICE,
      receiverBond: 0n,
      duration: DAY,
      inspection: HOUR,
      waitsFor: 0n,
      terms: ZeroHash,
      payees: [],
    };
    const acceptBy = (await now()) + DAY;
    const asProvider = trade.connect(provider.wallet);
    const chain = await asProvider.propose.staticCall([terms], ZeroHash, acceptBy);
    await asProvider.propose([terms], ZeroHash, acceptBy);
    for (const { wallet } of [provider, receiver]) await trade.connect(wallet).accept(chain);
    await warp(DAY);
    await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Default, PRICE, EVIDENCE, false);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    const { dispute } = await trade.namesOf(chain, 0);
    await warp(1n);
    return { ...community, chain, dispute };
  }
});
