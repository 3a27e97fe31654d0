import { KepilError } from "../../lib/KepilError";
import type { ActionHandlers } from "../ActionHandlers";
import { momentOf } from "../momentOf";
import { passTime } from "../passTime";
import type { World } from "../World";

/** The passing of time, and what is told without anybody doing anything. */
export const timeActions: ActionHandlers<"tell" | "wait" | "waitUntil" | "waitUntilOverdue"> = {
  tell: () => Promise.resolve(),

  wait: (world, { for: seconds }) => passTime(world, BigInt(seconds)),

  waitUntil: async (world, { stage, time }) => {
    await waitUntil(world, await momentOf(world, stage, time), `the ${time} of ${stage}`);
  },

  waitUntilOverdue: async (world, { member }) => {
    const { directory, modules } = world;
    const { dueBy } = await modules.vault.account(directory.memberNamed(member));
    await waitUntil(world, dueBy + 1n, `the end of ${member}'s recourse window`);
  },
};

async function waitUntil(world: World, moment: bigint, what: string): Promise<void> {
  const { charter } = world.modules;
  if (await charter.paused()) throw new KepilError(`waits for ${what}, but the clock stands still`);
  const left = moment - (await charter.clock());
  if (left <= 0n) throw new KepilError(`waits for ${what}, which has passed already`);
  await passTime(world, left);
}
