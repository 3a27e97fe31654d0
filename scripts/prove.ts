import { readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

import { compileSolidity, readSource } from "./lib/compileSolidity";
import { runScript } from "./lib/runScript";
import { table } from "./lib/table";
import { toolCommand } from "./lib/toolCommand";
import { BEYOND, UNDECIDED } from "./prove/unproved";

const ROOT = path.join(__dirname, "..");
const FOLDER = "proofs";

/** What the compiler's model checker says of one assertion: error codes of its messages, by engine. */
const VERDICTS: Readonly<Record<string, string>> = {
  ...{ "9576": "proved", "6328": "not proved" },
  ...{ "2961": "proved", "4661": "not proved", "7812": "not proved" },
};

/** What the checker says beside: an engine's end is announced; what it cannot follow counts as any value. */
const REMARKS: ReadonlySet<string> = new Set(["3993", "5724"]);

/**
 * The engine for each file: bmc puts the called functions in place of the calls, which is exact where there are no loops,
 * and copes with remainders and fields of words; chc copes better with products.
 */
const ENGINES: Readonly<Record<string, "bmc" | "chc">> = {
  "CoverProofs.sol": "chc",
  "MedianProofs.sol": "bmc",
  "ReleaseProofs.sol": "bmc",
};

const compilerOutput = z.object({
  errors: z.array(
    z.object({
      errorCode: z.string().optional(),
      severity: z.string(),
      formattedMessage: z.string(),
      sourceLocation: z.object({ file: z.string(), start: z.number(), end: z.number() }).optional(),
    }),
  ),
});

interface Finding {
  file: string;
  line: number;
  assertion: string;
  verdict: string;
}

/** Each file for itself: what another one imports would only be in the solver's way. */
async function check(name: string): Promise<Finding[]> {
  const file = path.posix.join(FOLDER, name);
  const engine = ENGINES[name];
  if (engine === undefined) throw new Error(`${file} has no engine in scripts/prove.ts`);
  const output = await compileSolidity({
    language: "Solidity",
    sources: { [file]: { content: readSource(file) } },
    settings: {
      modelChecker: {
        engine,
        targets: ["assert"],
        showProvedSafe: true,
        showUnproved: true,
        contracts: { [file]: [path.posix.basename(name, ".sol")] },
      },
      outputSelection: {},
    },
  });
  const messages = compilerOutput.parse(output).errors;
  return messages.flatMap(({ errorCode = "", sourceLocation, formattedMessage }) => {
    if (REMARKS.has(errorCode)) return [];
    const verdict = VERDICTS[errorCode];
    if (verdict === undefined || sourceLocation === undefined) throw new Error(formattedMessage);
    const { start, end } = sourceLocation;
    // The compiler counts bytes.
    const source = Buffer.from(readSource(file));
    const line = source.subarray(0, start).toString().split("\n").length;
    return { file, line, assertion: `${source.subarray(start, end).toString()};`, verdict };
  });
}

/** Why an assertion is not decided, and what shows it instead. */
function reasonFor(assertion: string): string {
  const entry = UNDECIDED[assertion];
  return entry === undefined ? "unexpected" : `${entry.why}; instead: ${entry.instead.join(", ")}`;
}

runScript(async () => {
  toolCommand("prove")
    .description(
      "Let the compiler's model checker prove the assertions under proofs/ for every input. Exits with 1 if one that was proved is not any more, or the other way round.",
    )
    .parse();

  const findings: Finding[] = [];
  for (const name of readdirSync(path.join(ROOT, FOLDER)).sort()) {
    findings.push(...(await check(name)).sort((a, b) => a.line - b.line));
  }
  const rows = findings.map(({ file, line, assertion, verdict }) => [
    `${file}:${line}`,
    assertion,
    verdict,
    verdict === "proved" ? "" : reasonFor(assertion),
  ]);
  const columns = ["where", "assertion", "verdict", "why not"].map((title) => ({ title }));
  for (const line of table(columns, rows)) console.log(line);

  console.log("\nWithout an assertion, for the checker cannot follow it:");
  for (const { what, why, instead } of BEYOND) {
    console.log(`- ${what.replaceAll("`", "")}: ${why}; instead: ${instead.join(", ")}`);
  }

  const proved = findings.filter(({ verdict }) => verdict === "proved");
  console.log(`${proved.length} proved, ${findings.length - proved.length} not decided`);
  const unexpected = findings.filter(
    ({ assertion, verdict }) => (verdict === "proved") === assertion in UNDECIDED,
  );
  return findings.length === 0 || unexpected.length > 0 ? 1 : 0;
});
