import { principalOf } from "../../scripts/lib/names";
import { clockOf, running } from "./charter";
import {
  accountOf,
  backedOf,
  closeIfUnused,
  freePledge,
  gain,
  lose,
  pledgeOf,
  reduceDebt,
  sizeOf,
  spend,
  withPledge,
} from "./locks";
import { callerOf, count, stateOf } from "./membership";
import { check } from "./refusal";
import { checkUnlocked, pull, push } from "./token";
import {
  greatest,
  least,
  MemberState,
  MOST,
  NOBODY,
  PledgeState,
  put,
  ZERO_ADDRESS,
  type Address,
  type DisputeId,
  type MemberId,
  type PledgeId,
  type World,
} from "./world";

function checkAmount(amount: bigint): void {
  check(amount > 0n, "ZeroAmount");
  check(amount <= MOST, "AmountTooLarge");
}

/** Free deposit beyond the recourse owed: what can leave. */
export function availableOf(world: World, id: MemberId): bigint {
  const { free, owed } = accountOf(world, id);
  return greatest(free - owed, 0n);
}

/** COV-2: by anyone for anyone with a card; nobody stands for oneself. */
export function deposit(world: World, from: Address, id: MemberId, amount: bigint): World {
  checkUnlocked(world);
  running(world);
  checkAmount(amount);
  const to = id === NOBODY ? callerOf(world, from) : id;
  check(stateOf(world, to) !== MemberState.None, "NoSuchMember");
  return gain(pull(world, from, amount), to, amount);
}

/** What a wallet lets the vault take, by a call of the token. */
export function approve(world: World, from: Address, _vault: Address, amount: bigint): World {
  return { ...world, allowances: put(world.allowances, from, amount) };
}

/** COV-2: with a permit; one that does not hold (used by somebody else, run out) does not break it. */
export function depositWithPermit(
  world: World,
  from: Address,
  id: MemberId,
  amount: bigint,
  holds: boolean,
): World {
  const permitted = holds ? approve(world, from, world.vault, amount) : world;
  return deposit(permitted, from, id, amount);
}

export function withdraw(world: World, from: Address, amount: bigint, to: Address): World {
  checkUnlocked(world);
  const id = callerOf(world, from);
  check(to !== ZERO_ADDRESS && to !== world.vault, "InvalidRecipient");
  checkAmount(amount);
  check(amount <= availableOf(world, id), "InsufficientDeposit");
  return push(spend(world, id, amount), to, amount);
}

export function repay(world: World, from: Address, id: PledgeId, amount: bigint): World {
  checkUnlocked(world);
  running(world);
  const { guarantor, owed } = pledgeOf(world, id);
  checkAmount(amount);
  check(amount <= owed, "ExceedsDebt");
  return reduceDebt(gain(pull(world, from, amount), guarantor, amount), id, amount);
}

/** COV-8: from the principal's free deposit, also under a pause. */
export function collect(world: World, _from: Address, id: PledgeId, amount: bigint): World {
  checkUnlocked(world);
  const { guarantor, owed } = pledgeOf(world, id);
  checkAmount(amount);
  const principal = principalOf(id);
  check(amount <= accountOf(world, principal).free, "InsufficientDeposit");
  check(amount <= owed, "ExceedsDebt");
  return reduceDebt(gain(spend(world, principal, amount), guarantor, amount), id, amount);
}

/** COV-8: from the own, unused part of a pledge that the principal gives. */
export function collectFrom(
  world: World,
  _from: Address,
  id: PledgeId,
  amount: bigint,
  sourceId: PledgeId,
): World {
  checkUnlocked(world);
  const { guarantor, owed } = pledgeOf(world, id);
  const source = pledgeOf(world, sourceId);
  checkAmount(amount);
  const principal = principalOf(id);
  check(source.guarantor === principal, "NotPledgeOf");
  check(amount <= least(source.own, source.room), "ExceedsRoom");
  check(amount <= owed, "ExceedsDebt");
  const { own, room } = source;
  const taken = withPledge(world, sourceId, { own: own - amount, room: room - amount });
  return reduceDebt(gain(lose(taken, principal, amount), guarantor, amount), id, amount);
}

/** COV-8: force majeure is the guarantors' decision. */
export function excuse(world: World, from: Address, id: PledgeId): World {
  checkUnlocked(world);
  running(world);
  const { guarantor, owed } = pledgeOf(world, id);
  const caller = callerOf(world, from);
  check(caller === guarantor, "WrongMember");
  check(accountOf(world, guarantor).owed === 0n, "RecourseOutstanding");
  check(owed > 0n, "ZeroAmount");
  return count(reduceDebt(world, id, owed), principalOf(id), { excused: 1n });
}

/** What `reclaim` would free of a pledge. */
export function reclaimable(world: World, id: PledgeId): bigint {
  const pledge = pledgeOf(world, id);
  if (pledge.state === PledgeState.Ended) return pledge.room;
  const hasRunOut = pledge.state === PledgeState.Live && clockOf(world) >= pledge.until;
  check(hasRunOut, "WrongPledgeState");
  return least(pledge.room, backedOf(pledge.parts));
}

/** SUR-4: what is no longer in use of a pledge that has ended or, where others back it, run out. */
export function reclaim(world: World, _from: Address, id: PledgeId): World {
  checkUnlocked(world);
  const amount = reclaimable(world, id);
  const pledge = pledgeOf(world, id);
  const closes = pledge.state === PledgeState.Ended && sizeOf(pledge) === amount;
  check(amount > 0n || closes, "ZeroAmount");
  return closeIfUnused(freePledge(world, id, amount), id);
}

/** CRT-5: from the deposit beyond recourse owed, or straight from a wallet. */
export function takeFee(
  world: World,
  dispute: DisputeId,
  payer: MemberId,
  wallet: Address | undefined,
  amount: bigint,
): World {
  if (amount === 0n) return world;
  checkUnlocked(world);
  check(amount <= MOST, "AmountTooLarge");
  const pool = (world.fees.get(dispute) ?? 0n) + amount;
  const fees = put(world.fees, dispute, pool);
  if (wallet !== undefined) return { ...pull(world, wallet, amount), fees };
  check(amount <= availableOf(world, payer), "InsufficientDeposit");
  return { ...spend(world, payer, amount), fees };
}

export function payFee(world: World, dispute: DisputeId, to: MemberId, amount: bigint): World {
  if (amount === 0n) return world;
  checkUnlocked(world);
  const fees = put(world.fees, dispute, (world.fees.get(dispute) ?? 0n) - amount);
  return gain({ ...world, fees }, to, amount);
}
