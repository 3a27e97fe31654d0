import { z } from "zod";

const place = z.object({ line: z.number(), column: z.number() });
const counts = z.record(z.string(), z.number());

/** What istanbul writes of one file: how often each of its statements, branches, functions and lines ran. */
const fileHits = z.object({
  s: counts,
  f: counts,
  l: counts,
  b: z.record(z.string(), z.array(z.number())),
  statementMap: z.record(z.string(), z.object({ start: place })),
  fnMap: z.record(z.string(), z.object({ name: z.string().nullable(), line: z.number() })),
  branchMap: z.record(z.string(), z.object({ line: z.number() })),
});

/** Hits by the path of the file. */
export const hitsSchema = z.record(z.string(), fileHits);

export type FileHits = z.infer<typeof fileHits>;
export type Hits = z.infer<typeof hitsSchema>;
