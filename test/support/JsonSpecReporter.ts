import { reporters, Runner, type MochaOptions } from "mocha";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";

interface JsonSpecReporterOptions {
  /** The JSON file to write, its folder is made. */
  output: string;
}

/** Prints what mocha's spec reporter prints, and writes the counts to a JSON file at the end. */
class JsonSpecReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    const { output } = options.reporterOptions as JsonSpecReporterOptions;
    runner.once(Runner.constants.EVENT_RUN_END, () => {
      const { tests, passes, failures, pending, duration } = this.stats;
      mkdirSync(path.dirname(output), { recursive: true });
      writeFileSync(
        output,
        `${JSON.stringify({ tests, passes, failures, pending, duration: duration ?? 0 })}\n`,
      );
    });
  }
}

// Mocha takes the module itself as the reporter.
export = JsonSpecReporter;
