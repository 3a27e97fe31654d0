import { time } from "@nomicfoundation/hardhat-network-helpers";

import { deployAgreed, deployDisputed, itKeeps, type NamedEdge } from "./edges";

const DISPUTE = { Voting: 2n, Ruled: 3n, Appealed: 4n, Final: 5n } as const;

const EDGES: NamedEdge[] = [
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
];

describe("Deadlines of the court, one second before, in their second and one second after", () => {
  itKeeps(EDGES);
});
