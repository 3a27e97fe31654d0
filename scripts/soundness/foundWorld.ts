import { emptyWorld } from "../../test/model/emptyWorld";
import { admitFounder } from "../../test/model/membership";
import * as moves from "../../test/model/moves";
import { DAY, ZERO_ADDRESS, type MemberId, type World } from "../../test/model/world";
import { DEFAULT_PARAMETERS } from "../lib/defaultParameters";
import type { DrawnCommunity } from "./drawCommunity";
import { enter, type Surety } from "./enter";
import { must } from "./must";
import type { Terms } from "./Setting";

const VAULT = `0x${"7a".repeat(20)}`;
const BEGINNING = 1_000_000_000n;

/** What every honest wallet begins with: more than anybody ever needs. */
const PURSE = 1_000_000_000n;

/** What everybody deposits on joining, the founders too. */
export const JOINING_DEPOSIT = 1_000n;

/** The community as it is before anybody cheats: everybody joined, nobody trades yet. */
export function foundWorld({ founders, newcomers }: DrawnCommunity, terms: Terms): World {
  const wallets = [...founders, ...newcomers.map(({ wallet }) => wallet)];
  const bare = emptyWorld({
    vault: VAULT,
    wall: BEGINNING,
    governor: ZERO_ADDRESS,
    guardian: ZERO_ADDRESS,
    parameters: DEFAULT_PARAMETERS,
    wallets: new Map(wallets.map((wallet) => [wallet, PURSE])),
  });
  let world = founders.reduce(admitFounder, bare);
  for (const wallet of founders) {
    world = must(world, moves.deposit(wallet, 0n, JOINING_DEPOSIT));
  }
  for (const { wallet, guarantors } of newcomers) {
    world = { ...world, wall: world.wall + 1n };
    const surety = (guarantor: MemberId): Surety => ({
      guarantor,
      pledge: terms.pledge,
      premiumBps: terms.premiumBps,
      topsUp: true,
    });
    world = enter(world, wallet, [surety(guarantors[0]), surety(guarantors[1])]);
    world = must(world, moves.deposit(wallet, 0n, JOINING_DEPOSIT));
  }
  return { ...world, wall: world.wall + DAY };
}
