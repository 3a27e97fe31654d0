import { PlacedError } from "./PlacedError";

/** A step of a story that went another way than the story says. */
export class StepError extends PlacedError {
  override readonly name = "StepError";
}
