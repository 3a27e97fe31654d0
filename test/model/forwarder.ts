import type { Move } from "./moves";
import { check, Refusal } from "./refusal";
import { put, type Address, type World } from "./world";

/** A call that a member signed, for anybody to hand in (REL-1). */
export interface SignedCall {
  readonly move: Move;
  /** Wall time until which it may be handed in. */
  readonly deadline: bigint;
  /** Signed for the next number of the signer, or for another one. */
  readonly isNext: boolean;
}

/** The charter takes no signed calls: governor and guardian call it themselves. */
function takesSignedCalls({ module }: Move): boolean {
  return module !== "charter" && module !== "token";
}

function nonceOf(world: World, signer: Address): bigint {
  return world.nonces.get(signer) ?? 0n;
}

function withNonceUsed(world: World, signer: Address): World {
  return { ...world, nonces: put(world.nonces, signer, nonceOf(world, signer) + 1n) };
}

/** What a signed call comes to; its number is not used up if it is refused. */
function called(world: World, { move }: SignedCall): World {
  try {
    return move.model(withNonceUsed(world, move.from));
  } catch (error) {
    if (error instanceof Refusal) throw new Refusal("FailedCall");
    throw error;
  }
}

export function execute(world: World, _from: Address, signed: SignedCall): World {
  checkRequest(world, signed);
  return called(world, signed);
}

/** Whether a signed call is made at all, and its number used. */
export function isValid({ move, deadline, isNext }: SignedCall, wall: bigint): boolean {
  return takesSignedCalls(move) && deadline >= wall && isNext;
}

function checkRequest({ wall }: World, { move, deadline, isNext }: SignedCall): void {
  check(takesSignedCalls(move), "ERC2771UntrustfulTarget");
  check(deadline >= wall, "ERC2771ForwarderExpiredRequest");
  check(isNext, "ERC2771ForwarderInvalidSigner");
}

/** All in one second, and all or none; what is not valid any more may be passed over. */
export function executeBatch(
  world: World,
  _from: Address,
  batch: readonly SignedCall[],
  skipsInvalid: boolean,
): World {
  let next = world;
  for (const signed of batch) {
    if (!skipsInvalid) checkRequest(next, signed);
    if (isValid(signed, world.wall)) next = called(next, signed);
  }
  return next;
}
