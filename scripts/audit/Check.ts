/** One check of the audit: an npm script, and what its success is measured by. */
export interface Check {
  /** What `--only` and `--skip` call it. */
  name: string;
  /** What `npm run` is given, with the arguments behind `--`. */
  run: string;
  /** Finds the figure that matters most in what the check says. */
  figure?: (output: string) => string | undefined;
}

/** How a check ended. */
export interface Result {
  name: string;
  /** The command for a shell. */
  command: string;
  /** `absent`: package.json has no such script. */
  outcome: "passed" | "failed" | "absent";
  figure: string;
  seconds: number;
}
