import type { TracedTest } from "../lib/traceRequirements";

/** How many tests each of these files has in its source: a test in a loop is one. */
export function countTests(
  files: readonly string[],
  tests: readonly Pick<TracedTest, "file">[],
): Record<string, number> {
  const counts = Object.fromEntries(files.map((file) => [file, 0]));
  for (const { file } of tests) {
    const count = counts[file];
    if (count !== undefined) counts[file] = count + 1;
  }
  return counts;
}

/** What is wrong with the tests of now: each file that is gone or has fewer tests than when coverage was measured. */
export function lostTests(
  measured: Readonly<Record<string, number>>,
  now: Readonly<Record<string, number>>,
): string[] {
  const again = "run `npm run coverage`.";
  return Object.entries(measured).flatMap(([file, before]) => {
    const count = now[file];
    if (count === undefined)
      return [`${file} is gone, and coverage was measured with its tests: ${again}`];
    if (count < before)
      return [
        `${file} has fewer tests than coverage was measured with, ${count} of ${before}: ${again}`,
      ];
    return [];
  });
}
