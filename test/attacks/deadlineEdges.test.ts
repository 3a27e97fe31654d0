import { loadFixture, takeSnapshot, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { BaseContract, ContractTransactionResponse } from "ethers";
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
import { dealIn, lose, pledgeOf } from "./uncoveredDeal";

/** A call that a deadline allows or refuses. */
interface Move {
  call: () => Promise<ContractTransactionResponse>;
  /** What it is refused with on the wrong side of the deadline. */
  contract: BaseContract;
  error: string;
  args: (now: bigint) => unknown[];
}

/** A deadline: possible before it, and what is possible from it on. */
interface Edge {
  deadline: bigint;
  before?: Move;
  from?: Move;
}

interface NamedEdge {
  title: string;
  id: string;
  deploy: () => Promise<Edge>;
}

const DISPUTE = { Voting: 2n, Ruled: 3n, Appealed: 4n, Final: 5n } as const;

const OFFER = [10_000n, 0n, 0] as const;

async function deployClaimed() {
  const fixture = await loadFixture(deployTrade);
  const chain = await fixture.activeChain();
  await fixture.claimDefault(chain);
  const { mark } = await fixture.trade.stageOf(chain, 0);
  return { ...fixture, chain, deadline: mark + fixture.parameters.responseWindow };
}

async function deployDisputed() {
  const claimed = await deployClaimed();
  const { trade, court, provider, chain } = claimed;
  await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
  const { dispute } = await trade.namesOf(chain, 0);
  const [, times] = await court.current(dispute);
  return { ...claimed, dispute, times };
}

/** Both sides have a quorum and agree on 100 per cent: round 0 will rule. */
async function deployAgreed() {
  const disputed = await deployDisputed();
  const { court, providerGuarantors, receiverGuarantors, dispute } = disputed;
  await court.connect(providerGuarantors[0].wallet).vote(dispute, 0, 1n, 10_000n);
  await court.connect(receiverGuarantors[0].wallet).vote(dispute, 0, 4n, 10_000n);
  return disputed;
}

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

async function deployIndebted() {
  const deal = await dealIn(await loadFixture(deployTrade));
  await lose(deal);
  return { ...deal, dueBy: (await deal.vault.account(deal.debtor.id)).dueBy };
}

/** A pledge of 100 that stands on two others, all of which run out together. */
async function deployRunningOut() {
  const fixture = await loadFixture(deployTrade);
  const { providerGuarantors, founders, join, newWallet, now, warp, receiver, propose } = fixture;
  const until = (await now()) + DAY;
  const middle = await join(await newWallet(), providerGuarantors, { pledges: [50n, 50n], until });
  const other = await join(await newWallet(), [founders[0], founders[1]]);
  const party = await join(await newWallet(), [middle, other], { pledges: [100n, 0n], until });
  await warp(1n);
  const chain = await propose(
    [{ provider: party.id, providerBond: 100n, receiverBond: 0n }],
    receiver,
  );
  return { ...fixture, until, party, other, chain, pledge: (party.id << 32n) | 1n };
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
  {
    title: "the end of the votes of a round that rules",
    id: "CRT-4",
    async deploy() {
      const { court, providerGuarantors, dispute, times } = await deployAgreed();
      return {
        deadline: times.votesUntil,
        before: {
          call: () => court.connect(providerGuarantors[1].wallet).vote(dispute, 0, 2n, 10_000n),
          contract: court,
          error: "WrongDisputeState",
          args: () => [dispute, DISPUTE.Ruled],
        },
      };
    },
  },
  {
    title: "the end of the votes of a round that rises",
    id: "CRT-6",
    async deploy() {
      const { court, founders, providerGuarantors, dispute, times } = await deployDisputed();
      return {
        deadline: times.votesUntil,
        before: {
          call: () => court.connect(providerGuarantors[1].wallet).vote(dispute, 0, 2n, 10_000n),
          contract: court,
          error: "WrongRound",
          args: () => [dispute, 0n, 1n],
        },
        from: {
          call: () => court.connect(founders[0].wallet).vote(dispute, 1, 1n, 10_000n),
          contract: court,
          error: "WrongRound",
          args: () => [dispute, 1n, 0n],
        },
      };
    },
  },
  {
    title: "the end of the time to appeal",
    id: "CRT-5",
    async deploy() {
      const { trade, court, provider, outsider, chain, dispute, times } = await deployAgreed();
      return {
        deadline: times.appealUntil,
        before: {
          call: () => court.connect(provider.wallet).appeal(dispute, false),
          contract: court,
          error: "NotAppealable",
          args: () => [dispute, DISPUTE.Final],
        },
        from: {
          call: () => trade.connect(outsider.wallet).conclude(chain, 0),
          contract: trade,
          error: "NotFinal",
          args: () => [chain, 0n],
        },
      };
    },
  },
  {
    title: "the beginning of the round after an appeal",
    id: "CRT-6",
    async deploy() {
      const { court, founders, provider, dispute, times } = await deployAgreed();
      await time.setNextBlockTimestamp(times.votesUntil);
      await court.connect(provider.wallet).appeal(dispute, false);
      return {
        deadline: times.appealUntil,
        from: {
          call: () => court.connect(founders[0].wallet).vote(dispute, 1, 1n, 10_000n),
          contract: court,
          error: "WrongDisputeState",
          args: () => [dispute, DISPUTE.Appealed],
        },
      };
    },
  },
  {
    title: "the end of the circle's votes",
    id: "CRT-7",
    async deploy() {
      const disputed = await deployDisputed();
      const { trade, court, founders, outsider, chain, dispute, times, parameters } = disputed;
      return {
        // Three rounds without a vote, and the circle.
        deadline: times.votesUntil + 3n * parameters.voteWindow,
        before: {
          call: () => court.connect(founders[0].wallet).vote(dispute, 3, 1n, 10_000n),
          contract: court,
          error: "WrongDisputeState",
          args: () => [dispute, DISPUTE.Final],
        },
        from: {
          call: () => trade.connect(outsider.wallet).conclude(chain, 0),
          contract: trade,
          error: "NotFinal",
          args: () => [chain, 0n],
        },
      };
    },
  },
  {
    title: "the execution of a recovery",
    id: "MEM-7",
    async deploy() {
      const { membership, join, newWallet, providerGuarantors, outsider } =
        await loadFixture(deployTrade);
      const member = await join(await newWallet(), providerGuarantors, {
        recoveryDelay: 7n * DAY,
      });
      const next = await newWallet();
      const [first, second] = providerGuarantors;
      await membership.connect(first.wallet).proposeRecovery(member.id, next);
      await membership.connect(second.wallet).confirmRecovery(member.id, next);
      const { executableAt: deadline } = await membership.recoveryOf(member.id);
      return {
        deadline,
        from: {
          call: () => membership.connect(outsider.wallet).executeRecovery(member.id),
          contract: membership,
          error: "RecoveryTooEarly",
          args: (now) => [now, deadline],
        },
      };
    },
  },
  {
    title: "the second after the last one to repay",
    id: "MEM-6",
    async deploy() {
      const { membership, debtor, outsider, dueBy } = await deployIndebted();
      return {
        deadline: dueBy + 1n,
        from: {
          call: () => membership.connect(outsider.wallet).expel(debtor.id),
          contract: membership,
          error: "NotExpellable",
          args: (now) => [debtor.id, PROVIDER_BOND, 0n, dueBy, now],
        },
      };
    },
  },
  {
    title: "a change of the charter",
    id: "CHA-2",
    async deploy() {
      const { charter, governor, stranger } = await loadFixture(deployTrade);
      const change = await charter.connect(governor).scheduleGuardian.staticCall(stranger);
      await charter.connect(governor).scheduleGuardian(stranger);
      const { effectiveAt: deadline } = await charter.scheduledChange(change);
      return {
        deadline,
        from: {
          call: () => charter.connect(stranger).executeChange(change),
          contract: charter,
          error: "TooEarly",
          args: (now) => [now, deadline],
        },
      };
    },
  },
  {
    title: "the next pause",
    id: "CHA-4",
    async deploy() {
      const { charter, guardian } = await loadFixture(deployTrade);
      await charter.connect(guardian).pause();
      await charter.connect(guardian).resume();
      const deadline = BigInt(await time.latest()) + 14n * DAY;
      return {
        deadline,
        from: {
          call: () => charter.connect(guardian).pause(),
          contract: charter,
          error: "PauseTooSoon",
          args: (now) => [now, deadline],
        },
      };
    },
  },
  {
    title: "the term of a pledge, for a deal that needs it",
    id: "COV-3",
    async deploy() {
      const { trade, vault, party, chain, until: deadline } = await deployRunningOut();
      return {
        deadline,
        before: {
          call: () => trade.connect(party.wallet).accept(chain),
          contract: vault,
          error: "InsufficientCover",
          args: () => [party.id, 100n, 0n],
        },
      };
    },
  },
  {
    title: "the term of a pledge, for those behind it",
    id: "COV-4",
    async deploy() {
      const { vault, outsider, pledge, until: deadline } = await deployRunningOut();
      return {
        deadline,
        from: {
          call: () => vault.connect(outsider.wallet).reclaim(pledge),
          contract: vault,
          error: "WrongPledgeState",
          args: () => [pledge, 1n],
        },
      };
    },
  },
  {
    title: "the term that a new pledge is given for",
    id: "SUR-2",
    async deploy() {
      const { graph, party, outsider, now } = await deployRunningOut();
      await graph.connect(party.wallet).nominate(0, outsider.id, 0n);
      const deadline = (await now()) + HOUR;
      return {
        deadline,
        before: {
          call: () => graph.connect(outsider.wallet).vouch(party.wallet, 0, 1n, deadline, 0n),
          contract: graph,
          error: "PledgeEnded",
          args: (at) => [deadline, at],
        },
      };
    },
  },
];

/** Tries a call one second before a deadline, at it and one second after, each time from the same state. */
async function tryAround({ deadline }: Edge, move: Move, side: "before" | "from"): Promise<void> {
  const start = await takeSnapshot();
  for (const late of [-1n, 0n, 1n]) {
    const now = deadline + late;
    await time.setNextBlockTimestamp(now);
    if (side === "before" ? late < 0n : late >= 0n) {
      await move.call();
    } else {
      await expect(move.call())
        .to.be.revertedWithCustomError(move.contract, move.error)
        .withArgs(...move.args(now));
    }
    expect(await time.latest()).to.equal(now);
    await start.restore();
  }
}

describe("Deadlines, one second before, in their second and one second after", () => {
  for (const { title, id, deploy } of EDGES) {
    it(`<CHA-3> <${id}> ${title}`, async () => {
      const edge = await deploy();
      if (edge.before) await tryAround(edge, edge.before, "before");
      if (edge.from) await tryAround(edge, edge.from, "from");
    });
  }

  for (const [title, late, overdue] of [
    ["one second before the last one", -1n, 0n],
    ["in the last second", 0n, 0n],
    ["one second after it", 1n, 1n],
  ] as const) {
    it(`<MEM-8> <COV-8> a debt repaid ${title} is overdue ${overdue} times`, async () => {
      const debt = await deployIndebted();
      const { vault, membership, debtor, stranger, dueBy, fund, at } = debt;
      await fund(stranger, PROVIDER_BOND);
      await vault.connect(stranger).repay(pledgeOf(debt, 0), 150n);
      await at(dueBy + late);
      await vault.connect(stranger).repay(pledgeOf(debt, 1), 150n);

      expect((await membership.standingOf(debtor.id)).overdue).to.equal(overdue);
    });
  }

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
