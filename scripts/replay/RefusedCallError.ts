import { KepilError } from "../lib/KepilError";
import type { Call } from "./Call";

/** The contracts refused what the rules of the replay ask for. */
export class RefusedCallError extends KepilError {
  override readonly name = "RefusedCallError";

  constructor(
    readonly call: Call,
    /** The contracts' own error, or what else went wrong. */
    reason: string,
    cause?: unknown,
  ) {
    super(`${call.operation} from ${call.from} was refused: ${reason}`, {
      cause,
      docs: "docs/replay.md",
    });
  }
}
