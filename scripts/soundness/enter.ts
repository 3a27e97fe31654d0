import { clockOf } from "../../test/model/charter";
import { pledgesOf } from "../../test/model/graph";
import { accountOf, unusedOf } from "../../test/model/locks";
import { memberOf } from "../../test/model/membership";
import * as moves from "../../test/model/moves";
import {
  DAY,
  least,
  ZERO_HASH,
  type Address,
  type Both,
  type MemberId,
  type World,
} from "../../test/model/world";
import { must } from "./must";

const PLEDGE_TERM = 3_650n * DAY;

/** Who stands surety for a newcomer, and with what. */
export interface Surety {
  readonly guarantor: MemberId;
  readonly pledge: bigint;
  readonly premiumBps: bigint;
  /** Whether the guarantor deposits the pledge when cover is short; otherwise gives what there is. */
  readonly topsUp: boolean;
}

/** What stands behind a member's next obligation. */
export function coverOf(world: World, id: MemberId): bigint {
  const [pledge0, pledge1] = pledgesOf(world, id);
  return accountOf(world, id).free + unusedOf(world, pledge0) + unusedOf(world, pledge1);
}

/** Lets a wallet join on two sureties. */
export function enter(world: World, wallet: Address, sureties: Both<Surety>): World {
  const [one, other] = sureties;
  let next = must(
    world,
    moves.applyForMembership(
      wallet,
      ZERO_HASH,
      one.guarantor,
      one.premiumBps,
      other.guarantor,
      other.premiumBps,
      0n,
    ),
  );
  for (const [slot, surety] of sureties.entries()) next = vouch(next, wallet, slot, surety);
  return next;
}

/** A pledge out of cover, as in the replay: who is short deposits it first. */
export function vouch(world: World, wallet: Address, slot: number, surety: Surety): World {
  const { guarantor, pledge, premiumBps, topsUp } = surety;
  const from = memberOf(world, guarantor).wallet;
  const isShort = coverOf(world, guarantor) < pledge;
  const next = isShort && topsUp ? must(world, moves.deposit(from, 0n, pledge)) : world;
  const amount = least(pledge, coverOf(next, guarantor));
  const until = latestUntil(next, guarantor, amount);
  return must(next, moves.vouch(from, wallet, slot, amount, until, premiumBps));
}

/** No pledge outlasts those behind it. */
function latestUntil(world: World, guarantor: MemberId, amount: bigint): bigint {
  const until = clockOf(world) + PLEDGE_TERM;
  if (amount <= accountOf(world, guarantor).free) return until;
  return pledgesOf(world, guarantor)
    .map((id) => world.pledges.get(id)?.until ?? until)
    .reduce(least, until);
}
