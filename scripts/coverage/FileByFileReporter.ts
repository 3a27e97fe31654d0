import { clearSnapshots } from "@nomicfoundation/hardhat-network-helpers/dist/src/loadFixture";
import { reporters, Runner, type MochaOptions } from "mocha";

import { startAnew } from "./replaceTracer";

/** Prints what mocha's spec reporter prints, and has each file of tests begin on an empty chain: a long one fills the memory. */
class FileByFileReporter extends reporters.Spec {
  constructor(runner: Runner, options: MochaOptions) {
    super(runner, options);
    let file: string | undefined;
    runner.on(Runner.constants.EVENT_SUITE_BEGIN, (suite) => {
      if (suite.file === undefined || suite.file === file) return;
      ({ file } = suite);
      void clearSnapshots();
      startAnew();
    });
  }
}

// Mocha takes the module itself as the reporter.
export = FileByFileReporter;
