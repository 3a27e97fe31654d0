import type { ActionHandlers } from "../ActionHandlers";
import { pledgeBetween } from "../pledgeBetween";
import { send } from "../send";
import { walletOf } from "../walletOf";

const ENDED = 2n;

/** No member has this number; 0 would be the caller's own. */
const NO_CARD = 2n ** 32n - 1n;

/** Money into, inside and out of the vault; and from wallet to wallet beside it. */
export const moneyActions: ActionHandlers<
  "pay" | "deposit" | "withdraw" | "repay" | "collect" | "excuse" | "reclaim"
> = {
  pay: (world, { by, to, amount }) =>
    send(world, by, (wallet) => world.token.connect(wallet).transfer(walletOf(world, to), amount)),

  deposit: (world, { by, amount, for: beneficiary = by }) => {
    const { directory, modules } = world;
    const member = directory.memberNamed(beneficiary) || NO_CARD;
    return send(world, by, (wallet) => modules.vault.connect(wallet).deposit(member, amount));
  },

  withdraw: (world, { by, amount }) =>
    send(world, by, (wallet) => world.modules.vault.connect(wallet).withdraw(amount, wallet)),

  repay: async (world, { by, principal, guarantor, amount }) => {
    const pledge = await pledgeBetween(world, principal, guarantor, ({ owed }) => owed > 0n);
    await send(world, by, (wallet) => world.modules.vault.connect(wallet).repay(pledge, amount));
  },

  collect: async (world, { by, principal, guarantor, amount, outOfPledgeFor }) => {
    const { vault } = world.modules;
    const pledge = await pledgeBetween(world, principal, guarantor, ({ owed }) => owed > 0n);
    const asked = amount ?? (await vault.pledge(pledge)).owed;
    if (outOfPledgeFor === undefined) {
      await send(world, by, (wallet) => vault.connect(wallet).collect(pledge, asked));
      return;
    }
    const source = await pledgeBetween(world, outOfPledgeFor, principal, ({ room }) => room > 0n);
    await send(world, by, (wallet) => vault.connect(wallet).collectFrom(pledge, asked, source));
  },

  excuse: async (world, { by, principal }) => {
    const pledge = await pledgeBetween(world, principal, by, ({ owed }) => owed > 0n);
    await send(world, by, (wallet) => world.modules.vault.connect(wallet).excuse(pledge));
  },

  reclaim: async (world, { by, principal, guarantor }) => {
    const pledge = await pledgeBetween(world, principal, guarantor, ({ state }) => state === ENDED);
    await send(world, by, (wallet) => world.modules.vault.connect(wallet).reclaim(pledge));
  },
};
