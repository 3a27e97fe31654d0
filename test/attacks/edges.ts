import { loadFixture, takeSnapshot, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { BaseContract, ContractTransactionResponse } from "ethers";

import type { IGuarantorCourt } from "../../typechain-types";
import { deployTrade, EVIDENCE, type TradeFixture } from "../trade/tradeFixture";

/** A call that a deadline allows or refuses. */
export interface Move {
  call: () => Promise<ContractTransactionResponse>;
  /** What it is refused with on the wrong side of the deadline. */
  contract: BaseContract;
  error: string;
  args: (now: bigint) => unknown[];
}

/** A deadline: possible before it, and what is possible from it on. */
export interface Edge {
  deadline: bigint;
  before?: Move;
  from?: Move;
}

export interface NamedEdge {
  title: string;
  id: string;
  deploy: () => Promise<Edge>;
}

/** A default has been claimed, and can be answered before the deadline. */
export interface ClaimedStage extends TradeFixture {
  chain: bigint;
  deadline: bigint;
}

/** The provider has answered: the court is open. */
export interface DisputedStage extends ClaimedStage {
  dispute: bigint;
  times: IGuarantorCourt.ScheduleStructOutput;
}

export async function deployClaimed(): Promise<ClaimedStage> {
  const fixture = await loadFixture(deployTrade);
  const chain = await fixture.activeChain();
  await fixture.claimDefault(chain);
  const { mark } = await fixture.trade.stageOf(chain, 0);
  return { ...fixture, chain, deadline: mark + fixture.parameters.responseWindow };
}

export async function deployDisputed(): Promise<DisputedStage> {
  const claimed = await deployClaimed();
  const { trade, court, provider, chain } = claimed;
  await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
  const { dispute } = await trade.namesOf(chain, 0);
  const [, times] = await court.current(dispute);
  return { ...claimed, dispute, times };
}

/** Both sides have a quorum and agree on 100 per cent: round 0 will rule. */
export async function deployAgreed(): Promise<DisputedStage> {
  const disputed = await deployDisputed();
  const { court, providerGuarantors, receiverGuarantors, dispute } = disputed;
  await court.connect(providerGuarantors[0].wallet).vote(dispute, 0, 1n, 10_000n);
  await court.connect(receiverGuarantors[0].wallet).vote(dispute, 0, 4n, 10_000n);
  return disputed;
}

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

/** One test for each deadline. */
export function itKeeps(edges: NamedEdge[]): void {
  for (const { title, id, deploy } of edges) {
    it(`<CHA-3> <${id}> ${title}`, async () => {
      const edge = await deploy();
      if (edge.before) await tryAround(edge, edge.before, "before");
      if (edge.from) await tryAround(edge, edge.from, "from");
    });
  }
}
