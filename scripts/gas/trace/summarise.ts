import { z } from "zod";

import type { Profile } from "./Profile";
import type { ChangeKind } from "./slotChanges";
import { type GasByUse, noGas, USES } from "./Trace";

const counts = z.record(z.string(), z.number());

const uses = z.record(z.enum(USES), z.number());

const frame = z.object({
  /** The contract or library whose code runs, and the function. */
  call: z.string(),
  /** 1 for the call of the transaction itself. */
  depth: z.number(),
  /** What it used itself, without what it called. */
  uses,
});

const summary = z.object({
  /** The contract and the function that was called. */
  call: z.string(),
  gas: z.number(),
  /** What the bytes of the call cost. */
  calldata: z.number(),
  /** What came back for slots that were cleared. */
  refund: z.number(),
  /** What the rest but the 21,000 of every transaction was used for. */
  uses,
  /** The same by call, in the order in which they begin. */
  frames: z.array(frame),
  /** How many contracts were touched beside the one that was called. */
  coldAccounts: z.number(),
  /** How many slots were read or written. */
  slots: z.number(),
  /** Slots by what became of them, and what they are called without the keys: how many of each. */
  created: counts,
  changed: counts,
  cleared: counts,
});

/** What is in `gas/profile.json`: the calls of each operation, by its key. */
export const profileFile = z.record(z.string(), z.array(summary));

export type ProfileSummary = z.infer<typeof summary>;

export type ProfileFile = z.infer<typeof profileFile>;

/** What the documents need of a profile. */
export function summarise({
  call,
  gasUsed,
  calldata,
  refund,
  ...profile
}: Profile): ProfileSummary {
  const total: GasByUse = noGas();
  for (const { own } of profile.frames) for (const use of USES) total[use] += own[use];
  const changes = (wanted: ChangeKind): Record<string, number> => {
    const found: Record<string, number> = {};
    for (const { contract, name, kind } of profile.changes) {
      if (kind !== wanted) continue;
      const place = `${contract}.${withoutKeys(name)}`;
      found[place] = (found[place] ?? 0) + 1;
    }
    return found;
  };
  return {
    call,
    gas: gasUsed,
    calldata,
    refund,
    uses: total,
    frames: profile.frames.map(({ contract, depth, own, ...frame }) => ({
      call: `${contract}.${frame.function}`,
      depth,
      uses: own,
    })),
    coldAccounts: profile.frames.flatMap(({ coldAccounts }) => coldAccounts).length,
    slots: profile.frames.flatMap(({ slots }) => slots).filter(({ cold }) => cold).length,
    created: changes("created"),
    changed: changes("changed"),
    cleared: changes("cleared"),
  };
}

function withoutKeys(name: string): string {
  return name.replace(/\[[^\]]*\]/g, "[]");
}
