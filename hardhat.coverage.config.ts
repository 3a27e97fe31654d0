import { TASK_COMPILE_SOLIDITY_GET_COMPILER_INPUT } from "hardhat/builtin-tasks/task-names";
import { subtask } from "hardhat/config";
import { EdrProviderWrapper } from "hardhat/internal/hardhat-network/provider/provider";
import type { CompilerInput, HardhatUserConfig } from "hardhat/types";
import path from "node:path";

import base from "./hardhat.config";
import { LEFT_OUT_TITLES } from "./scripts/coverage/measuredTests";
import { PROBE_FILE, PROBE_SOURCE, withProbe } from "./scripts/coverage/probe";
import { replaceTracer } from "./scripts/coverage/replaceTracer";

// Tracing every step of every call takes an hour: what runs reports itself.
replaceTracer(EdrProviderWrapper);

subtask(TASK_COMPILE_SOLIDITY_GET_COMPILER_INPUT).setAction(
  async (_arguments, _hre, runSuper): Promise<CompilerInput> => {
    const input = (await runSuper()) as CompilerInput;
    for (const source of Object.values(input.sources)) source.content = withProbe(source.content);
    input.sources[PROBE_FILE] = { content: PROBE_SOURCE };
    return input;
  },
);

function escapeExpression(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/** The configuration with which `npm run coverage` compiles and tests instrumented contracts. */
const config: HardhatUserConfig = {
  ...base,
  paths: { artifacts: "build/coverage/artifacts", cache: "build/coverage/cache" },
  // Only what runs in this process is seen.
  mocha: {
    ...base.mocha,
    parallel: false,
    reporter: path.join(__dirname, "scripts/coverage/FileByFileReporter.ts"),
    grep: new RegExp(Object.keys(LEFT_OUT_TITLES).map(escapeExpression).join("|")),
    invert: true,
  },
};

export default config;
