import { KepilError } from "../lib/KepilError";

/** A trust network that can be read but not lived: no file, no lines, or too few people to begin. */
export class UnsuitableNetworkError extends KepilError {
  override readonly name = "UnsuitableNetworkError";

  constructor(shortMessage: string) {
    super(shortMessage, { docs: "docs/replay.md" });
  }
}
