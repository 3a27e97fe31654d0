import type { ContractTransactionResponse } from "ethers";

import type { Community, GuarantorTree, MemberHandle } from "../../test/support/community";
import { DAY, HOUR, TOKEN } from "../../test/support/community";
import { Side } from "../lib/names";
import type { Operation } from "./budgets";
import { DIGEST, type GasWorld } from "./GasWorld";
import type { Meter } from "./Meter";

const DEFAULT_CLAIM = 1;
const LEVELS = 6;

/** A dispute that goes up from round to round, in a community whose charter has six. */
export async function measureCourt(world: GasWorld, meter: Meter): Promise<void> {
  const { community, pass } = world;
  const { court, deposit, tree, parameters } = community;
  const provided = await tree(LEVELS);
  const received = await tree(LEVELS);
  for (const { party } of [provided, received]) await deposit(party, 1_000n * TOKEN);

  const { dispute, calls } = await openDisputeBetween(world, provided.party, received.party);
  for (const call of calls) await meter.add("openDispute", call);
  const panel = panelOf(community, dispute, provided, received, meter);

  // Every seat of both sides votes, and every time the sides differ too much for a ruling.
  await panel.voteAll(0, "voteRound0", "voteRound0Later");
  await pass(parameters.voteWindow);
  await meter.add("advance4to8", court.advance(dispute));
  let round = 1;
  for (; round < LEVELS - 2; round++) {
    await pass(parameters.voteWindow);
    await court.advance(dispute);
  }
  await panel.voteAll(round);
  await pass(parameters.voteWindow);
  await meter.add("advance64to128", court.advance(dispute));
  await panel.voteAll(LEVELS - 1, "voteRound5", "voteRound5Later");
}

/** Lets two members trade, and the receiver claim a default that the provider answers. */
export async function openDisputeBetween(
  { community, stage, propose, pass }: GasWorld,
  provider: MemberHandle,
  receiver: MemberHandle,
  counterclaim = 30n * TOKEN,
): Promise<{ chain: bigint; dispute: bigint; calls: ContractTransactionResponse[] }> {
  const { trade } = community;
  await pass(1n);
  const { chain } = await propose(provider, [stage(provider, receiver)]);
  await pass(1n);
  for (const { wallet } of [provider, receiver]) await trade.connect(wallet).accept(chain);
  await pass(31n * DAY);
  const calls = [
    await trade.connect(receiver.wallet).claim(chain, 0, DEFAULT_CLAIM, 40n * TOKEN, DIGEST, false),
    await trade.connect(provider.wallet).answer(chain, 0, counterclaim, DIGEST),
  ];
  const { dispute } = await trade.namesOf(chain, 0);
  await pass(HOUR);
  return { chain, dispute, calls };
}

interface Panel {
  /** Lets every seat of a round vote, side against side; the first two votes can be measured. */
  voteAll: (round: number, ...measured: Operation[]) => Promise<void>;
}

function panelOf(
  { court }: Community,
  dispute: bigint,
  provided: GuarantorTree,
  received: GuarantorTree,
  meter: Meter,
): Panel {
  return {
    voteAll: async (round, ...measured) => {
      const left = [...measured];
      for (const [side, { levels }] of [
        [Side.Provider, provided],
        [Side.Receiver, received],
      ] as const) {
        const fault = side === Side.Provider ? 1_000n : 9_000n;
        for (const [path, judge] of (levels[round + 1] ?? []).entries()) {
          const seat = (BigInt(side) << BigInt(round + 1)) | BigInt(path);
          const sent = await court.connect(judge.wallet).vote(dispute, round, 1n << seat, fault);
          const operation = left.shift();
          if (operation !== undefined) await meter.add(operation, sent);
        }
      }
    },
  };
}
