import { artifacts } from "hardhat";
import { readFile } from "node:fs/promises";

import { deployedContracts } from "../../lib/deployedContracts";
import type { CompilerLayout } from "./slotName";

interface BuildInfo {
  output: { contracts: Record<string, Record<string, CompilerOutput>> };
}

interface CompilerOutput {
  storageLayout?: CompilerLayout;
  evm?: { methodIdentifiers?: Record<string, string> };
}

/** What the compiler says of a contract. */
export interface Page {
  name: string;
  layout: CompilerLayout;
  /** Functions by selector, without `0x`. */
  functions: ReadonlyMap<string, string>;
}

const TOKEN = "TestToken";

/** The compiler's output is large, and is read once. */
let pages: Promise<Page[]> | undefined;

/** Names for the addresses, functions and slots of a community. */
export class Codebook {
  private constructor(
    private readonly pages: readonly Page[],
    private readonly names: ReadonlyMap<string, string>,
  ) {}

  /** @param names Contracts by address */
  static async open(names: ReadonlyMap<string, string>): Promise<Codebook> {
    pages ??= readPages();
    return new Codebook(await pages, names);
  }

  /** The contract at an address; a linked library has none that is known, but functions of its own. */
  contract(address: string, selector?: string): string {
    const name = this.names.get(address.toLowerCase());
    if (name !== undefined) return name;
    const candidates = this.pages.filter(({ functions }) => functions.has(selector ?? ""));
    return candidates.length === 1 ? (candidates[0]?.name ?? address) : address;
  }

  functionName(contract: string, selector: string | undefined): string {
    return this.page(contract)?.functions.get(selector ?? "") ?? selector ?? "?";
  }

  layout(contract: string): CompilerLayout {
    return this.page(contract)?.layout ?? { storage: [], types: null };
  }

  private page(contract: string): Page | undefined {
    return this.pages.find(({ name }) => name === contract);
  }
}

async function readPages(): Promise<Page[]> {
  const names = [...(await deployedContracts()), TOKEN];
  const found = new Map<string, Page>();
  for (const file of await artifacts.getBuildInfoPaths()) {
    const { output } = JSON.parse(await readFile(file, "utf8")) as BuildInfo;
    for (const contracts of Object.values(output.contracts)) {
      for (const name of names) {
        const contract = contracts[name];
        const identifiers = Object.entries(contract?.evm?.methodIdentifiers ?? {});
        // Each part of the build knows the contracts it imports as well, without their code.
        if (contract?.storageLayout === undefined || identifiers.length === 0) continue;
        found.set(name, {
          name,
          layout: contract.storageLayout,
          functions: new Map(
            identifiers.map(([signature, selector]) => [selector, signature.replace(/\(.*/, "")]),
          ),
        });
      }
    }
  }
  return names.flatMap((name) => found.get(name) ?? []);
}
