import type { CharterParameters } from "../../scripts/lib/defaultParameters";
import type { Address, World } from "./world";

/** What there is before anybody is a member. */
export interface Beginning {
  /** The wallet that a token with hooks tells of its transfers. */
  readonly hooked?: Address | undefined;
  readonly vault: Address;
  readonly wall: bigint;
  readonly governor: Address;
  readonly guardian: Address;
  readonly parameters: CharterParameters;
  /** What wallets hold of the token. */
  readonly wallets: ReadonlyMap<Address, bigint>;
}

/** A community that nobody has joined, its founders included. */
export function emptyWorld(beginning: Beginning): World {
  const { hooked, vault, wall, governor, guardian, parameters, wallets } = beginning;
  const none = new Map<never, never>();
  return {
    token: {
      hooked,
      paused: false,
      barred: new Set(),
      order: undefined,
      isMoving: false,
      calls: 0n,
      refusal: undefined,
    },
    vault,
    wall,
    charter: {
      governor,
      guardian,
      pause: { start: 0n, end: 0n, frozen: 0n },
      versions: [parameters],
      scheduled: none,
    },
    members: none,
    pairs: none,
    history: none,
    founders: [],
    circles: [],
    accounts: none,
    pledges: none,
    bonds: none,
    fees: none,
    balance: 0n,
    wallets,
    allowances: none,
    nonces: none,
    chains: none,
    disputes: none,
  };
}
