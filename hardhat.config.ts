import "@nomicfoundation/hardhat-toolbox";
import "hardhat-contract-sizer";
import "./ignition/checkBeforeDeploy";

import {
  TASK_COMPILE_SOLIDITY_COMPILE_JOBS,
  TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD,
  TASK_COMPILE_SOLIDITY_LOG_COMPILATION_ERRORS,
  TASK_COMPILE_SOLIDITY_LOG_COMPILATION_RESULT,
  TASK_COMPILE_SOLIDITY_MERGE_COMPILATION_JOBS,
} from "hardhat/builtin-tasks/task-names";
import { subtask } from "hardhat/config";
import type { CompilationJob, HardhatUserConfig, SolcBuild } from "hardhat/types";
import { availableParallelism } from "node:os";
import path from "node:path";

interface CompilerMessage {
  severity: string;
  sourceLocation?: { file: string };
}

const SOLC_VERSION = "0.8.37";

/** Mnemonic of local networks only: its keys are public, never send money to them. */
const LOCAL_ACCOUNTS = {
  mnemonic: "test test test test test test test test test test test junk",
  count: 120,
};

// The compiler comes from the npm package `solc`, so that a build needs no other download.
subtask(TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD).setAction(
  async (arguments_: { solcVersion: string }): Promise<SolcBuild> => {
    const solc = (await import("solc")).default as { version: () => string };
    const longVersion = solc.version().replace(".Emscripten.clang", "");
    if (arguments_.solcVersion !== SOLC_VERSION || !longVersion.startsWith(`${SOLC_VERSION}+`)) {
      throw new Error(
        `solc ${arguments_.solcVersion} was asked for, ${longVersion} is installed and ${SOLC_VERSION} is expected`,
      );
    }
    return {
      version: SOLC_VERSION,
      longVersion,
      compilerPath: require.resolve("solc/soljson.js"),
      isSolcJs: true,
    };
  },
);

/** What is compiled on its own: the trade contract with the libraries linked into it, and what only tests use. */
const COMPILED_APART = [
  /^contracts\/(TradeChains|libraries\/(ChainProposals|Stage(Agreements|Messages|Outcomes|Remedies)|Unwinding))\.sol$/,
  /^contracts\/test\//,
];

// Parts that compile side by side take little more than half the time of one whole.
subtask(TASK_COMPILE_SOLIDITY_MERGE_COMPILATION_JOBS).setAction(
  async ({ compilationJobs }: { compilationJobs: CompilationJob[] }, _hre, runSuper) => {
    const partOf = (job: CompilationJob): number =>
      COMPILED_APART.findIndex((names) =>
        job
          .getResolvedFiles()
          .some((file) => job.emitsArtifacts(file) && names.test(file.sourceName)),
      );
    const merged: CompilationJob[] = [];
    for (let part = -1; part < COMPILED_APART.length; part++) {
      const jobs = compilationJobs.filter((job) => partOf(job) === part);
      merged.push(...((await runSuper({ compilationJobs: jobs })) as CompilationJob[]));
    }
    return merged;
  },
);

// Hardhat would leave one core idle.
subtask(TASK_COMPILE_SOLIDITY_COMPILE_JOBS).setAction(
  async (arguments_: Record<string, unknown>, _hre, runSuper) =>
    runSuper({ ...arguments_, concurrency: availableParallelism() }) as Promise<unknown>,
);

// What the compiler says of libraries that we only use is theirs to mend.
subtask(TASK_COMPILE_SOLIDITY_LOG_COMPILATION_ERRORS).setAction(
  async (
    { output, quiet }: { output: { errors?: CompilerMessage[] }; quiet: boolean },
    _hre,
    runSuper,
  ) => {
    const errors = output.errors?.filter(
      ({ severity, sourceLocation }) =>
        severity === "error" || sourceLocation?.file.startsWith("@openzeppelin/") !== true,
    );
    await runSuper({ output: { ...output, errors }, quiet });
  },
);

// A quiet compilation prints nothing: a script's standard output is for its data.
subtask(TASK_COMPILE_SOLIDITY_LOG_COMPILATION_RESULT).setAction(
  async ({ quiet }: { quiet: boolean }, _hre, runSuper) => {
    if (!quiet) await runSuper();
  },
);

const config: HardhatUserConfig = {
  solidity: {
    version: SOLC_VERSION,
    settings: {
      evmVersion: "cancun",
      optimizer: { enabled: true, runs: 800 },
      viaIR: true,
      outputSelection: { "*": { "*": ["storageLayout"] } },
    },
  },
  networks: {
    hardhat: {
      hardfork: "osaka",
      blockGasLimit: 60_000_000,
      allowUnlimitedContractSize: false,
      accounts: LOCAL_ACCOUNTS,
    },
    local: {
      url: "http://127.0.0.1:8545",
      accounts: LOCAL_ACCOUNTS,
    },
  },
  mocha: {
    timeout: 120_000,
    // A file a worker, a worker a core.
    parallel: true,
    jobs: availableParallelism(),
    require: ["hardhat/register", path.join(__dirname, "test/support/reportBigints.ts")],
    forbidOnly: process.env["CI"] !== undefined,
    reporter: path.join(__dirname, "test/support/JsonSpecReporter.ts"),
    reporterOptions: { output: path.join(__dirname, "build/test-results.json") },
  },
  typechain: {
    // `npm run bindings` writes them; compiling leaves them alone.
    dontOverrideCompile: true,
    outDir: "typechain-types",
    target: "ethers-v6",
  },
  gasReporter: {
    enabled: process.env["REPORT_GAS"] !== undefined,
    offline: true,
  },
  contractSizer: {
    strict: true,
    except: ["^contracts/test/", "^contracts/local/"],
    only: ["^contracts/"],
  },
};

export default config;
