import { act } from "./act";
import { admitNewcomers } from "./admitNewcomers";
import type { Call } from "./Call";
import { reclaimPledges } from "./reclaimPledges";
import type { BookedMember } from "./SuretyBook";
import type { World } from "./World";

/**
 * The time to repay is over. If the member's free deposit covers the debt, the guarantors collect it;
 * otherwise the member is expelled, the guarantors withdraw and collect what there is.
 *
 * @param dueBy The term that has ended; a later one has its own end
 */
export async function endRecourse(
  world: World,
  member: BookedMember,
  dueBy: number,
  time: number,
): Promise<void> {
  if (member.isExpelled || member.dueBy !== dueBy) return;
  const { calls, keeper, network, sureties, trust, views } = world;
  const { free } = await views.account(member.id);
  if (free >= sureties.debtOf(member)) {
    await act(world, collections(world, member, free), time);
    await admitNewcomers(world, trust.favouritesOf(member.person), time);
    return;
  }

  const withdrawals = sureties
    .suretiesOf(member)
    .flatMap((surety, slot) =>
      surety === undefined
        ? []
        : [calls.withdrawSurety(sureties.get(surety.guarantor).wallet, member.id, slot)],
    );
  await act(
    world,
    [calls.expel(keeper, member.id), ...withdrawals, ...collections(world, member, free)],
    time,
  );
  sureties.expel(member, network.time);
  await reclaimPledges(world);
}

/** What the free deposit reaches of each debt. */
function collections({ calls, keeper }: World, { debts }: BookedMember, free: bigint): Call[] {
  let left = free;
  return [...debts].flatMap(([pledge, debt]) => {
    const amount = debt < left ? debt : left;
    left -= amount;
    return amount === 0n ? [] : [calls.collect(keeper, pledge, amount)];
  });
}
