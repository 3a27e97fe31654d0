import { MaxUint256 } from "ethers";

import { TOKEN } from "../../test/support/community";
import type { Measurement } from "./budgets";
import { DIGEST, gasOf, openGasWorld, UNTIL } from "./GasWorld";

const PREMIUM = 100n;

/** Joining, vouching and depositing. */
export async function measureMembership(): Promise<Measurement> {
  const { community, newMember } = await openGasWorld();
  const { membership, graph, vault, token, newWallet, join } = community;
  const guarantors = [await newMember(), await newMember()] as const;

  const newcomer = await newWallet();
  const application = await gasOf(
    membership
      .connect(newcomer)
      .applyForMembership(DIGEST, guarantors[0].id, PREMIUM, guarantors[1].id, PREMIUM, 0n),
  );
  const vouches: number[] = [];
  for (const [slot, { wallet }] of guarantors.entries()) {
    vouches.push(
      await gasOf(graph.connect(wallet).vouch(newcomer, slot, 100n * TOKEN, UNTIL, PREMIUM)),
    );
  }
  const [first = 0, second = 0] = vouches;

  // They have pledged all they had, so the next vouch is backed by what others pledged for them.
  const backed = [await newMember(100n * TOKEN), await newMember(100n * TOKEN)] as const;
  await join(await newWallet(), backed, { pledges: [100n * TOKEN, 100n * TOKEN], until: UNTIL });
  const applicant = await newWallet();
  await membership
    .connect(applicant)
    .applyForMembership(DIGEST, backed[0].id, PREMIUM, backed[1].id, PREMIUM, 0n);
  const vouchBacked = await gasOf(
    graph.connect(backed[0].wallet).vouch(applicant, 0, 100n * TOKEN, UNTIL, PREMIUM),
  );

  const principal = await join(await newWallet(), guarantors, {
    pledges: [100n * TOKEN, 100n * TOKEN],
    until: UNTIL,
  });
  const withdrawSurety = await gasOf(
    graph.connect(guarantors[0].wallet).withdrawSurety(principal.id, 0),
  );

  const depositor = await join(await newWallet(), guarantors, { until: UNTIL });
  await token.mint(depositor.wallet, 1_000n * TOKEN);
  // Given once and for all, so that a deposit need not count the allowance down.
  await token.connect(depositor.wallet).approve(vault, MaxUint256);
  const deposits: number[] = [];
  for (let turn = 0; turn < 2; turn++) {
    deposits.push(await gasOf(vault.connect(depositor.wallet).deposit(depositor.id, 100n * TOKEN)));
  }
  const [deposit = 0, depositAgain = 0] = deposits;

  return {
    join: application + first + second,
    // The second of an application makes the member Active as well, which is a part of `join`.
    vouch: first,
    vouchBacked,
    withdrawSurety,
    deposit,
    depositAgain,
  };
}
