import { KepilError } from "../lib/KepilError";

/** A scenario file that is not there, or cannot be read. */
export class UnreadableScenarioError extends KepilError {
  override readonly name = "UnreadableScenarioError";

  constructor(
    readonly file: string,
    readonly reason: string,
  ) {
    super(`Cannot read ${file}: ${reason}`, { docs: "docs/scenarios.md" });
  }
}
