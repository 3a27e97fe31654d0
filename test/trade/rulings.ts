import { ClaimKind, EVIDENCE, type StageOverrides, type TradeFixture } from "./tradeFixture";

/** A default is claimed and answered, 250 and 150 of it unless told: the votes can be cast. */
export async function disputed(
  fixture: TradeFixture,
  stage: StageOverrides = {},
  [claim, counterclaim]: readonly [bigint, bigint] = [250n, 150n],
): Promise<bigint> {
  const { trade, provider, activeChain, claimDefault } = fixture;
  const chain = await activeChain([stage]);
  await claimDefault(chain, claim);
  await trade.connect(provider.wallet).answer(chain, 0, counterclaim, EVIDENCE);
  return chain;
}

/** The same, and a ruling is final. */
export async function ruled(
  fixture: TradeFixture,
  fault: bigint,
  stage: StageOverrides = {},
  claims?: readonly [bigint, bigint],
): Promise<bigint> {
  const chain = await disputed(fixture, stage, claims);
  await fixture.judge(chain, fault);
  return chain;
}

/** The provider claims an obstruction, the receiver answers, and a ruling is final. */
export async function ruledForProvider(
  { trade, activeChain, provider, receiver, judge }: TradeFixture,
  fault: bigint,
  [claim, counterclaim]: readonly [bigint, bigint],
): Promise<bigint> {
  const chain = await activeChain();
  await trade
    .connect(provider.wallet)
    .claim(chain, 0, ClaimKind.Obstruction, claim, EVIDENCE, false);
  await trade.connect(receiver.wallet).answer(chain, 0, counterclaim, EVIDENCE);
  await judge(chain, fault);
  return chain;
}

/** Lets the next transaction happen when a ruling that all have voted for has just become final. */
export async function whenFinal(
  { trade, court, parameters, at }: TradeFixture,
  chain: bigint,
  late = 0n,
): Promise<void> {
  const { dispute } = await trade.namesOf(chain, 0);
  const [, { votesUntil }] = await court.current(dispute);
  await at(votesUntil + parameters.appealWindow + late);
}
