import { z } from "zod";

/** How to compile: the compiler's own settings. */
export interface Settings {
  viaIR?: boolean;
  optimizer?: Record<string, unknown>;
}

const message = z.object({
  severity: z.string(),
  formattedMessage: z.string(),
  errorCode: z.string().optional(),
  sourceLocation: z.object({ file: z.string(), start: z.number(), end: z.number() }).optional(),
});

const links = z.record(
  z.string(),
  z.record(z.string(), z.array(z.object({ start: z.number(), length: z.number() }))),
);

const code = z.object({ object: z.string(), linkReferences: links.default({}) });

const output = z.object({
  errors: z.array(message).default([]),
  sources: z
    .record(z.string(), z.object({ ast: z.unknown().optional(), id: z.number() }))
    .default({}),
  contracts: z
    .record(
      z.string(),
      z.record(
        z.string(),
        z.object({
          abi: z.array(z.unknown()).optional(),
          evm: z.object({ bytecode: code, deployedBytecode: code.optional() }).optional(),
        }),
      ),
    )
    .default({}),
});

export type CompilerMessage = z.infer<typeof message>;
export type CompilerOutput = z.infer<typeof output>;

/** The code of the same functions is the same, whatever their source is. */
const NO_METADATA = { appendCBOR: false };

interface Compiler {
  compile: (input: string) => string;
}

/** Loads the compiler once; each call of what it returns takes sources of one character a byte. */
export async function loadCompiler(): Promise<
  (
    sources: Record<string, string>,
    outputs: Record<string, Record<string, string[]>>,
    settings?: Settings,
  ) => CompilerOutput
> {
  const solc = (await import("solc")).default as Compiler;
  return (sources, outputs, settings = {}) => {
    const input = {
      language: "Solidity",
      sources: Object.fromEntries(
        Object.entries(sources).map(([name, text]) => [
          name,
          { content: Buffer.from(text, "latin1").toString("utf8") },
        ]),
      ),
      settings: {
        evmVersion: "cancun",
        metadata: NO_METADATA,
        ...settings,
        outputSelection: outputs,
      },
    };
    return output.parse(JSON.parse(solc.compile(JSON.stringify(input))));
  };
}

/** The messages that keep an output from being there. */
export function errorsOf({ errors }: CompilerOutput): CompilerMessage[] {
  return errors.filter(({ severity }) => severity === "error");
}
