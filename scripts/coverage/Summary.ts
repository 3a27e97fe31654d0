import { z } from "zod";

/** What is counted, in the order of the tables. */
export const KINDS = ["statements", "branches", "functions", "lines"] as const;
export type Kind = (typeof KINDS)[number];

const count = z.object({ covered: z.number(), total: z.number() });

/** Something that never ran. */
const gap = z.object({
  kind: z.enum(KINDS),
  file: z.string(),
  line: z.number(),
  /** The function that it is in. */
  inside: z.string(),
  /** The line's text. */
  code: z.string(),
  /** Of a branch, which side: the condition held, or it did not. */
  side: z.enum(["true", "false"]).optional(),
});

/** What a measurement says. */
export const summarySchema = z.object({
  /** A digest of the sources that were measured. */
  sources: z.string(),
  files: z.record(
    z.string(),
    z.object(Object.fromEntries(KINDS.map((kind) => [kind, count])) as Record<Kind, typeof count>),
  ),
  gaps: z.array(gap),
});

/** The same with the tests that were measured, as it is committed. */
export const storedSummarySchema = summarySchema.extend({
  /** How many tests each test file had in its source. */
  tests: z.record(z.string(), z.number()),
});

export type Count = z.infer<typeof count>;
export type Gap = z.infer<typeof gap>;
export type Summary = z.infer<typeof summarySchema>;
export type StoredSummary = z.infer<typeof storedSummarySchema>;
