import { ZeroAddress, ZeroHash } from "ethers";

import { DEFAULT_PARAMETERS, type CharterParameters } from "../../lib/defaultParameters";
import type { ActionHandlers } from "../ActionHandlers";
import { charterValues } from "../charterValues";
import { send } from "../send";
import { walletOf } from "../walletOf";
import type { World } from "../World";

/** What the governor and the guardian may do. */
export const charterActions: ActionHandlers<
  | "pause"
  | "resume"
  | "scheduleParameters"
  | "scheduleGovernor"
  | "scheduleGuardian"
  | "scheduleFounder"
  | "executeChange"
  | "cancelChange"
> = {
  pause: (world, { by }) =>
    send(world, by, (wallet) => world.modules.charter.connect(wallet).pause()),

  resume: (world, { by }) =>
    send(world, by, (wallet) => world.modules.charter.connect(wallet).resume()),

  scheduleParameters: async (world, { by, charter: values }) => {
    const { charter } = world.modules;
    const present = await charter.parameters();
    const names = Object.keys(DEFAULT_PARAMETERS) as (keyof CharterParameters)[];
    const kept = Object.fromEntries(names.map((name) => [name, present[name]]));
    await send(world, by, (wallet) =>
      charter
        .connect(wallet)
        .scheduleParameters({ ...(kept as CharterParameters), ...charterValues(values) }),
    );
  },

  scheduleGovernor: (world, { by, governor }) =>
    send(world, by, (wallet) =>
      world.modules.charter.connect(wallet).scheduleGovernor(walletOf(world, governor)),
    ),

  scheduleGuardian: (world, { by, guardian }) =>
    send(world, by, (wallet) =>
      world.modules.charter
        .connect(wallet)
        .scheduleGuardian(guardian === null ? ZeroAddress : walletOf(world, guardian)),
    ),

  scheduleFounder: (world, { by, founder }) =>
    send(world, by, (wallet) =>
      world.modules.charter.connect(wallet).scheduleFounder(walletOf(world, founder)),
    ),

  executeChange: (world, { by }) =>
    send(world, by, (wallet) =>
      world.modules.charter.connect(wallet).executeChange(lastChange(world)),
    ),

  cancelChange: (world, { by }) =>
    send(world, by, (wallet) =>
      world.modules.charter.connect(wallet).cancelChange(lastChange(world)),
    ),
};

/** The change that was scheduled last. */
function lastChange({ steps }: World): string {
  const events = steps.flatMap(({ transactions }) => transactions.flatMap(({ events }) => events));
  const scheduled = events.findLast(({ name }) => name === "ChangeScheduled");
  return scheduled?.name === "ChangeScheduled" ? scheduled.args.change : ZeroHash;
}
