import { KepilError } from "../lib/KepilError";

/** Something went wrong in the play that has a place in the scenario file. */
export class PlacedError extends KepilError {
  constructor(
    /** Where in the file it stands, such as `story[4] (deposit)` or `sureties[0].guarantors[1]`. */
    readonly place: string,
    readonly reason: string,
    options: { cause?: unknown } = {},
  ) {
    super(`${place}: ${reason}`, options);
  }
}
