import { expect } from "chai";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import type { ReplayReport } from "../../scripts/replay/ReplayReport";
import { NETWORK_FILE } from "./generateNetwork";

const ROOT = path.join(__dirname, "../..");
const LINES = 2_000;

interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs the script as a user does, in a process of its own. */
async function replay(...args: string[]): Promise<Outcome> {
  const command = ["-r", "ts-node/register/transpile-only", "scripts/replay.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

describe("npm run replay", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kepil-replay-"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  describe("given a small trust network", function () {
    this.timeout(300_000);
    let outcome: Outcome;
    let report: ReplayReport;
    let svg: string;

    before(async () => {
      const drawing = path.join(folder, "graph.svg");
      outcome = await replay(NETWORK_FILE, "--limit", String(LINES), "--json", "--svg", drawing);
      expect(outcome.exitCode, outcome.stderr).to.equal(0);
      report = JSON.parse(outcome.stdout) as ReplayReport;
      svg = await readFile(drawing, "utf8");
    });

    it("<COV-1> ends with conservation proved and every debt followed", () => {
      const { balance, deposits, escrows, fees, findings, holds } = report.conservation;

      expect({ holds, findings, escrows, fees }).to.deep.equal({
        holds: true,
        findings: [],
        escrows: "0",
        fees: "0",
      });
      expect(balance).to.equal(deposits);
    });

    it("comes to the same as ever", async () => {
      const { members, trades, disputes, waterfall, recourse, conservation } = report;
      const kept = await readFile(path.join(__dirname, "network.report.json"), "utf8");

      expect({ members, trades, disputes, waterfall, recourse, conservation }).to.deep.equal(
        JSON.parse(kept),
      );
    });

    it("lives everything that a rating can lead to", () => {
      const { members, trades, disputes, waterfall, recourse, gas } = report;

      expect(members.byGeneration.length).to.be.greaterThan(4);
      expect(members.expelled).to.be.greaterThan(0);
      expect(trades.disputed).to.equal(disputes.decided);
      expect(trades.defaulted).to.be.greaterThan(0);
      expect(waterfall.byDepth.length).to.be.greaterThan(2);
      expect(Number(recourse.repaid)).to.be.greaterThan(0);
      expect(gas.map(({ operation }) => operation)).to.include.members([
        "vouch",
        "vote",
        "takeMoney",
        "collect",
        "expel",
        "withdrawSurety",
      ]);
    });

    it("accounts for every line", () => {
      const { members, trades } = report;
      const skipped = Object.values(trades.skipped).reduce((sum, count) => sum + count, 0);

      expect(trades.made + skipped + trades.remembered).to.equal(LINES);
      expect(members.active + members.expelled).to.equal(members.total);
    });

    it("draws everybody who joined", () => {
      const { total, expelled } = report.members;

      expect(svg).to.include(`${total} members in`).and.to.include(`${expelled} of them expelled`);
    });

    it("draws no progress where there is no terminal", () => {
      expect(outcome.stderr).to.not.include("%");
    });
  });

  it("tells people what came of it", async () => {
    const { exitCode, stdout } = await replay(NETWORK_FILE, "--limit", "60");

    expect(exitCode).to.equal(0);
    expect(stdout).to.match(/^60 ratings of \d+ people, 2015-01-01 to 2015-/);
    expect(stdout).to.match(/\nconservation holds: vault [\d,.]+ = deposits [^\n]+\n$/);
    expect(stdout).to.not.include("\x1b[");
  });

  it("stops at a malformed line with its number before anything is sent", async () => {
    const file = path.join(folder, "malformed.csv");
    const lines = (await readFile(NETWORK_FILE, "utf8")).split("\n");
    lines[1_499] = "1,2,eleven,1436486400";
    await writeFile(file, lines.join("\n"));
    const { exitCode, stdout, stderr } = await replay(file);

    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 3, stdout: "" });
    expect(stderr).to.equal(
      'Error: line 1500: rating: expected a whole number from -10 to 10 other than 0, found "eleven"\nSee docs/replay.md\n',
    );
  });

  it("explains itself", async () => {
    const { exitCode, stdout } = await replay("--help");

    expect(exitCode).to.equal(0);
    expect(stdout)
      .to.match(/Usage: replay \[options\] <file>/)
      .and.to.match(/Exit codes:/);
  });

  it("refuses a drawing that cannot be written before anything is lived", async () => {
    const missing = path.join(folder, "missing");
    const file = path.join(folder, "a-file");
    await writeFile(file, "");
    const cases = [
      [path.join(missing, "graph.svg"), `there is no folder ${missing}`],
      [path.join(file, "graph.svg"), `there is no folder ${file}`],
      [folder, "it is a folder"],
    ] as const;

    for (const [svg, why] of cases) {
      const { exitCode, stdout, stderr } = await replay(
        NETWORK_FILE,
        "--limit",
        "60",
        "--svg",
        svg,
      );

      expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
      expect(stderr).to.equal(
        `error: option '--svg <path>' argument '${svg}' is invalid. Cannot write it: ${why}.\n`,
      );
    }
  });

  it("refuses a limit that is no number", async () => {
    const { exitCode, stdout, stderr } = await replay("--limit", "none", NETWORK_FILE);

    expect({ exitCode, stdout }).to.deep.equal({ exitCode: 2, stdout: "" });
    expect(stderr).to.equal(
      "error: option '--limit <lines>' argument 'none' is invalid. Expected a whole number from 1.\n",
    );
  });
});
