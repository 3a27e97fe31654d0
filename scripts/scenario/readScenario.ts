import { readFileSync } from "node:fs";
import { z } from "zod";

import { checkReferences } from "./checkReferences";
import { jsonMistake } from "./jsonMistake";
import { scenarioSchema, type Scenario } from "./schema";
import { ScenarioError, type ScenarioMistake } from "./ScenarioError";
import type { ScenarioNames } from "./ScenarioNames";

/**
 * Reads a scenario file and checks it from end to end.
 *
 * @throws ScenarioError that names every mistake with its place.
 */
export function readScenario(file: string): Scenario {
  const json = readJson(file);

  const declared = namesSchema.safeParse(json);
  if (!declared.success) throw new ScenarioError(file, mistakesOf(declared.error));

  const result = scenarioSchema(declared.data).safeParse(json, { error: tellKnownKeys });
  if (!result.success) throw new ScenarioError(file, mistakesOf(result.error));

  const mistakes = checkReferences(result.data);
  if (mistakes.length > 0) throw new ScenarioError(file, mistakes);
  return result.data;
}

function readJson(file: string): unknown {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const message = `expected a file that can be read (${(error as NodeJS.ErrnoException).code ?? "unknown error"})`;
    throw new ScenarioError(file, [{ place: "the file itself", message }]);
  }
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

/** What to say of a key that is not known, beyond what the schemas say themselves. */
const tellKnownKeys: z.core.$ZodErrorMap = ({ code, keys, inst }) => {
  if (code !== "unrecognized_keys" || !(inst instanceof z.ZodObject)) return undefined;
  const found = keys.map((key) => JSON.stringify(key)).join(", ");
  return `expected only the keys ${Object.keys(inst.shape).join(", ")}, found ${found}`;
};

function mistakesOf(error: z.ZodError): ScenarioMistake[] {
  return error.issues.map(({ path, message }) => ({
    place: placeOf(path),
    message: message.replace(/^Invalid input: /, ""),
  }));
}

function placeOf(path: readonly PropertyKey[]): string {
  const place = path
    .map((key) => (typeof key === "number" ? `[${key}]` : `.${String(key)}`))
    .join("")
    .replace(/^\./, "");
  return place === "" ? "the file itself" : place;
}
