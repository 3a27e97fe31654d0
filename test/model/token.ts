import { check, Refusal } from "./refusal";
import { MOST, put, UNLIMITED, type Address, type World } from "./world";

/** What the vault answers to whoever comes back while it is at work. */
const LOCKED = "ReentrancyGuardReentrantCall";

/** COV-1: nobody touches the books in the middle of a transfer. */
export function checkUnlocked({ token }: World): void {
  check(!token.isMoving, LOCKED);
}

/** Moves tokens from a wallet into the vault. */
export function pull(world: World, wallet: Address, amount: bigint): World {
  const held = world.wallets.get(wallet) ?? 0n;
  const allowed = world.allowances.get(wallet) ?? UNLIMITED;
  check(amount <= allowed, "ERC20InsufficientAllowance");
  checkMood(world, wallet, world.vault);
  check(amount <= held, "ERC20InsufficientBalance");
  check(world.balance + amount <= MOST, "BalanceTooLarge");
  const left = allowed === UNLIMITED ? allowed : allowed - amount;
  return calledBack(
    {
      ...world,
      wallets: put(world.wallets, wallet, held - amount),
      allowances: put(world.allowances, wallet, left),
      balance: world.balance + amount,
    },
    wallet,
  );
}

/** Moves tokens from the vault to a wallet. */
export function push(world: World, wallet: Address, amount: bigint): World {
  checkMood(world, world.vault, wallet);
  const wallets = put(world.wallets, wallet, (world.wallets.get(wallet) ?? 0n) + amount);
  return calledBack({ ...world, wallets, balance: world.balance - amount }, wallet);
}

function checkMood({ token }: World, from: Address, to: Address): void {
  check(!token.paused, "TransfersPaused");
  check(!token.barred.has(from) && !token.barred.has(to), "Barred");
}

/** A wallet that the token tells of its transfers makes a call of its own; the transfer goes on whatever comes of it. */
function calledBack(world: World, wallet: Address): World {
  const { token } = world;
  if (token.hooked !== wallet || !token.order) return world;
  const inside = { ...world, token: { ...token, order: undefined, isMoving: true } };
  const { next, refusal } = answerOf(inside, token.order);
  return {
    ...next,
    token: { ...next.token, isMoving: false, calls: token.calls + 1n, refusal },
  };
}

function answerOf(
  world: World,
  call: (world: World) => World,
): { readonly next: World; readonly refusal: string | undefined } {
  try {
    return { next: call(world), refusal: undefined };
  } catch (error) {
    if (error instanceof Refusal) return { next: world, refusal: error.errorName };
    throw error;
  }
}

/** Of the token alone: its issuer stops all transfers. */
export function setPaused(world: World, _from: Address, paused: boolean): World {
  return { ...world, token: { ...world.token, paused } };
}

/** Of the token alone: its issuer bars a wallet. */
export function setBarred(world: World, _from: Address, wallet: Address, isBarred: boolean): World {
  const barred = new Set(world.token.barred);
  if (isBarred) barred.add(wallet);
  else barred.delete(wallet);
  return { ...world, token: { ...world.token, barred } };
}

/** A call during which a wallet that is told of its transfer makes another one. */
export function reentered(
  world: World,
  outer: (world: World) => World,
  inner: (world: World) => World,
): World {
  const next = outer({ ...world, token: { ...world.token, order: inner } });
  return { ...next, token: { ...next.token, order: undefined } };
}
