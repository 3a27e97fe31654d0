import { scope } from "hardhat/config";
import { HardhatPluginError } from "hardhat/plugins";
import path from "node:path";

import { checkCommunityParameters } from "../scripts/lib/checkCommunityParameters";
import { KepilError } from "../scripts/lib/KepilError";

interface DeployArguments {
  modulePath: string;
  parameters?: string;
}

// `npx hardhat ignition deploy` for a community looks at its parameters first: Ignition itself passes
// over names it does not know, and leaves ranges to a constructor that reverts.
scope("ignition")
  .task("deploy")
  .setAction(async (taskArguments: DeployArguments, _hre, runSuper): Promise<unknown> => {
    const { modulePath, parameters: file } = taskArguments;
    if (path.basename(modulePath, ".ts") === "Community") {
      try {
        await checkParameterFile(file);
      } catch (error) {
        // Hardhat prints an error of a plugin without its stack.
        if (error instanceof KepilError)
          throw new HardhatPluginError("kepil", error.message, error);
        throw error;
      }
    }
    return runSuper(taskArguments) as Promise<unknown>;
  });

async function checkParameterFile(file: string | undefined): Promise<void> {
  // Not before the task runs: Ignition's helpers must not load while the configuration does.
  const { readDeploymentParameters } = await import("@nomicfoundation/hardhat-ignition/helpers");

  if (file === undefined || !/\.json5?$/.test(file)) {
    throw new KepilError("A community needs --parameters with a JSON file", {
      docs: "docs/deploy.md",
    });
  }
  checkCommunityParameters((await readDeploymentParameters(file))["Community"]);
}
