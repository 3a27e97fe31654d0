import { id } from "ethers";

/** The wallet that a person of the trust network acts with; nobody has its key. */
export function walletOf(person: number): string {
  return `0x${id(`kepil replay ${person}`).slice(-40)}`;
}
