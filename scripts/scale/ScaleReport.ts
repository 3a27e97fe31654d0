import { z } from "zod";

const cost = z.object({
  /** What the receipts tell. */
  gas: z.number(),
  /** What of it is for the bytes of the calls. */
  calldata: z.number(),
});

const sizeReport = z.object({
  /** How many members there were, founders among them. */
  members: z.number(),
  /** How far the deepest of them was below those for whom founders stand. */
  generations: z.number(),
  /** How many principals the most popular of them had. */
  mostPrincipals: z.number(),
  /** How many transactions it took to let them all in, since the first. */
  transactions: z.number(),
  /** How long that took. */
  seconds: z.number(),
  /** What the operations cost, by their keys. */
  costs: z.record(z.string(), cost),
});

/** What is in `gas/scale.json`. */
export const scaleReport = z.object({ sizes: z.array(sizeReport) });

export type SizeReport = z.infer<typeof sizeReport>;

export type ScaleReport = z.infer<typeof scaleReport>;

/** An operation whose gas depends on how many members there are, beyond the bytes of the calls. */
export interface Growth {
  operation: string;
  /** Without the bytes of the calls, in the order of sizes. */
  gas: number[];
}

/** The operations that break INV-11. */
export function growthsOf({ sizes }: ScaleReport): Growth[] {
  const operations = new Set(sizes.flatMap(({ costs }) => Object.keys(costs)));
  return [...operations]
    .map((operation) => ({
      operation,
      gas: sizes.map(({ costs }) => {
        const { gas, calldata } = costs[operation] ?? { gas: NaN, calldata: NaN };
        return gas - calldata;
      }),
    }))
    .filter(({ gas }) => new Set(gas).size > 1);
}
