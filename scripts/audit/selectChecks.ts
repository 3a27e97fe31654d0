import { KepilError } from "../lib/KepilError";
import type { Check } from "./Check";

/** Which checks are asked for, by name. */
export interface Selection {
  only?: readonly string[];
  skip?: readonly string[];
}

/**
 * The checks that are asked for, in their own order.
 *
 * @throws KepilError for a name that no check has.
 */
export function selectChecks(checks: readonly Check[], { only, skip = [] }: Selection): Check[] {
  const unknown = [...(only ?? []), ...skip].filter(
    (name) => !checks.some((check) => check.name === name),
  );
  if (unknown.length > 0) {
    throw new KepilError(`No such check: ${unknown.join(", ")}. \`--list\` tells which there are.`);
  }
  return checks.filter(
    ({ name }) => (only === undefined || only.includes(name)) && !skip.includes(name),
  );
}
