import { Command } from "commander";
import { readdirSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

import { compileSolidity, readSource } from "./lib/compileSolidity";
import { runScript } from "./lib/runScript";
import { table } from "./lib/table";

const ROOT = path.join(__dirname, "..");
const FOLDER = "proofs";

/** What the compiler's model checker says of one assertion: error codes of its messages. */
const VERDICTS: Readonly<Record<string, string>> = { "9576": "proved", "6328": "not proved" };

/** Assertions that the solver cannot decide, by their text; each is shown by tests instead. */
const UNDECIDED: Readonly<Record<string, string>> = {
  "assert(from0 <= part0);": "a product of two amounts",
  "assert(from1 <= part1);": "a product of two amounts",
  "assert(from0 == part0);": "a product of two amounts",
  "assert(from1 == part1);": "a product of two amounts",
  "assert(Fault.wrap(fault).ofAmount(amount) <= amount);": "a product of amount and fault",
  "assert(PROVIDER_AT_FAULT.ofAmount(amount) == amount);": "a division of a product",
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

async function check(): Promise<Finding[]> {
  const files = readdirSync(path.join(ROOT, FOLDER)).map((name) => path.posix.join(FOLDER, name));
  const output = await compileSolidity({
    language: "Solidity",
    sources: Object.fromEntries(files.map((file) => [file, { content: readSource(file) }])),
    settings: {
      modelChecker: {
        engine: "chc",
        targets: ["assert"],
        showProvedSafe: true,
        showUnproved: true,
        contracts: Object.fromEntries(
          files.map((file) => [file, [path.posix.basename(file, ".sol")]]),
        ),
      },
      outputSelection: {},
    },
  });
  return compilerOutput.parse(output).errors.map((message) => {
    const { errorCode = "", sourceLocation, formattedMessage } = message;
    const verdict = VERDICTS[errorCode];
    if (verdict === undefined || sourceLocation === undefined) throw new Error(formattedMessage);
    const { file, start, end } = sourceLocation;
    // The compiler counts bytes.
    const source = Buffer.from(readSource(file));
    return {
      file,
      line: source.subarray(0, start).toString().split("\n").length,
      assertion: `${source.subarray(start, end).toString()};`,
      verdict,
    };
  });
}

runScript(async () => {
  new Command("prove")
    .description(
      "Let the compiler's model checker prove the assertions under proofs/ for every input. Exits with 1 if one that was proved is not any more, or the other way round.",
    )
    .parse();

  const findings = await check();
  const rows = findings
    .sort((a, b) => a.line - b.line)
    .map(({ file, line, assertion, verdict }) => [
      `${file}:${line}`,
      assertion,
      verdict,
      verdict === "proved" ? "" : (UNDECIDED[assertion] ?? "unexpected"),
    ]);
  const columns = ["where", "assertion", "verdict", "why not"].map((title) => ({ title }));
  for (const line of table(columns, rows)) console.log(line);

  const proved = findings.filter(({ verdict }) => verdict === "proved");
  console.log(`${proved.length} proved, ${findings.length - proved.length} not decided`);
  const unexpected = findings.filter(
    ({ assertion, verdict }) => (verdict === "proved") === assertion in UNDECIDED,
  );
  return findings.length === 0 || unexpected.length > 0 ? 1 : 0;
});
