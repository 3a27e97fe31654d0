import type { ActionHandlers } from "../ActionHandlers";
import { send } from "../send";
import { slotOfGuarantor } from "../slotOfGuarantor";
import { slotOfNominee } from "../slotOfNominee";
import { walletOf } from "../walletOf";

/** Asking for sureties, giving them, changing them, ending them. */
export const suretyActions: ActionHandlers<
  | "nominate"
  | "declineNomination"
  | "vouch"
  | "increasePledge"
  | "decreasePledge"
  | "renewPledge"
  | "withdrawSurety"
> = {
  nominate: async (world, { by, slot, nominee, maxPremium }) => {
    const { directory, modules } = world;
    const pair = await modules.graph.pairOf(directory.memberNamed(by));
    const firstEmpty = pair.serial0 !== 0n && pair.serial1 === 0n ? 1 : 0;
    const member = nominee === null ? 0n : directory.memberNamed(nominee);
    await send(world, by, (wallet) =>
      modules.graph.connect(wallet).nominate(slot ?? firstEmpty, member, maxPremium),
    );
  },

  declineNomination: async (world, { by, principal }) => {
    const { directory, modules } = world;
    const slot = await slotOfNominee(world, principal, by);
    await send(world, by, (wallet) =>
      modules.graph.connect(wallet).decline(directory.memberNamed(principal), slot),
    );
  },

  vouch: async (world, { by, principal, pledge, until, premium }) => {
    const { graph, charter } = world.modules;
    const slot = await slotOfNominee(world, principal, by);
    const end = (await charter.clock()) + BigInt(until);
    await send(world, by, (wallet) =>
      graph.connect(wallet).vouch(walletOf(world, principal), slot, pledge, end, premium),
    );
  },

  increasePledge: async (world, { by, principal, amount }) => {
    const { directory, modules } = world;
    const slot = await slotOfGuarantor(world, principal, by);
    await send(world, by, (wallet) =>
      modules.graph.connect(wallet).increasePledge(directory.memberNamed(principal), slot, amount),
    );
  },

  decreasePledge: async (world, { by, principal, amount }) => {
    const { directory, modules } = world;
    const slot = await slotOfGuarantor(world, principal, by);
    await send(world, by, (wallet) =>
      modules.graph.connect(wallet).decreasePledge(directory.memberNamed(principal), slot, amount),
    );
  },

  renewPledge: async (world, { by, principal, until }) => {
    const { directory, modules } = world;
    const slot = await slotOfGuarantor(world, principal, by);
    const end = (await modules.charter.clock()) + BigInt(until);
    await send(world, by, (wallet) =>
      modules.graph.connect(wallet).renewPledge(directory.memberNamed(principal), slot, end),
    );
  },

  withdrawSurety: async (world, { by, principal }) => {
    const { directory, modules } = world;
    const slot = await slotOfGuarantor(world, principal, by);
    await send(world, by, (wallet) =>
      modules.graph.connect(wallet).withdrawSurety(directory.memberNamed(principal), slot),
    );
  },
};
