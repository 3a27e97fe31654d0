import { readFileSync } from "node:fs";
import { z } from "zod";

import { whyUnreadable } from "../lib/fileAccess";
import { checkReferences } from "./checkReferences";
import { jsonMistake } from "./jsonMistake";
import { scenarioSchema, type Scenario } from "./schema";
import { ScenarioError, type ScenarioMistake } from "./ScenarioError";
import type { ScenarioNames } from "./ScenarioNames";
import { UnreadableScenarioError } from "./UnreadableScenarioError";

/**
 * Reads a scenario file and checks it from end to end.
 *
 * @throws UnreadableScenarioError when it cannot be read.
 * @throws ScenarioError that names every mistake with its place.
 */
export function readScenario(file: string): Scenario {
  const json = readJson(file);

  const declared = namesSchema.safeParse(json, { error: tellExpected });
  if (!declared.success) throw new ScenarioError(file, mistakesOf(declared.error, json));

  const result = scenarioSchema(declared.data).safeParse(json, { error: tellExpected });
  if (!result.success) throw new ScenarioError(file, mistakesOf(result.error, json));

  const mistakes = checkReferences(result.data);
  if (mistakes.length > 0) throw new ScenarioError(file, mistakes);
  return result.data;
}

function readJson(file: string): unknown {
  const unreadable = whyUnreadable(file);
  if (unreadable !== undefined) throw new UnreadableScenarioError(file, unreadable);
  const text = readFileSync(file, "utf8");
  const mistake = jsonMistake(text);
  if (mistake !== undefined) throw new ScenarioError(file, [mistake]);
  return JSON.parse(text);
}

const declaredName = z
  .string("expected a name")
  .regex(/^[^/]+$/, 'expected a name without "/" that is not empty');

/** The names that a file declares, before anything that refers to them is looked at. */
const namesSchema = z
  .looseObject({
    people: z.array(z.looseObject({ name: declaredName }), "expected a list of people"),
    chains: z
      .record(
        declaredName,
        z.looseObject({
          stages: z.array(z.looseObject({ name: declaredName }), "expected a list of stages"),
        }),
      )
      .default({}),
  })
  .transform(({ people, chains }): ScenarioNames => ({
    people: people.map(({ name }) => name),
    chains: Object.keys(chains),
    stages: Object.entries(chains).flatMap(([chain, { stages }]) =>
      stages.map(({ name }) => `${chain}/${name}`),
    ),
  }));

/** What to say was expected, beyond what the schemas say themselves. */
const tellExpected: z.core.$ZodErrorMap = ({ code, expected, inst }) => {
  if (code === "unrecognized_keys") {
    return inst instanceof z.ZodObject
      ? `expected only the keys ${Object.keys(inst.shape).join(", ")}`
      : "expected only names that the file declares";
  }
  if (code !== "invalid_type") return undefined;
  if (expected === "array") return "expected a list";
  return expected === "object" || expected === "record" ? "expected an object" : undefined;
};

function mistakesOf({ issues }: z.ZodError, json: unknown): ScenarioMistake[] {
  return issues.map((issue) => ({
    place: placeOf(issue.path),
    message: `${issue.message}, found ${foundBy(issue, json)}`,
  }));
}

function foundBy(issue: z.core.$ZodIssue, json: unknown): string {
  if (issue.code === "unrecognized_keys") return issue.keys.map((key) => `"${key}"`).join(", ");
  let found = json;
  for (const key of issue.path) found = (found as Partial<Record<PropertyKey, unknown>>)[key];
  return shown(found);
}

function shown(found: unknown): string {
  if (found === undefined) return "nothing";
  if (Array.isArray(found))
    return found.length === 0 ? "an empty list" : `a list of ${found.length}`;
  return typeof found === "object" && found !== null ? "an object" : JSON.stringify(found);
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  return place === "" ? "the file itself" : place;
}
