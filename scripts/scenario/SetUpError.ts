import { PlacedError } from "./PlacedError";

/** What the contracts refused of what stands before the story. */
export class SetUpError extends PlacedError {
  override readonly name = "SetUpError";
}
