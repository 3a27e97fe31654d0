import { KepilError } from "../lib/KepilError";

/** One mistake in a scenario file. */
export interface ScenarioMistake {
  /** Where in the file, such as `story[3].by`, or `line 4, column 7` when it is no JSON. */
  place: string;
  /** What was expected there, and what was found. */
  message: string;
}

/** A scenario file that cannot be played, with every mistake that was found. */
export class ScenarioError extends KepilError {
  override readonly name = "ScenarioError";

  constructor(
    readonly file: string,
    readonly mistakes: readonly ScenarioMistake[],
  ) {
    super(mistakes.map(({ place, message }) => `${file}: ${place}: ${message}`).join("\n"), {
      docs: "docs/scenarios.md",
    });
  }
}
