import { KepilError } from "../lib/KepilError";

/** What the contracts refused of what stands before the story. */
export class SetUpError extends KepilError {
  override readonly name = "SetUpError";

  constructor(
    /** Where in the file it stands, such as `sureties[0].guarantors[1]`. */
    readonly place: string,
    readonly reason: string,
    options: { cause?: unknown } = {},
  ) {
    super(`${place}: ${reason}`, options);
  }
}
