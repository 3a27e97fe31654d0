import { KepilError } from "./KepilError";

/**
 * Runs a script's main function and exits with the code it returns, or with 1 when it throws.
 * An error made for people is printed without its stack.
 */
export function runScript(main: () => Promise<number> | number): void {
  Promise.resolve()
    .then(main)
    .then(
      (exitCode) => {
        process.exitCode = exitCode;
      },
      (error: unknown) => {
        console.error(error instanceof KepilError ? `Error: ${error.message}` : error);
        process.exitCode = 1;
      },
    );
}
