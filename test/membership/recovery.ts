import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";

import type { MemberHandle } from "../support/community";
import { DAY, deployStubbedCommunity, type StubbedCommunity } from "../support/stubbedCommunity";

export const RECOVERY_DELAY = 10n * DAY;

/** The version of the pair that answers for a member of a stubbed community. */
export const PAIR_VERSION = 7n;

/** A member with recovery switched on, the two guarantors, and a wallet that may take over. */
export interface RecoveryFixture extends StubbedCommunity {
  member: MemberHandle;
  first: MemberHandle;
  second: MemberHandle;
  next: HardhatEthersSigner;
}

/** A recovery that both guarantors have agreed to. */
export interface ConfirmedFixture extends RecoveryFixture {
  executableAt: bigint;
}

/** No recovery is under way yet. */
export async function recoverable(): Promise<RecoveryFixture> {
  const community = await deployStubbedCommunity();
  const [first, second] = community.founders;
  const member = await community.memberIn("Active", RECOVERY_DELAY);
  return { ...community, member, first, second, next: community.newWallet() };
}

/** The first guarantor has proposed `next`. */
export async function proposedRecovery(): Promise<RecoveryFixture> {
  const fixture = await recoverable();
  const { membership, member, first, next } = fixture;
  await membership.connect(first.wallet).proposeRecovery(member.id, next);
  return fixture;
}

/** The second guarantor has confirmed it. */
export async function confirmedRecovery(): Promise<ConfirmedFixture> {
  const fixture = await proposedRecovery();
  const { charter, membership, member, second, next } = fixture;
  await membership.connect(second.wallet).confirmRecovery(member.id, next);
  return { ...fixture, executableAt: (await charter.clock()) + RECOVERY_DELAY };
}

/** Expels a member over a debt of one unit. */
export async function expel(
  { membership, setAccount }: StubbedCommunity,
  member: bigint,
): Promise<void> {
  await setAccount(member, { owed: 1n, dueBy: 1n });
  await membership.expel(member);
}
