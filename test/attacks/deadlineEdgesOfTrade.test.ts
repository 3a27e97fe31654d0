import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroHash } from "ethers";

import { DAY, HOUR } from "../support/community";
import {
  ClaimKind,
  deployTrade,
  EVIDENCE,
  INSPECTION,
  PROVIDER_BOND,
  type TradeFixture,
} from "../trade/tradeFixture";
import { deployAgreed, deployClaimed, itKeeps, type Move, type NamedEdge } from "./edges";

const OFFER = [10_000n, 0n, 0] as const;

async function deployBroken() {
  const claimed = await deployClaimed();
  const { trade, chain, warp, parameters } = claimed;
  await warp(parameters.responseWindow);
  await trade.conclude(chain, 0);
  const { mark } = await trade.stageOf(chain, 0);
  return { ...claimed, deadline: mark + parameters.responseWindow };
}

/** Stage 0 lapsed, so that stage 1, which waits for it, may be cancelled. */
async function deployCancellable() {
  const fixture = await loadFixture(deployTrade);
  const { trade, activeChain, at, parameters } = fixture;
  const chain = await activeChain([{}, { waitsFor: 1n }]);
  await at((await trade.dueOf(chain, 0)) + parameters.lapseWindow);
  await trade.closeLapsed(chain, 0);
  const { mark } = await trade.stageOf(chain, 1);
  return { ...fixture, chain, deadline: mark + parameters.responseWindow };
}

const tooLate = ({ trade }: Pick<TradeFixture, "trade">, deadline: bigint): Omit<Move, "call"> => ({
  contract: trade,
  error: "TooLate",
  args: (now) => [now, deadline],
});

const tooEarly = (
  { trade }: Pick<TradeFixture, "trade">,
  deadline: bigint,
): Omit<Move, "call"> => ({
  contract: trade,
  error: "TooEarly",
  args: (now) => [now, deadline],
});

const EDGES: NamedEdge[] = [
  {
    title: "the end of acceptance",
    id: "CHN-1",
    async deploy() {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, outsider } = fixture;
      const chain = await fixture.propose();
      const { acceptBy: deadline } = await trade.chainOf(chain);
      return {
        deadline,
        before: {
          call: () => trade.connect(provider.wallet).accept(chain),
          contract: trade,
          error: "AcceptanceOver",
          args: () => [chain, deadline],
        },
        from: {
          call: () => trade.connect(outsider.wallet).dissolve(chain),
          contract: trade,
          error: "AcceptanceOpen",
          args: () => [chain, deadline],
        },
      };
    },
  },
  {
    title: "the time that acceptance is proposed for",
    id: "CHN-1",
    async deploy() {
      const { trade, provider, terms, now } = await loadFixture(deployTrade);
      const deadline = (await now()) + HOUR;
      return {
        deadline,
        before: {
          call: () => trade.connect(provider.wallet).propose([terms()], ZeroHash, deadline),
          contract: trade,
          error: "AcceptByOutOfRange",
          args: (at) => [deadline, at + 1n, at + 30n * DAY],
        },
      };
    },
  },
  {
    title: "due",
    id: "CHN-5",
    async deploy() {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver } = fixture;
      const chain = await fixture.activeChain();
      const deadline = await trade.dueOf(chain, 0);
      return {
        deadline,
        from: {
          call: () =>
            trade
              .connect(receiver.wallet)
              .claim(chain, 0, ClaimKind.Default, PROVIDER_BOND, EVIDENCE, false),
          ...tooEarly(fixture, deadline),
        },
      };
    },
  },
  {
    title: "due after an extension",
    id: "CHN-8",
    async deploy() {
      const fixture = await loadFixture(deployTrade);
      const { trade, provider, receiver } = fixture;
      const chain = await fixture.activeChain();
      const first = await trade.dueOf(chain, 0);
      await trade.connect(provider.wallet).proposeExtension(chain, 0, 20n * DAY);
      await trade.connect(receiver.wallet).acceptExtension(chain, 0, 20n * DAY);
      const deadline = await trade.dueOf(chain, 0);
      expect(deadline).to.equal(first + 10n * DAY);
      return {
        deadline,
        from: {
          call: () =>
            trade
              .connect(receiver.wallet)
              .claim(chain, 0, ClaimKind.Default, PROVIDER_BOND, EVIDENCE, false),
          ...tooEarly(fixture, deadline),
        },
      };
    },
  },
  {
    title: "the end of the inspection",
    id: "CHN-3",
    async deploy() {
      const fixture = await loadFixture(deployTrade);
      const { trade, receiver, outsider } = fixture;
      const chain = await fixture.activeChain();
      await fixture.deliver(chain);
      const deadline = (await fixture.now()) + INSPECTION;
      return {
        deadline,
        before: {
          call: () =>
            trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.Defect, 1n, EVIDENCE, false),
          ...tooLate(fixture, deadline),
        },
        from: {
          call: () => trade.connect(outsider.wallet).acceptDelivery(chain, 0),
          ...tooEarly(fixture, deadline),
        },
      };
    },
  },
  {
    title: "the end of the time to answer, for the party",
    id: "CHN-5",
    async deploy() {
      const claimed = await deployClaimed();
      const { trade, provider, outsider, chain, deadline } = claimed;
      return {
        deadline,
        before: {
          call: () => trade.connect(provider.wallet).answer(chain, 0, 1n, EVIDENCE),
          ...tooLate(claimed, deadline),
        },
        from: {
          call: () => trade.connect(outsider.wallet).conclude(chain, 0),
          ...tooEarly(claimed, deadline),
        },
      };
    },
  },
  {
    title: "the end of the time to answer, for a guarantor",
    id: "CHN-5",
    async deploy() {
      const claimed = await deployClaimed();
      const { trade, providerGuarantors, chain, deadline } = claimed;
      return {
        deadline,
        before: {
          call: () => trade.connect(providerGuarantors[1].wallet).answer(chain, 0, 0n, EVIDENCE),
          ...tooLate(claimed, deadline),
        },
      };
    },
  },
  {
    title: "the concession, for a settlement",
    id: "CHN-8",
    async deploy() {
      const { trade, provider, receiver, chain, deadline } = await deployClaimed();
      await trade.connect(provider.wallet).proposeSettlement(chain, 0, ...OFFER);
      return {
        deadline,
        before: {
          call: () => trade.connect(receiver.wallet).acceptSettlement(chain, 0, ...OFFER),
          contract: trade,
          error: "AlreadyFinal",
          args: () => [chain, 0n],
        },
      };
    },
  },
  {
    title: "the final ruling, for a settlement",
    id: "CHN-8",
    async deploy() {
      const { trade, provider, receiver, chain, times } = await deployAgreed();
      await trade.connect(provider.wallet).proposeSettlement(chain, 0, ...OFFER);
      return {
        deadline: times.appealUntil,
        before: {
          call: () => trade.connect(receiver.wallet).acceptSettlement(chain, 0, ...OFFER),
          contract: trade,
          error: "AlreadyFinal",
          args: () => [chain, 0n],
        },
      };
    },
  },
  {
    title: "the end of the time to cancel",
    id: "CHN-2",
    async deploy() {
      const scene = await deployCancellable();
      const { trade, provider, chain, deadline } = scene;
      return {
        deadline,
        before: {
          call: () => trade.connect(provider.wallet).cancelStage(chain, 1),
          ...tooLate(scene, deadline),
        },
      };
    },
  },
  {
    title: "the lapse of a forgotten stage",
    id: "CHN-9",
    async deploy() {
      const fixture = await loadFixture(deployTrade);
      const { trade, outsider, parameters } = fixture;
      const chain = await fixture.activeChain();
      const deadline = (await trade.dueOf(chain, 0)) + parameters.lapseWindow;
      return {
        deadline,
        from: {
          call: () => trade.connect(outsider.wallet).closeLapsed(chain, 0),
          ...tooEarly(fixture, deadline),
        },
      };
    },
  },
  {
    title: "the end of the time to choose, for an appointment",
    id: "CHN-7",
    async deploy() {
      const scene = await deployBroken();
      const { trade, receiver, outsider, chain, deadline } = scene;
      return {
        deadline,
        before: {
          call: () =>
            trade.connect(receiver.wallet).appointReplacement(chain, 0, outsider.id, 500n, 0n, DAY),
          ...tooLate(scene, deadline),
        },
        from: {
          call: () => trade.connect(outsider.wallet).takeMoney(chain, 0),
          ...tooEarly(scene, deadline),
        },
      };
    },
  },
  {
    title: "the end of the time to choose, for the one appointed",
    id: "CHN-7",
    async deploy() {
      const scene = await deployBroken();
      const { trade, receiver, outsider, chain, deadline } = scene;
      await trade.connect(receiver.wallet).appointReplacement(chain, 0, outsider.id, 500n, 0n, DAY);
      return {
        deadline,
        before: {
          call: () => trade.connect(outsider.wallet).acceptReplacement(chain, 0, 500n, 0n, DAY),
          ...tooLate(scene, deadline),
        },
      };
    },
  },
];

describe("Deadlines of trades, one second before, in their second and one second after", () => {
  itKeeps(EDGES);

  it("<CHN-3> a delivery has no deadline but the claim: a year late it is still a delivery", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, receiver, provider, at, stateOf } = fixture;
    const chain = await fixture.activeChain();
    await at((await trade.dueOf(chain, 0)) + 365n * DAY);
    await fixture.deliver(chain);
    await trade.connect(receiver.wallet).acceptDelivery(chain, 0);

    expect(await stateOf(chain)).to.equal(8n);
    expect((await fixture.membership.standingOf(provider.id)).defaults).to.equal(0n);
  });
});
