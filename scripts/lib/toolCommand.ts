import { Command } from "commander";

/** The exit code of wrong usage, so that a typo does not look like a check that failed. */
const WRONG_USAGE = 2;

/** A command line that takes no arguments but those it names. */
export function toolCommand(name: string): Command {
  return new Command(name).allowExcessArguments(false).exitOverride(({ exitCode }) => {
    process.exit(exitCode === 0 ? 0 : WRONG_USAGE);
  });
}
