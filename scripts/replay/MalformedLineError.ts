import { KepilError } from "../lib/KepilError";

/** A line of a trust network that cannot be read. */
export class MalformedLineError extends KepilError {
  override readonly name = "MalformedLineError";

  constructor(
    /** Counted from 1. */
    readonly line: number,
    /** What was expected, and what was found. */
    readonly problem: string,
  ) {
    super(`line ${line}: ${problem}`, { docs: "docs/replay.md" });
  }
}
