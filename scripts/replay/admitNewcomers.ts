import { act } from "./act";
import type { Call } from "./Call";
import { chooseGuarantors } from "./chooseGuarantors";
import { RULES } from "./rules";
import type { BookedMember } from "./SuretyBook";
import { walletOf } from "./walletOf";
import type { World } from "./World";

/**
 * Lets people join whom two Active members think well of. Whom a newcomer thinks well of may be next,
 * at once.
 *
 * @param people Who may have become eligible
 */
export async function admitNewcomers(
  world: World,
  people: readonly number[],
  time: number,
): Promise<void> {
  const { sureties, trust } = world;
  const waiting = [...people];
  for (let person = waiting.shift(); person !== undefined; person = waiting.shift()) {
    if (sureties.find(person) !== undefined) continue;
    const guarantors = chooseGuarantors(sureties, trust, person);
    if (guarantors === undefined) continue;
    await admit(world, person, guarantors, time);
    waiting.push(...trust.favouritesOf(person));
  }
}

async function admit(
  world: World,
  person: number,
  guarantors: readonly [BookedMember, BookedMember],
  time: number,
): Promise<void> {
  const { calls, network, pledges, sureties } = world;
  const [first, second] = guarantors;
  const now = Math.max(time, network.time);
  const wallet = walletOf(person);
  const vouches = await Promise.all([
    vouch(world, first, wallet, 0, now),
    vouch(world, second, wallet, 1, now),
  ]);
  const untils = [vouches[0].until, vouches[1].until] as const;
  const member = sureties.admit(person, wallet, [first.id, second.id], untils, now);
  for (const surety of sureties.suretiesOf(member)) if (surety) pledges.add(surety.pledge);

  const events = await act(
    world,
    [
      calls.mint(wallet, RULES.purse),
      calls.approve(wallet),
      calls.applyForMembership(wallet, first.id, second.id),
      ...vouches[0].calls,
      ...vouches[1].calls,
      calls.deposit(wallet, member.id, RULES.joiningDeposit),
    ],
    now,
  );
  if (!events.some((event) => event.name === "Applied" && event.member === member.id)) {
    throw new Error(`Person ${person} was to become member ${member.id}`);
  }
}

/** One guarantor's part: a pledge out of cover, and before it a deposit if cover is short. */
async function vouch(
  { calls, sureties, views }: World,
  guarantor: BookedMember,
  principal: string,
  slot: number,
  now: number,
): Promise<{ calls: Call[]; until: number }> {
  const { free, rooms } = await views.coverOf(guarantor.id);
  const isShort = free + rooms[0] + rooms[1] < RULES.pledge;
  const fromOwn = free + (isShort ? RULES.pledge : 0n) >= RULES.pledge;
  const until = fromOwn
    ? now + RULES.pledgeTerm
    : // No pledge outlasts those behind it.
      Math.min(
        now + RULES.pledgeTerm,
        ...sureties.suretiesOf(guarantor).map((surety) => surety?.until ?? Infinity),
      );
  const promise = calls.vouch(guarantor.wallet, principal, slot, RULES.pledge, until);
  if (!isShort) return { calls: [promise], until };
  return { calls: [calls.deposit(guarantor.wallet, guarantor.id, RULES.pledge), promise], until };
}
