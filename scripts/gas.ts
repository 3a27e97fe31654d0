import { artifacts, run } from "hardhat";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import { z } from "zod";

import { BUDGETS, MOST_BYTES } from "./gas/budgets";
import { measureAll } from "./gas/measureAll";
import { GasMeter } from "./gas/Meter";
import { codeSize } from "./lib/codeSize";
import { deployedContracts } from "./lib/deployedContracts";
import { runScript } from "./lib/runScript";
import { table } from "./lib/table";
import { toolCommand } from "./lib/toolCommand";

const SNAPSHOT = path.join(__dirname, "../gas/snapshot.json");

/** Gas by operation, and bytes of code by `size:` and the contract. */
type Snapshot = Record<string, number>;

async function measure(): Promise<Snapshot> {
  await run("compile", { quiet: true });
  const meter = new GasMeter();
  await measureAll(() => meter);
  const snapshot: Snapshot = { ...meter.gas };
  for (const name of await deployedContracts()) {
    const { deployedBytecode } = await artifacts.readArtifact(name);
    snapshot[`size:${name}`] = codeSize(deployedBytecode);
  }
  return Object.fromEntries(Object.entries(snapshot).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function budgetOf(key: string): number {
  return key in BUDGETS ? BUDGETS[key as keyof typeof BUDGETS] : MOST_BYTES;
}

function readSnapshot(): Snapshot {
  if (!existsSync(SNAPSHOT)) return {};
  return z.record(z.string(), z.number()).parse(JSON.parse(readFileSync(SNAPSHOT, "utf8")));
}

/** A table of everything measured against its budget and the snapshot before. */
function render(now: Snapshot, before: Snapshot): string {
  const rows = Object.entries(now).map(([key, value]) => {
    const budget = budgetOf(key);
    const change = value - (before[key] ?? value);
    return [
      key,
      String(value),
      String(budget),
      `${Math.round((100 * value) / budget)} %`,
      change === 0 ? "" : `${change > 0 ? "+" : ""}${change}`,
      value > budget ? "over" : "",
    ];
  });
  const right = "right" as const;
  return table(
    [
      { title: "operation" },
      { title: "measured", align: right },
      { title: "budget", align: right },
      { title: "used", align: right },
      { title: "change", align: right },
      { title: "" },
    ],
    rows,
  ).join("\n");
}

function differences(now: Snapshot, before: Snapshot): string[] {
  const keys = [...new Set([...Object.keys(before), ...Object.keys(now)])].sort();
  return keys
    .filter((key) => now[key] !== before[key])
    .map((key) => `  ${key}: ${before[key] ?? "new"} -> ${now[key] ?? "gone"}`);
}

interface Options {
  check?: true;
  strict?: true;
}

runScript(async () => {
  const options = toolCommand("gas")
    .description(
      "Measure what the operations cost and how large the contracts are, in gas/snapshot.json.",
    )
    .option("--check", "write nothing; exit with 1 if the snapshot differs")
    .option("--strict", "exit with 1 if anything is over its budget")
    .parse()
    .opts<Options>();

  const [before, now] = [readSnapshot(), await measure()];
  console.log(render(now, before));

  const over = Object.keys(now).filter((key) => (now[key] ?? 0) > budgetOf(key));
  if (over.length > 0) {
    const meaning = options.strict === true ? "" : " (told only; --strict fails on it)";
    console.error(`Over budget${meaning}: ${over.join(", ")}`);
  }
  const failed = options.strict === true && over.length > 0;

  if (options.check) {
    const differing = differences(now, before);
    if (differing.length === 0) return failed ? 1 : 0;
    console.error("gas/snapshot.json is out of date, run `npm run gas`:");
    for (const line of differing) console.error(line);
    return 1;
  }
  await mkdir(path.dirname(SNAPSHOT), { recursive: true });
  await writeFile(SNAPSHOT, `${JSON.stringify(now, null, 2)}\n`);
  return failed ? 1 : 0;
});
