import { createHash } from "node:crypto";

import { CHECKS } from "../audit/checks";
import { commandOf } from "../audit/runCheck";
import type { StoredResult } from "../audit/storedResults";
import type { TracedTest } from "../lib/traceRequirements";
import { code, markdownTable } from "../lib/markdown";
import { BEYOND, UNDECIDED, type Unproved } from "../prove/unproved";
import type { Explanation } from "../slither/compareFindings";

/** How many sources there are, how long they are, and a digest that names them. */
export function scopePart(
  sources: ReadonlyMap<string, string>,
  sizes: Readonly<Record<string, number>>,
): string[] {
  const texts = [...sources.values()];
  const digest = createHash("sha256");
  for (const text of texts) digest.update(text);
  const lines = texts.flatMap((text) => text.split("\n")).filter((line) => line.trim() !== "");
  const deployed = Object.entries(sizes)
    .filter(([key]) => key.startsWith("size:"))
    .map(([key, bytes]) => [code(key.replace("size:", "")), count(bytes)]);
  return [
    `${count(sources.size)} files, ${count(lines.length)} lines that are not empty. SHA-256 of all of them, one after the other by name:`,
    "",
    "```text",
    digest.digest("hex"),
    "```",
    "",
    ...markdownTable(["deployed", { title: "bytes of code", align: "right" }], deployed),
  ];
}

/** Which tests show each invariant. */
export function invariantsPart(
  requirements: Readonly<Record<string, readonly TracedTest[]>>,
): string[] {
  const rows = Object.entries(requirements)
    .filter(([id]) => id.startsWith("INV-"))
    .flatMap(([id, tests]) =>
      tests.map(({ file, title }, index) => [
        index === 0 ? id : "",
        code(file.replace(/^test\//, "")),
        title
          .replaceAll(/<[A-Z]{3}-\d+> ?/g, "")
          .replaceAll("*", "\\*")
          .trim(),
      ]),
    );
  return markdownTable(["id", "file under `test/`", "test"], rows);
}

/** How each check ended when it was last run for this document, and whether that was on the contracts of now. */
export function checksPart(results: readonly StoredResult[], sources: string): string[] {
  const rows = CHECKS.map((check) => {
    const command = code(commandOf(check));
    // What another command gave is no answer of this one.
    const result = results.find(
      (stored) => stored.name === check.name && stored.command === commandOf(check),
    );
    if (result === undefined) return [command, "not yet run", "", "", ""];
    const { outcome, figure, seconds, revision, day } = result;
    const stale = result.sources === sources ? "" : " (of other contracts)";
    return [command, outcome, figure, String(seconds), `${code(revision)}, ${day}${stale}`];
  });
  return markdownTable(["command", "result", "figure", "seconds", "run on"], rows);
}

/** What `npm run prove` does not show, and what shows it instead. */
export function proofsPart(): string[] {
  const undecided = Object.entries(UNDECIDED).map(([assertion, { why, instead }]): Unproved => ({
    what: code(assertion),
    why,
    instead,
  }));
  return markdownTable(
    ["not proved", "because", "shown by"],
    [...undecided, ...BEYOND].map(({ what, why, instead }) => [
      what,
      why,
      instead.map((name) => code(name.endsWith(".ts") ? name : `npm run ${name}`)).join(", "),
    ]),
  );
}

/** Why slither's findings of high and medium impact stay. */
export function slitherPart(explanations: readonly Explanation[]): string[] {
  return explanations.flatMap(({ detector, reason, findings }) => [
    `${code(detector)}: ${reason}`,
    "",
    ...findings.map((finding) => `- ${code(finding)}`),
    "",
  ]);
}

/** What does not keep its gas budget, of all that has one. */
export function gasPart(
  measured: Readonly<Record<string, number>>,
  budgets: Readonly<Record<string, number>>,
): string[] {
  const rows = Object.entries(budgets).map(([key, budget]) => ({
    key,
    budget,
    gas: measured[key],
  }));
  const over = rows.filter(({ gas, budget }) => gas === undefined || gas > budget);
  const kept = `${rows.length - over.length} of ${rows.length} operations keep their gas budget.`;
  if (over.length === 0) return [kept];
  return [
    kept,
    "",
    ...markdownTable(
      ["over", { title: "gas", align: "right" }, { title: "budget", align: "right" }],
      over.map(({ key, gas, budget }) => [
        code(key),
        gas === undefined ? "not measured" : count(gas),
        count(budget),
      ]),
    ),
  ];
}

function count(value: number): string {
  return value.toLocaleString("en-US");
}
