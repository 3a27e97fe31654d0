/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- Zod infers the types. */
import { z } from "zod";

import { actionSchema } from "./actionSchema";
import { expectationSchema } from "./expectationSchema";
import type { ScenarioNames } from "./ScenarioNames";
import { setupSchema } from "./setupSchema";

/** The schema of a scenario file that declares the given names. */
export function scenarioSchema(names: ScenarioNames) {
  const [first, ...actions] = actionSchema(names);
  const step = z.discriminatedUnion("do", [first, ...actions, expectationSchema(names)], {
    error: ({ options }) =>
      Array.isArray(options) ? `expected one of ${options.join(", ")}` : undefined,
  });
  return z.strictObject({
    ...setupSchema(names),
    story: z.array(step).min(1, "expected at least one step"),
  });
}

/** A scenario as it was read: amounts in token units, times in seconds, shares in basis points. */
export type Scenario = z.infer<ReturnType<typeof scenarioSchema>>;
