import type { ICoverVault } from "../../typechain-types";
import type { World } from "./World";

/**
 * The newest pledge of a guarantor for a principal that `fits`, otherwise the newest of all.
 *
 * @returns 0 when the guarantor never pledged for the principal.
 */
export async function pledgeBetween(
  { directory, modules }: World,
  principal: string,
  guarantor: string,
  fits: (pledge: ICoverVault.PledgeStructOutput) => boolean,
): Promise<bigint> {
  const pledges = directory.pledgesBetween(principal, guarantor).reverse();
  for (const id of pledges) if (fits(await modules.vault.pledge(id))) return id;
  return pledges[0] ?? 0n;
}
