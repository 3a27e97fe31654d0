import { DAY, TOKEN } from "../../test/support/community";
import { Side } from "../lib/names";
import { DIGEST, type GasWorld } from "./GasWorld";
import { openDisputeBetween } from "./measureCourt";
import type { Meter } from "./Meter";

const DEFAULT_CLAIM = 1;

/** A ruling that is applied: the provider is wholly at fault and has bonded enough of their own money for the claim. */
export async function measureRuling(world: GasWorld, meter: Meter): Promise<void> {
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
  await meter.add("settleRuling", trade.conclude(chain, 0));
}

/**
 * A draw through all levels of a guarantor tree: all cover of the provider is in pledges, each of
 * which is backed in part by its guarantor's own.
 */
export async function measureWaterfall(
  { community, newMember, stage, propose, pass }: GasWorld,
  meter: Meter,
): Promise<void> {
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
  await meter.add("waterfall126", trade.conclude(chain, 0));
}
