import { InvalidArgumentError } from "commander";

/** Reads a whole number from 1 on out of an option of a command. */
export function countOption(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value) || value < 1)
    throw new InvalidArgumentError("Expected a whole number from 1.");
  return value;
}
