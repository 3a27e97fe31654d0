import { DAY, type MemberHandle } from "../support/community";
import { deployTrade, type TradeFixture } from "./tradeFixture";

export interface Backed extends TradeFixture {
  chain: bigint;
  /** They stand for the poor provider's guarantor in slot 0 with 100 each, all of it behind the bond. */
  above: [MemberHandle, MemberHandle];
  /** In slot 1: pledged 50 of its own for the provider. */
  below: MemberHandle;
  /** In slot 0: pledged 200 that are its guarantors'. */
  name: MemberHandle;
  poor: MemberHandle;
  /** When the time to answer ends. */
  ends: bigint;
}

/** A provider without money, whose bond of 250 is 50 of one guarantor and 200 of the other's two guarantors. */
export async function deployUnclaimed(): Promise<Omit<Backed, "ends">> {
  return unclaimedIn(await deployTrade());
}

export async function unclaimedIn(fixture: TradeFixture): Promise<Omit<Backed, "ends">> {
  const { providerGuarantors: above, join, newWallet, warp, outsider: below } = fixture;
  const name = await join(await newWallet(), above, { pledges: [100n, 100n] });
  const poor = await join(await newWallet(), [name, below], { pledges: [200n, 50n] });
  await warp(1n);
  const chain = await fixture.propose(
    [{ provider: poor.id, providerBond: 250n }],
    fixture.receiver,
  );
  await fixture.accept(chain, [poor, fixture.receiver]);
  return { ...fixture, chain, above, below, name, poor };
}

/** A default of all of the bond is claimed. */
export async function deployBacked(): Promise<Backed> {
  return claimedIn(await deployUnclaimed());
}

export async function claimedIn(fixture: Omit<Backed, "ends">): Promise<Backed> {
  const { trade, chain } = fixture;
  await fixture.claimDefault(chain, 250n);
  return { ...fixture, ends: (await trade.stageOf(chain, 0)).mark + 3n * DAY };
}
