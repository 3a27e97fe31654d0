import { z } from "zod";

const counts = z.record(z.string(), z.number());

/** What `npm run fuzz -- --output audit/fuzz.json` writes when the contracts and the model agree to the end. */
export const fuzzResult = z.strictObject({
  /** A digest of the contracts. */
  sources: z.string(),
  runs: z.number(),
  steps: z.number(),
  seed: z.number(),
  /** After how many calls everything was compared, and not what had changed alone. */
  compareEvery: z.number(),
  seconds: z.number(),
  calls: z.record(z.string(), counts),
});

/** What `npm run malformed -- --output audit/malformed.json` writes when no answer was a fault. */
export const malformedResult = z.strictObject({
  /** A digest of the contracts. */
  sources: z.string(),
  calls: z.number(),
  seed: z.number(),
  contracts: z.record(
    z.string(),
    z.strictObject({
      done: z.number(),
      errors: counts,
      undecodable: z.number(),
      ether: z.number(),
      faults: z.record(z.string(), z.strictObject({ example: z.string(), count: z.number() })),
    }),
  ),
});

export type FuzzResult = z.infer<typeof fuzzResult>;
export type MalformedResult = z.infer<typeof malformedResult>;
