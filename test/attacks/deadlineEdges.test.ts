import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { DAY, HOUR } from "../support/community";
import { deployTrade, PROVIDER_BOND } from "../trade/tradeFixture";
import { itKeeps, type NamedEdge } from "./edges";
import { dealIn, lose, pledgeOf } from "./uncoveredDeal";

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

const EDGES: NamedEdge[] = [
  {
    title: "the execution of a recovery",
    id: "MEM-7",
    async deploy() {
      const { membership, join, newWallet, providerGuarantors } = await loadFixture(deployTrade);
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
          call: () => membership.connect(next).executeRecovery(member.id),
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

describe("Deadlines of recovery, recourse, pledges and the charter, one second before, in their second and one second after", () => {
  itKeeps(EDGES);

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
});
