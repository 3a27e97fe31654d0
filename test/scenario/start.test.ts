import { takeSnapshot } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import hre from "hardhat";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

import { jsonOf } from "../../scripts/lib/jsonOf";
import { playScenario } from "../../scripts/scenario/playScenario";
import { readScenario } from "../../scripts/scenario/readScenario";
import { readChair } from "./chair";

const ROOT = path.join(__dirname, "../..");
const AID = path.join(ROOT, "examples/aid.json");

interface Outcome {
  status: number | null;
  stdout: string;
  stderr: string;
}

/** Runs what `npm start` runs, without a terminal. */
function start(...args: string[]): Outcome {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["-r", "ts-node/register/transpile-only", "scripts/start.ts", ...args],
    { cwd: ROOT, encoding: "utf8", env: { ...process.env, NODE_OPTIONS: "" } },
  );
  return { status, stdout, stderr };
}

describe("npm start", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(path.join(tmpdir(), "kepil-start-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  function aidWith(change: (text: string) => string): string {
    const file = path.join(folder, "aid.json");
    writeFileSync(file, change(readFileSync(AID, "utf8")));
    return file;
  }

  it("explains itself and exits with 0", () => {
    const { status, stdout, stderr } = start("--help");

    expect(status).to.equal(0);
    expect(stderr).to.equal("");
    for (const word of ["--scenario <file>", "--json", "NO_COLOR", "docs/scenarios.md"]) {
      expect(stdout).to.contain(word);
    }
    for (const code of ["0", "1", "2", "3", "4", "5"]) {
      expect(stdout).to.match(new RegExp(`^  ${code}  `, "m"));
    }
  });

  for (const args of [["--nonsense"], ["file.json"], ["--scenario"]]) {
    it(`exits with 2 on ${args.join(" ")}`, () => {
      const { status, stdout, stderr } = start(...args);

      expect(status).to.equal(2);
      expect(stdout).to.equal("");
      expect(stderr).to.match(/^error: /);
    });
  }

  it("tells whoever gives a file alone how it is given", () => {
    expect(start("examples/flat.json").stderr).to.contain("--scenario <file>");
  });

  it("exits with 3 on a file with a mistake, naming the place", () => {
    const file = aidWith((text) => text.replace('"by": "Foundation"', '"by": "Foundatoin"'));
    const { status, stdout, stderr } = start("--scenario", file);

    expect(status).to.equal(3);
    expect(stdout).to.equal("");
    expect(stderr).to.contain(`${file}: story[0].by: expected one of the people (Amina, `);
    expect(stderr).to.contain('found "Foundatoin"');
    expect(stderr).to.contain("docs/scenarios.md");
  });

  it("exits with 3 when the contracts refuse what stands before the story", () => {
    const file = path.join(folder, "chair.json");
    writeFileSync(file, readChair().replace('"Boris": "20"', '"Boris": "2"'));
    const { status, stdout, stderr } = start("--scenario", file);

    expect(status).to.equal(3);
    expect(stdout).to.equal("One chair\n\n");
    expect(stderr).to.equal(
      `Error: ${file}: sureties[0].guarantors[0]: it is refused: InsufficientCover (member Boris, needed 20, available 2)\nSee docs/scenarios.md\n`,
    );
  });

  it("exits with 3 when there is no such file", () => {
    const { status, stderr } = start("--scenario", path.join(folder, "missing.json"));

    expect(status).to.equal(3);
    expect(stderr).to.contain("Error: Cannot read ");
  });

  it("exits with 4 when an expectation is not met, after telling what came before", () => {
    const file = aidWith((text) => text.replace('"free": "1040"', '"free": "1041"'));
    const { status, stdout, stderr } = start("--scenario", file);

    expect(status).to.equal(4);
    expect(stdout).to.contain("Cooperative owes guarantors 120");
    expect(stdout).not.to.contain("\u001b[");
    expect(stderr).to.contain(
      `${file}: story[18] (expect): people.Foundation.free: expected 1,041, found 1,040`,
    );
  });

  it("exits with 4 and prints no data with --json when a step fails", () => {
    const file = aidWith((text) => text.replace('"amount": "240"', '"amount": "240000"'));
    const { status, stdout, stderr } = start("--json", "--scenario", file);

    expect(status).to.equal(4);
    expect(stdout).to.equal("");
    expect(stderr).to.contain("InsufficientDeposit (member Cooperative, needed 240,000");
  });

  it("prints the story and the tables, ends with conservation, and exits with 0", () => {
    const { status, stdout, stderr } = start("--scenario", AID);

    expect(status).to.equal(0);
    expect(stderr.replace(/^npm warn.*$/gm, "").trim()).to.equal("");
    for (const title of ["Members", "Money", "Stages", "Waterfall", "Recourse", "Court"]) {
      expect(stdout).to.match(new RegExp(`^${title}`, "m"));
    }
    expect(stdout).not.to.contain("\u001b[");
    expect(stdout.trimEnd().split("\n").at(-1)).to.equal(
      "✓ vault = deposits + escrows + fees: 1,710 = 1,710 + 0 + 0",
    );
  });

  it("prints with --json the same that was played", async () => {
    const { status, stdout } = start("--json", "--scenario", AID);
    const snapshot = await takeSnapshot();
    const played = await playScenario(hre, readScenario(AID));
    await snapshot.restore();

    expect(status).to.equal(0);
    const printed = JSON.parse(stdout) as typeof played;
    const expected = JSON.parse(jsonOf(played)) as typeof played;
    expect(printed.title).to.equal(expected.title);
    expect(printed.report).to.deep.equal(expected.report);
    expect(printed.steps.map(({ day, told }) => ({ day, told }))).to.deep.equal(
      expected.steps.map(({ day, told }) => ({ day, told })),
    );
    expect(printed.report.conservation.balance).to.equal("1710000000000000000000");
  });
});
