// Runs in a process of its own: loads Hardhat, the mutants' code and the test files once, then answers requests.
import * as networkHelpers from "@nomicfoundation/hardhat-network-helpers/dist/src/loadFixture";
import { Interface } from "ethers";
import hre from "hardhat";
import { EdrProviderWrapper } from "hardhat/internal/hardhat-network/provider/provider";
import type { Artifact } from "hardhat/types";
import Mocha from "mocha";
import { readFileSync } from "node:fs";
import path from "node:path";

import { Chains, MOST_GAS } from "./Chains";
import { TOO_MUCH, type Artifacts, type Reply, type Request, type TracedTest } from "./messages";
import { rememberConversions } from "./remember";
import { ROOT } from "./sources";
import { TRACING } from "./weave";

/** How many tests are run at first, before all that are left. */
const FIRST = [2, 8, 40];

/** More than any test takes; a mutant has a limit of its own. */
const TIME_FOR_A_TEST = 1_800_000;

/** Above what blocks that are nearly empty ask for. */
const GAS_PRICE = 2e9;

/** Gas for a byte of what is deployed, and a little more. */
const GAS_FOR_A_BYTE = 300;

/** How often the memory and the time in use are looked at (milliseconds), and how much more of it a request may take (bytes). */
const LOOKED_AT_EVERY = 500;
const MORE_MEMORY = { trace: 8 * 2 ** 30, try: 4 * 2 ** 30 };

const [artifactsFile = "", ...files] = process.argv.slice(2);

rememberConversions();

// Where an error comes from takes long to find out, and nobody reads it.
Error.stackTraceLimit = 0;

let replaced = JSON.parse(readFileSync(artifactsFile, "utf8")) as Artifacts;
const sizes = Object.values(replaced).map(({ bytecode }) => bytecode.length / 2);

const network = hre.config.networks.hardhat;
network.allowUnlimitedContractSize = true;
network.gas = MOST_GAS + GAS_FOR_A_BYTE * Math.max(0, ...sizes);
network.blockGasLimit = network.gas;
// Else the price is asked for before each transaction.
network.gasPrice = GAS_PRICE;
hre.network.config = network;

const chains = new Chains(EdrProviderWrapper as unknown as ConstructorParameters<typeof Chains>[0]);
Object.assign(networkHelpers, {
  loadFixture: async (fixture: () => Promise<unknown>) => chains.load(fixture),
});

const readArtifact = hre.artifacts.readArtifact.bind(hre.artifacts);
const artifacts = new Map<string, Artifact>();
hre.artifacts.readArtifact = async (name: string): Promise<Artifact> => {
  const known = artifacts.get(name);
  if (known !== undefined) return known;
  const artifact = { ...(await readArtifact(name)) };
  Object.assign(artifact, replaced[`${artifact.sourceName}:${artifact.contractName}`]);
  artifacts.set(name, artifact);
  return artifact;
};

// Tests deploy the same few contracts thousands of times: each interface is parsed once.
const interfaces = new Map<unknown, Interface>();
const interfaceFrom = Interface.from.bind(Interface);
Interface.from = (abi) => {
  const known = interfaces.get(abi) ?? interfaceFrom(abi);
  if (Array.isArray(abi)) interfaces.set(abi, known);
  return known;
};

// The signers of the network's accounts are the same on each chain.
const { getSigners } = hre.ethers;
let signers: ReturnType<typeof getSigners> | undefined;
hre.ethers.getSigners = async () => {
  signers ??= getSigners();
  return [...(await signers)];
};

/** Mocha, with what it calls itself before a run. */
class LoadedMocha extends Mocha {
  load(): void {
    this.loadFiles();
  }
}

const mocha = new LoadedMocha({ timeout: TIME_FOR_A_TEST, reporter: Mocha.reporters.Base });
mocha.cleanReferencesAfterRun(false);
for (const file of files) mocha.addFile(path.join(ROOT, file));
mocha.load();

/** The original of what is deployed, if that has no switch. */
let original: Artifacts | undefined;

/** Tests that pass when run alone, and those that need others to run before them. */
const alone = new Map<string, boolean>();

interface Run {
  isRun: (title: string) => boolean;
  bail: boolean;
  onEnd?: (test: Mocha.Test) => void;
}

/** Runs tests, and gives the first that failed. */
async function run({
  isRun,
  bail,
  onEnd,
}: Run): Promise<{ title: string; reason: string } | undefined> {
  mocha.bail(bail);
  Object.assign(mocha.options, { grep: { test: isRun } });
  let failed: { title: string; reason: string } | undefined;
  await new Promise<void>((resolve) => {
    const runner = mocha.run(() => {
      resolve();
    });
    runner.on("test", () => {
      chains.hits.clear();
      chains.loaded.clear();
      chains.preparing = 0;
    });
    runner.on("fail", (test, error: Error) => {
      // A hook is named after the test that it was run for.
      const title = (test.ctx?.currentTest ?? test).fullTitle();
      failed ??= { title, reason: error.message };
    });
    if (onEnd !== undefined) runner.on("test end", onEnd);
  });
  return failed;
}

async function trace(wanted: ReadonlySet<string>): Promise<TracedTest[]> {
  const tests: TracedTest[] = [];
  chains.turnOn(TRACING);
  const titles = new Set<string>();
  mocha.suite.eachTest((test) => {
    if (wanted.has(path.relative(ROOT, test.file ?? ""))) titles.add(test.fullTitle());
  });
  await run({
    isRun: (title) => titles.has(title),
    bail: false,
    onEnd: (test) => {
      const hits = new Set(chains.hits);
      for (const fixture of chains.loaded) {
        for (const hit of chains.fixtureHits.get(fixture) ?? []) hits.add(hit);
      }
      tests.push({
        file: path.relative(ROOT, test.file ?? ""),
        title: test.fullTitle(),
        passed: test.state === "passed",
        reason: test.err?.message ?? "",
        milliseconds: Math.max(0, (test.duration ?? 0) - chains.preparing),
        fixtures: [...chains.loaded],
        hits: [...hits],
        ownHits: [...chains.hits],
      });
    },
  });
  return tests;
}

async function tryMutant(mutant: number, titles: readonly string[]): Promise<Reply> {
  let from = 0;
  chains.turnOn(BigInt(mutant));
  for (const size of [...FIRST, titles.length]) {
    const some = new Set(titles.slice(from, from + size));
    from += size;
    while (some.size > 0) {
      const failed = await run({ isRun: (title) => some.has(title), bail: true });
      if (failed === undefined) break;
      const { title, reason } = failed;
      const isOfMutant = await passesAlone(title);
      chains.turnOn(BigInt(mutant));
      if (isOfMutant && !(await passes(title))) {
        return { kind: "tried", mutant, killer: title, reason };
      }
      some.delete(title);
    }
  }
  return { kind: "tried", mutant, killer: undefined, reason: "" };
}

/** Whether a test passes with the original. */
async function passesAlone(title: string): Promise<boolean> {
  const known = alone.get(title);
  if (known !== undefined) return known;
  const changed = replaced;
  if (original !== undefined) deploy(original);
  chains.turnOn(0n);
  const isPassed = await passes(title);
  if (original !== undefined) deploy(changed);
  alone.set(title, isPassed);
  return isPassed;
}

/** Whether a test passes when it is run alone. */
async function passes(title: string): Promise<boolean> {
  return (await run({ isRun: (other) => other === title, bail: true })) === undefined;
}

function deploy(code: Artifacts): void {
  replaced = code;
  artifacts.clear();
}

async function answer(request: Request): Promise<Reply> {
  switch (request.kind) {
    case "trace": {
      const tests = await trace(new Set(request.files));
      const fixtures = [...chains.fixtureHits].map(([name, hits]) => ({
        name,
        milliseconds: chains.fixtureTimes.get(name) ?? 0,
        hits: [...hits],
      }));
      return { kind: "traced", tests, fixtures };
    }
    case "fixtures":
      for (const { name, hits } of request.fixtures) chains.fixtureHits.set(name, new Set(hits));
      return { kind: "taken" };
    case "deploy":
      // What was found out about fixtures and tests is true of the code with switches.
      if (original === undefined) alone.clear();
      chains.fixtureHits.clear();
      ({ original } = request);
      deploy(request.artifacts);
      return { kind: "taken" };
    case "try":
      return tryMutant(request.mutant, request.titles);
  }
}

const send = (reply: Reply): void => {
  process.send?.({ ...reply, memory: process.memoryUsage.rss() });
};

let mostMemory = Infinity;
let mostTime = Infinity;
let begun = process.cpuUsage();
process.on("message", (request: Request) => {
  const more = request.kind === "trace" ? MORE_MEMORY.trace : MORE_MEMORY.try;
  mostMemory = process.memoryUsage.rss() + more;
  mostTime = request.kind === "try" ? request.milliseconds : Infinity;
  begun = process.cpuUsage();
  answer(request).then(send, (error: unknown) => {
    console.error(error);
    process.exit(1);
  });
});
setInterval(() => {
  const { user, system } = process.cpuUsage(begun);
  const isTooLong = user + system > mostTime * 1000;
  if (isTooLong || process.memoryUsage.rss() > mostMemory) process.exit(TOO_MUCH);
}, LOOKED_AT_EVERY);
process.on("disconnect", () => {
  process.exit();
});
// The network is taken over before a test uses it.
hre.network.provider.request({ method: "eth_chainId" }).then(
  () => {
    send({ kind: "ready" });
  },
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
