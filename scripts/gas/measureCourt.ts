import type { Community, GuarantorTree, MemberHandle } from "../../test/support/community";
import { DAY, HOUR, TOKEN } from "../../test/support/community";
import { Side } from "../lib/names";
import type { Measurement } from "./budgets";
import { DIGEST, gasOf, type GasWorld, openGasWorld } from "./GasWorld";

const DEFAULT_CLAIM = 1;
const LEVELS = 6;

/** A dispute that goes up from round to round, in a community whose charter has six. */
export async function measureCourt(): Promise<Measurement> {
  const world = await openGasWorld({ parameters: { rounds: 6n } });
  const { community, pass } = world;
  const { court, deposit, tree, parameters } = community;
  const provided = await tree(LEVELS);
  const received = await tree(LEVELS);
  for (const { party } of [provided, received]) await deposit(party, 1_000n * TOKEN);

  const { dispute, openDispute } = await openDisputeBetween(world, provided.party, received.party);
  const panel = panelOf(community, dispute, provided, received);

  // Every seat of both sides votes, and every time the sides differ too much for a ruling.
  const [voteRound0, voteRound0Later] = await panel.voteAll(0);
  await pass(parameters.voteWindow);
  const advance4to8 = await gasOf(court.advance(dispute));
  let round = 1;
  for (; round < LEVELS - 2; round++) {
    await pass(parameters.voteWindow);
    await court.advance(dispute);
  }
  await panel.voteAll(round);
  await pass(parameters.voteWindow);
  const advance64to128 = await gasOf(court.advance(dispute));
  const [voteRound5, voteRound5Later] = await panel.voteAll(LEVELS - 1);

  return {
    openDispute,
    voteRound0,
    voteRound0Later,
    voteRound5,
    voteRound5Later,
    advance4to8,
    advance64to128,
  };
}

/** Lets two members trade, and the receiver claim a default that the provider answers. */
export async function openDisputeBetween(
  { community, stage, propose, pass }: GasWorld,
  provider: MemberHandle,
  receiver: MemberHandle,
  counterclaim = 30n * TOKEN,
): Promise<{ chain: bigint; dispute: bigint; openDispute: number }> {
  const { trade } = community;
  await pass(1n);
  const { chain } = await propose(provider, [stage(provider, receiver)]);
  await pass(1n);
  for (const { wallet } of [provider, receiver]) await trade.connect(wallet).accept(chain);
  await pass(31n * DAY);
  const claim = await gasOf(
    trade.connect(receiver.wallet).claim(chain, 0, DEFAULT_CLAIM, 40n * TOKEN, DIGEST, false),
  );
  const answer = await gasOf(trade.connect(provider.wallet).answer(chain, 0, counterclaim, DIGEST));
  const { dispute } = await trade.namesOf(chain, 0);
  await pass(HOUR);
  return { chain, dispute, openDispute: claim + answer };
}

interface Panel {
  /** Lets every seat of a round vote, side against side; the gas of the first and of the second. */
  voteAll: (round: number) => Promise<[first: number, later: number]>;
}

function panelOf(
  { court }: Community,
  dispute: bigint,
  provided: GuarantorTree,
  received: GuarantorTree,
): Panel {
  return {
    voteAll: async (round) => {
      const gas: number[] = [];
      for (const [side, { levels }] of [
        [Side.Provider, provided],
        [Side.Receiver, received],
      ] as const) {
        const fault = side === Side.Provider ? 1_000n : 9_000n;
        for (const [path, judge] of (levels[round + 1] ?? []).entries()) {
          const seat = (BigInt(side) << BigInt(round + 1)) | BigInt(path);
          gas.push(
            await gasOf(court.connect(judge.wallet).vote(dispute, round, 1n << seat, fault)),
          );
        }
      }
      const [first = 0, later = 0] = gas;
      return [first, later];
    },
  };
}
