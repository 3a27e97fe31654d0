import { expect } from "chai";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { last } from "../../../scripts/audit/figures";
import { runCheck, type Surroundings } from "../../../scripts/audit/runCheck";

describe("runCheck", () => {
  let surroundings: Surroundings;

  before(() => {
    const root = mkdtempSync(path.join(tmpdir(), "kepil-audit-"));
    const scripts = {
      good: "node -e \"console.log('seen', process.argv[1])\"",
      bad: "node -e \"console.error('it broke'); process.exit(3)\"",
    };
    writeFileSync(path.join(root, "package.json"), JSON.stringify({ scripts }));
    surroundings = { root, scripts: new Set(Object.keys(scripts)), logs: path.join(root, "logs") };
  });

  after(() => {
    rmSync(surroundings.root, { recursive: true });
  });

  it("tells of success with the figure that was said, and keeps what was said", async () => {
    const check = { name: "one", run: "good -- twelve", figure: last(/seen .*/) };

    const { result, output } = await runCheck(check, surroundings);

    expect(result).to.include({ outcome: "passed", figure: "seen twelve" });
    expect(result.command).to.equal("npm run good -- twelve");
    expect(readFileSync(path.join(surroundings.logs, "one.log"), "utf8")).to.equal(output);
  });

  it("tells of failure, and what was said on standard error", async () => {
    const { result, output } = await runCheck({ name: "two", run: "bad" }, surroundings);

    expect(result.outcome).to.equal("failed");
    expect(output).to.contain("it broke");
  });

  it("tells of a script that is not there", async () => {
    const { result } = await runCheck({ name: "three", run: "none" }, surroundings);

    expect(result).to.deep.equal({
      name: "three",
      command: "npm run none",
      outcome: "absent",
      figure: "",
      seconds: 0,
    });
  });
});
