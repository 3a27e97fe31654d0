import { run } from "hardhat";
import { readdirSync } from "node:fs";
import path from "node:path";

import { runScript } from "./lib/runScript";
import { toolCommand } from "./lib/toolCommand";

const FOLDER = path.join(__dirname, "../test/attacks");

/** As often as an attacker with patience would try; `npm test` tries less often. */
const PATIENCE = {
  KEPIL_DUST: "10000",
  KEPIL_ROUND_TRIPS: "10000",
  KEPIL_PRINCIPALS: "1000",
} as const;

runScript(async () => {
  toolCommand("attacks")
    .description(
      "Try every attack of test/attacks in its large size; docs/threat-model.md tells them.",
    )
    .parse();

  Object.assign(process.env, PATIENCE);
  const testFiles = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".test.ts"))
    .map((name) => path.join(FOLDER, name));
  return (await run("test", { testFiles })) as number;
});
