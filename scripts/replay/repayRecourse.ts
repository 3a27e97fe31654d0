import { act } from "./act";
import { admitNewcomers } from "./admitNewcomers";
import type { BookedMember } from "./SuretyBook";
import type { World } from "./World";

/**
 * A member deposits what they owe, and it goes to the guarantors who paid for them. In good standing
 * again, they may be the guarantor that somebody was waiting for.
 */
export async function repayRecourse(
  world: World,
  member: BookedMember,
  time: number,
): Promise<void> {
  const { calls, keeper, sureties, trust } = world;
  await act(
    world,
    [
      calls.deposit(member.wallet, member.id, sureties.debtOf(member)),
      ...[...member.debts].map(([pledge, amount]) => calls.collect(keeper, pledge, amount)),
    ],
    time,
  );
  await admitNewcomers(world, trust.favouritesOf(member.person), time);
}
