import { DAY, TOKEN } from "../../test/support/community";
import { Side } from "../lib/names";
import type { Measurement } from "./budgets";
import { DIGEST, gasOf, openGasWorld } from "./GasWorld";
import { openDisputeBetween } from "./measureCourt";

const DEFAULT_CLAIM = 1;

/** A ruling that is applied, and a draw through all levels of a guarantor tree. */
export async function measureOutcomes(): Promise<Measurement> {
  return { settleRuling: await settleRuling(), waterfall126: await waterfall126() };
}

/** The provider is wholly at fault and has bonded enough of their own money for the claim. */
async function settleRuling(): Promise<number> {
  const world = await openGasWorld();
  const { community, newMember, pass } = world;
  const { trade, court, graph, parameters, membership } = community;
  const provider = await newMember();
  const receiver = await newMember();
  const { chain, dispute } = await openDisputeBetween(world, provider, receiver, 0n);

  for (const [side, party] of [
    [Side.Provider, provider],
    [Side.Receiver, receiver],
  ] as const) {
    const { guarantor0, guarantor1 } = await graph.guarantorsOf(party.id);
    for (const [slot, guarantor] of [guarantor0, guarantor1].entries()) {
      const { wallet } = await membership.member(guarantor);
      const judge = await community.impersonate(wallet);
      const seat = (side << 1) | slot;
      await court.connect(judge).vote(dispute, 0, 1 << seat, 10_000n);
    }
  }
  await pass(parameters.voteWindow);
  await court.advance(dispute);
  await pass(parameters.appealWindow);
  return gasOf(trade.conclude(chain, 0));
}

/** All cover of the provider is in pledges, each of which is backed in part by its guarantor's own. */
async function waterfall126(): Promise<number> {
  const { community, newMember, stage, propose, pass } = await openGasWorld();
  const { trade, tree, parameters } = community;
  const { party, cover } = await tree(6, { own: TOKEN });
  const receiver = await newMember();
  await pass(1n);
  const { chain } = await propose(party, [
    stage(party, receiver, { price: cover, providerBond: cover, receiverBond: 0n }),
  ]);
  await pass(1n);
  for (const { wallet } of [party, receiver]) await trade.connect(wallet).accept(chain);
  await pass(31n * DAY);
  await trade.connect(receiver.wallet).claim(chain, 0, DEFAULT_CLAIM, cover, DIGEST, false);
  await pass(parameters.responseWindow + DAY);
  return gasOf(trade.conclude(chain, 0));
}
