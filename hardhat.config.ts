import "@nomicfoundation/hardhat-toolbox";
import "hardhat-contract-sizer";
import "./ignition/checkBeforeDeploy";

import {
  TASK_COMPILE_SOLIDITY_GET_SOLC_BUILD,
  TASK_COMPILE_SOLIDITY_LOG_COMPILATION_RESULT,
} from "hardhat/builtin-tasks/task-names";
import { subtask, type HardhatUserConfig } from "hardhat/config";
import type { SolcBuild } from "hardhat/types";
import path from "node:path";

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
      optimizer: { enabled: true, runs: 200 },
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
