import { Interface } from "ethers";
import { artifacts } from "hardhat";

/** A parameter as the compiler describes it. */
export interface Parameter {
  readonly type: string;
  readonly internalType?: string | undefined;
  readonly components?: readonly Parameter[] | undefined;
}

/** A function with its selector, as hexadecimal digits. */
export interface Callable {
  readonly signature: string;
  readonly selector: string;
  readonly inputs: readonly Parameter[];
  readonly isPayable: boolean;
}

interface AbiItem {
  readonly stateMutability: string;
  readonly type: string;
  readonly name: string;
  readonly inputs: readonly Parameter[];
}

/** All functions of a contract. */
export async function readCallables(contract: string): Promise<Callable[]> {
  const { abi } = await artifacts.readArtifact(contract);
  const selectors = new Interface(abi);
  return (abi as readonly AbiItem[])
    .filter(({ type }) => type === "function")
    .map(({ name, inputs, stateMutability }) => {
      const signature = `${name}(${inputs.map(formatOf).join(",")})`;
      const selector = selectors.getFunction(signature)?.selector;
      if (selector === undefined) throw new Error(`${contract} has no ${signature}`);
      return {
        signature,
        selector: selector.slice(2),
        inputs,
        isPayable: stateMutability === "payable",
      };
    });
}

/** What an array is made of. */
export function itemOf({ type, internalType, components }: Parameter): Parameter {
  return { type: type.slice(0, -2), internalType: internalType?.slice(0, -2), components };
}

/** A type as it stands in a signature. */
function formatOf({ type, components = [] }: Parameter): string {
  return type.replace("tuple", `(${components.map(formatOf).join(",")})`);
}
