import { MaxUint256 } from "ethers";

import { TOKEN } from "../../test/support/community";
import { DIGEST, type GasWorld, UNTIL } from "./GasWorld";
import type { Meter } from "./Meter";

const PREMIUM = 100n;

/** Joining, vouching and depositing. */
export async function measureMembership(
  { community, newMember }: GasWorld,
  meter: Meter,
): Promise<void> {
  const { membership, graph, vault, token, newWallet, join } = community;
  const guarantors = [await newMember(), await newMember()] as const;

  const newcomer = await newWallet();
  await meter.add(
    "join",
    membership
      .connect(newcomer)
      .applyForMembership(DIGEST, guarantors[0].id, PREMIUM, guarantors[1].id, PREMIUM, 0n),
  );
  for (const [slot, { wallet }] of guarantors.entries()) {
    const sent = await graph.connect(wallet).vouch(newcomer, slot, 100n * TOKEN, UNTIL, PREMIUM);
    await meter.add("join", sent);
    // The second of an application makes the member Active as well, which is a part of `join`.
    if (slot === 0) await meter.add("vouch", sent);
  }

  // They have pledged all they had, so the next vouch is backed by what others pledged for them.
  const backed = [await newMember(100n * TOKEN), await newMember(100n * TOKEN)] as const;
  await join(await newWallet(), backed, { pledges: [100n * TOKEN, 100n * TOKEN], until: UNTIL });
  const applicant = await newWallet();
  await membership
    .connect(applicant)
    .applyForMembership(DIGEST, backed[0].id, PREMIUM, backed[1].id, PREMIUM, 0n);
  await meter.add(
    "vouchBacked",
    graph.connect(backed[0].wallet).vouch(applicant, 0, 100n * TOKEN, UNTIL, PREMIUM),
  );

  const principal = await join(await newWallet(), guarantors, {
    pledges: [100n * TOKEN, 100n * TOKEN],
    until: UNTIL,
  });
  await meter.add(
    "withdrawSurety",
    graph.connect(guarantors[0].wallet).withdrawSurety(principal.id, 0),
  );

  const depositor = await join(await newWallet(), guarantors, { until: UNTIL });
  await token.mint(depositor.wallet, 1_000n * TOKEN);
  // Given once and for all, so that a deposit need not count the allowance down.
  await token.connect(depositor.wallet).approve(vault, MaxUint256);
  for (const operation of ["deposit", "depositAgain"] as const) {
    await meter.add(operation, vault.connect(depositor.wallet).deposit(depositor.id, 100n * TOKEN));
  }
}
