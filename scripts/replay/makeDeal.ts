import { disputeId } from "../lib/names";
import { act } from "./act";
import type { Call } from "./Call";
import { castVotes } from "./castVotes";
import type { SkipReason } from "./Chronicle";
import type { Deal } from "./Deal";
import type { Rating } from "./Rating";
import { RULES } from "./rules";
import type { BookedMember } from "./SuretyBook";
import type { World } from "./World";

/**
 * Lives a rating between two Active members: a trade from the rated to the rater, which goes as well
 * as the rating says. A trade that cannot be made is skipped, and counted by the reason.
 */
export async function makeDeal(
  world: World,
  rating: Rating,
  provider: BookedMember,
  receiver: BookedMember,
): Promise<void> {
  const { calls, chronicle, network, sureties } = world;
  const price = BigInt(Math.abs(rating.score)) * RULES.pricePerPoint;
  const bond = price / RULES.bondDivisor;
  const [reason, deposits] = await Promise.all([
    obstacle(world, provider, receiver, bond),
    topUp(world, receiver, price),
  ]);
  if (reason !== undefined) {
    chronicle.skip(reason);
    return;
  }

  // What happened in the same second does not count: the pairs must be older than the proposal.
  const pairs = Math.max(sureties.pairSince(provider), sureties.pairSince(receiver));
  const now = Math.max(rating.time, network.time, pairs + 1);
  const { call: proposal, chain } = calls.propose(receiver.wallet, {
    line: rating.line,
    provider: provider.id,
    receiver: receiver.id,
    price,
    bond,
    acceptBy: now + RULES.acceptance,
  });
  const agreement = [
    ...deposits,
    proposal,
    calls.accept("accept (price)", receiver.wallet, chain),
    calls.accept("accept (bond)", provider.wallet, chain),
  ];
  const deal = { chain, provider, receiver, price, bond };
  chronicle.volume += price;
  if (rating.score > 0) await deliverWell(world, deal, agreement, now);
  else if (rating.score >= RULES.worstDelivery) await deliverBadly(world, deal, agreement, now);
  else await breakOff(world, deal, agreement, now);
}

/** What stands in the way of a trade, if anything. */
async function obstacle(
  { sureties, views }: World,
  provider: BookedMember,
  receiver: BookedMember,
  bond: bigint,
): Promise<SkipReason | undefined> {
  const providers = sureties.badStanding(provider);
  if (providers === "owesRecourse") return "providerOwesRecourse";
  if (providers === "guarantorMissing") return "providerGuarantorMissing";
  const receivers = sureties.badStanding(receiver);
  if (receivers === "owesRecourse") return "receiverOwesRecourse";
  if (receivers === "guarantorMissing") return "receiverGuarantorMissing";

  const { free, rooms } = await views.coverOf(provider.id);
  // Nobody backs a trade that they take part in.
  const room = sureties
    .suretiesOf(provider)
    .map((surety, slot) => (surety?.guarantor === receiver.id ? 0n : (rooms[slot] ?? 0n)))
    .reduce((sum, part) => sum + part, 0n);
  return free + room < bond ? "providerCoverShort" : undefined;
}

/** The receiver deposits what the price needs beyond their free deposit. */
async function topUp(
  { calls, views }: World,
  receiver: BookedMember,
  price: bigint,
): Promise<Call[]> {
  const { free } = await views.account(receiver.id);
  return free >= price ? [] : [calls.deposit(receiver.wallet, receiver.id, price - free)];
}

async function deliverWell(
  world: World,
  { chain, provider, receiver }: Deal,
  agreement: Call[],
  now: number,
): Promise<void> {
  const { calls, chronicle } = world;
  await act(
    world,
    [
      ...agreement,
      calls.deliver(provider.wallet, chain),
      calls.acceptDelivery(receiver.wallet, chain),
    ],
    now,
  );
  chronicle.accepted += 1;
}

async function deliverBadly(
  world: World,
  deal: Deal,
  agreement: Call[],
  now: number,
): Promise<void> {
  const { calls, chronicle } = world;
  const { chain, provider, receiver, bond } = deal;
  await act(
    world,
    [
      ...agreement,
      calls.deliver(provider.wallet, chain),
      calls.claim(receiver.wallet, chain, "Defect", bond),
      calls.answer(provider.wallet, chain),
    ],
    now,
  );
  chronicle.disputed += 1;
  const id = disputeId(chain, 0);
  await castVotes(world, { id, deal, snapshot: now - 1, openedAt: now, round: 0 }, now);
}

async function breakOff(world: World, deal: Deal, agreement: Call[], now: number): Promise<void> {
  await act(world, agreement, now);
  world.chronicle.defaulted += 1;
  world.agenda.add(now + RULES.duration, { kind: "claimDefault", deal });
}
