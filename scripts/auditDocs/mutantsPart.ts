import { z } from "zod";

import { code, markdownTable } from "../lib/markdown";
import { areaOf } from "../mutate/areas";
import { COMPLETE } from "../mutate/faultsOf";

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
    ...completeAreas(summary),
    ...notRun(summary),
    ...survivorsOf(summary),
  ];
}

/** Of the parts where nothing may live that a test can notice: how many mutants were noticed, and how many are explained. */
function completeAreas({ files, survivors }: Mutants): string[] {
  const areas = [...COMPLETE].map(([area, name]) => {
    const isOf = ({ file }: { file: string }): boolean => areaOf(file)?.name === area;
    const sum = (of: (counts: Counts) => number): number =>
      files.filter(isOf).reduce((total, counts) => total + of(counts), 0);
    const explained = survivors.filter((one) => isOf(one) && one.why !== undefined).length;
    const noticed = sum(({ killed, timedOut }) => killed + timedOut);
    const mutants = sum((counts) => counts.mutants);
    return `In ${name}, of ${mutants} mutants ${noticed} were noticed and ${explained} are explained below as what no test can notice; ${mutants - noticed - explained} are neither.`;
  });
  return [areas.join(" "), ""];
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
