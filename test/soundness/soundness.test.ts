import { expect } from "chai";
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { access, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { check } from "prettier";

import type { SoundnessReport } from "../../scripts/soundness/SoundnessReport";
import { NETWORK_FILE } from "../replay/generateNetwork";

const ROOT = path.join(__dirname, "../..");

interface Outcome {
  exitCode: number;
  stdout: string;
  stderr: string;
}

/** Runs the script as a user does, in a process of its own. */
async function soundness(...args: string[]): Promise<Outcome> {
  const command = ["-r", "ts-node/register/transpile-only", "scripts/soundness.ts", ...args];
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: ROOT }, (error, stdout, stderr) => {
      resolve({ exitCode: error === null ? 0 : Number(error.code ?? -1), stdout, stderr });
    });
  });
}

describe("npm run soundness", function () {
  this.timeout(60_000);
  const quickly = ["--members", "40", "--trials", "1", "--no-sweeps"];
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kepil-soundness-"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  it("tells what each strategy came to, with the seed and the time", async () => {
    const { exitCode, stdout } = await soundness(NETWORK_FILE, ...quickly);

    expect(exitCode).to.equal(0);
    expect(stdout).to.contain("40 members");
    expect(stdout).to.contain("seed 1");
    expect(stdout).to.match(/Living on other people's pledges/);
    expect(stdout).to.match(/\n[\d.]+ s, of which [\d.]+ s of processor time\n$/);
  });

  it("prints the same figures for the same seed as JSON", async () => {
    const [one, other, third] = await Promise.all([
      soundness(NETWORK_FILE, ...quickly, "--json"),
      soundness(NETWORK_FILE, ...quickly, "--json"),
      soundness(NETWORK_FILE, ...quickly, "--json", "--seed", "5"),
    ]);
    const report = JSON.parse(one.stdout) as SoundnessReport;

    const ratings = await readFile(NETWORK_FILE);
    expect(report.ratings).to.equal(createHash("sha256").update(ratings).digest("hex"));
    expect(report.strategies).to.have.length(10);
    expect(report.plays).to.equal(report.strategies.flatMap(({ variants }) => variants).length);
    expect(one.stdout).to.equal(other.stdout);
    expect(third.stdout).not.to.equal(one.stdout);
  });

  it("writes the document and a plot for each number that is swept", async () => {
    const args = ["--members", "20", "--trials", "1", "--json", "--write", folder];
    const { exitCode, stdout, stderr } = await soundness(NETWORK_FILE, ...args);
    const report = JSON.parse(stdout) as SoundnessReport;
    const doc = await readFile(path.join(folder, "soundness.md"), "utf8");

    expect(exitCode, stderr).to.equal(0);
    expect(await check(doc, { parser: "markdown", printWidth: 100 })).to.equal(true);
    expect(doc).not.to.match(/undefined|NaN|Infinity/);
    for (const { title } of report.strategies) expect(doc).to.contain(`### ${title}\n`);
    for (const { name, points } of report.sweeps) {
      expect(points.filter(({ isDefault }) => isDefault)).to.have.length(1);
      expect(doc).to.contain(`(soundness/${name}.svg)`);
      const svg = await readFile(path.join(folder, "soundness", `${name}.svg`), "utf8");
      expect(svg).to.match(/^<svg [^]*<\/svg>\n$/);
      expect(svg).not.to.match(/undefined|NaN|Infinity/);
    }
  });

  it("has the plots that its document shows", async () => {
    const doc = await readFile(path.join(ROOT, "docs/soundness.md"), "utf8");
    const shown = [...doc.matchAll(/\((soundness\/\w+\.svg)\)/g)].map(([, file]) => file ?? "");

    expect(shown).to.have.length(8);
    for (const file of shown) await access(path.join(ROOT, "docs", file));
  });

  const wrongUsage: [string, string[], string][] = [
    ["no file", [], "missing required argument 'file'"],
    ["two files", ["one.csv", "two.csv"], "too many arguments"],
    ["an unknown option", [NETWORK_FILE, "--loud"], "unknown option '--loud'"],
    ["a seed that is no number", [NETWORK_FILE, "--seed", "x"], "a whole number from 0"],
    ["no trials", [NETWORK_FILE, "--trials", "0"], "a whole number from 1"],
    [
      "a document of half the figures",
      [NETWORK_FILE, "--no-sweeps", "--write", "."],
      "--no-sweeps",
    ],
    ["too few members", [NETWORK_FILE, "--members", "19"], "a whole number from 20"],
  ];
  for (const [what, args, message] of wrongUsage) {
    it(`refuses ${what}`, async () => {
      const { exitCode, stderr } = await soundness(...args);

      expect(stderr).to.contain(message);
      expect(exitCode).to.equal(2);
    });
  }

  const badFiles: [string, string, string][] = [
    ["a malformed line", "1,2,3,1289241912\n1,2,3\n", "line 2: expected rater,rated,rating,time"],
    ["too few raters", "1,2,3,1289241912\n", "needs 5 different raters"],
  ];
  for (const [what, text, message] of badFiles) {
    it(`refuses a file with ${what}`, async () => {
      const file = path.join(folder, `${what.replaceAll(" ", "-")}.csv`);
      await writeFile(file, text);
      const { exitCode, stderr } = await soundness(file);

      expect(stderr).to.contain(message);
      expect(exitCode).to.equal(3);
    });
  }

  it("refuses a file that is not there", async () => {
    const { exitCode, stderr } = await soundness(path.join(folder, "nowhere.csv"));

    expect(stderr).to.contain("Cannot read");
    expect(exitCode).to.equal(3);
  });
});
