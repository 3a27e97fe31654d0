import type { FuzzResult, MalformedResult } from "../audit/longRuns";
import { code, markdownTable } from "../lib/markdown";
import { growthsOf, type ScaleReport } from "../scale/ScaleReport";

/** What is left of the runs that take too long for the table of checks. */
export interface LongRuns {
  fuzz: FuzzResult;
  malformed: MalformedResult;
  scale: ScaleReport;
}

/** What the whole runs gave, each with its command. */
export function runsPart({ fuzz, malformed, scale }: LongRuns, sources: string): string[] {
  const of = (result: { sources: string }): string =>
    result.sources === sources ? "these contracts" : "other contracts";
  return markdownTable(
    ["command", "figure", "of"],
    [
      [
        code(`npm run fuzz -- --runs ${fuzz.runs} --steps ${fuzz.steps} --seed ${fuzz.seed}`),
        `${count(fuzz.runs * fuzz.steps)} calls, no difference from the model`,
        of(fuzz),
      ],
      [code(`npm run malformed -- --seed ${malformed.seed}`), answersOf(malformed), of(malformed)],
      [code("npm run bench:scale"), growthOf(scale), "what `npm run performance -- --check` tells"],
    ],
  );
}

function answersOf({ calls, contracts }: MalformedResult): string {
  const answers = Object.values(contracts);
  const faults = answers
    .flatMap((one) => Object.values(one.faults))
    .reduce((sum, fault) => sum + fault.count, 0);
  return `${count(calls)} calls of each of ${answers.length} contracts, ${faults} answered with neither success nor an error by name where they can be decoded`;
}

function growthOf(report: ScaleReport): string {
  const sizes = report.sizes.map(({ members }) => count(members)).join(", ");
  const operations = Object.keys(report.sizes[0]?.costs ?? {}).length;
  return `${operations} operations at ${sizes} members, ${growthsOf(report).length} of which cost more in one than in another but for the bytes of the calls`;
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
