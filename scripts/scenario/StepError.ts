import { KepilError } from "../lib/KepilError";

/** A step of a story that went another way than the story says. */
export class StepError extends KepilError {
  override readonly name = "StepError";

  constructor(
    /** Where the step stands, such as `story[4] (deposit)`. */
    readonly place: string,
    readonly reason: string,
    options: { cause?: unknown } = {},
  ) {
    super(`${place}: ${reason}`, options);
  }
}
