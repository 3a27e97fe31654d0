import { pledgeId } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import {
  ClaimKind,
  deployTrade,
  EVIDENCE,
  PREMIUMS,
  PROVIDER_BOND,
  type TradeFixture,
} from "../trade/tradeFixture";
import type { People } from "./gains";

/** A deal whose whole bond is guarantors' money. */
export interface Deal extends TradeFixture {
  chain: bigint;
  /** Has nothing of their own: the whole bond of 300 is the guarantors', 150 each. */
  debtor: MemberHandle;
  leaver: MemberHandle;
  stayer: MemberHandle;
  people: People;
}

export async function deployDeal(): Promise<Deal> {
  return dealIn(await deployTrade());
}

/** The same in any community of two who trade. */
export async function dealIn(fixture: TradeFixture): Promise<Deal> {
  const { providerGuarantors, join, newWallet, trade, propose, receiver } = fixture;
  const [leaver, stayer] = providerGuarantors;
  const debtor = await join(await newWallet(), providerGuarantors, {
    pledges: [400n, 400n],
    premiums: PREMIUMS,
  });
  await fixture.warp(1n);
  const chain = await propose([{ provider: debtor.id, receiverBond: 0n }]);
  for (const { wallet } of [debtor, receiver]) await trade.connect(wallet).accept(chain);
  return {
    ...fixture,
    chain,
    debtor,
    leaver,
    stayer,
    people: { debtor, leaver, stayer, receiver },
  };
}

/** Another deal of the debtor's, whose bond of 100 is guarantors' money as well. */
export async function anotherDeal({ debtor, receiver, propose, accept }: Deal): Promise<bigint> {
  const terms = { provider: debtor.id, providerBond: 100n, receiverBond: 0n, duration: 300n * DAY };
  const chain = await propose([terms]);
  await accept(chain, [debtor, receiver]);
  return chain;
}

/** The receiver sues the debtor over a deal, and a judge of each side votes 100 per cent at once. */
export async function sue(deal: Deal, chain: bigint): Promise<void> {
  const { trade, debtor, receiver, vote } = deal;
  await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
  await trade.connect(debtor.wallet).answer(chain, 0, 0n, EVIDENCE);
  await vote(chain, [10_000n, undefined, 10_000n]);
}

/** Nobody delivers, the receiver claims the whole bond, and silence concedes it. */
export async function lose({ trade, chain, receiver, claimDefault, warp }: Deal): Promise<void> {
  await claimDefault(chain, PROVIDER_BOND);
  await warp(3n * DAY);
  await trade.conclude(chain, 0);
  await trade.connect(receiver.wallet).takeMoney(chain, 0);
}

/** The pledge of 400 in one of the debtor's slots. */
export function pledgeOf({ debtor }: Pick<Deal, "debtor">, slot: 0 | 1): bigint {
  return pledgeId(debtor.id, slot, slot === 0 ? 1n : 2n);
}
