import { z } from "zod";

import { code, markdownTable } from "../lib/markdown";

const counts = z.object({
  mutants: z.number(),
  killed: z.number(),
  timedOut: z.number(),
  survived: z.number(),
  score: z.number(),
});

/** What is read here of the file that `npm run mutate -- --summary` writes. */
export const mutantsSchema = z.object({
  total: counts.extend({ unfinished: z.number(), untried: z.number(), briefly: z.number() }),
  files: z.array(counts.extend({ file: z.string() })),
  survivors: z.array(
    z.object({
      file: z.string(),
      code: z.string(),
      original: z.string(),
      replacement: z.string(),
      why: z.string().optional(),
    }),
  ),
});

export type Mutants = z.infer<typeof mutantsSchema>;

const UNEXPLAINED = "Not explained yet.";

/** How many small changes of each contract the tests notice, and why others stay; undefined while nobody has tried. */
export function mutantsPart(summary: Mutants | undefined): string[] {
  if (summary === undefined) return ["Not tried yet."];
  const right = "right" as const;
  const row = (name: string, { mutants, killed, timedOut, survived, score }: Counts): string[] => [
    name,
    ...[mutants, killed, timedOut, survived].map(String),
    `${score} %`,
  ];
  const titles = ["mutants", "killed", "timed out", "survived", "score"];
  return [
    ...markdownTable(
      ["contract", ...titles.map((title) => ({ title, align: right }))],
      [
        ...summary.files.map((file) => row(code(file.file.replace("contracts/", "")), file)),
        row("all", summary.total),
      ],
    ),
    "",
    ...notRun(summary),
    ...survivorsOf(summary),
  ];
}

/** What was not run, or not with all the tests there are for it. */
function notRun({ total: { unfinished, untried, briefly } }: Mutants): string[] {
  const lines = [
    ...(untried > 0 ? [`${untried} more mutants were not run.`] : []),
    ...(unfinished > 0
      ? [`${unfinished} were run with their likeliest tests alone, which counts as not noticed.`]
      : []),
    ...(briefly > 0
      ? [
          `Of the survivors below, ${briefly} were run with their likeliest tests alone, since it is known that no test can notice them.`,
        ]
      : []),
  ];
  return lines.length === 0 ? [] : [lines.join(" "), ""];
}

type Counts = z.infer<typeof counts>;

function survivorsOf({ survivors }: Mutants): string[] {
  const reasons = [...new Set(survivors.map(({ why = UNEXPLAINED }) => why))];
  return reasons.flatMap((reason) => [
    reason,
    "",
    ...survivors
      .filter(({ why = UNEXPLAINED }) => why === reason)
      .map(
        ({ file, code, original, replacement }) =>
          `- ${inline(file)}: ${inline(code)}, ${inline(original)} as ${inline(replacement)}`,
      ),
    "",
  ]);
}

function inline(text: string): string {
  const line = text.replaceAll(/\s+/g, " ");
  return line === "" ? "nothing" : code(line);
}
