import type { World } from "./World";

/** The slot of a principal in which somebody stands surety; slot 0 if they do not. */
export async function slotOfGuarantor(
  { directory, modules }: World,
  principal: string,
  guarantor: string,
): Promise<0 | 1> {
  const pair = await modules.graph.pairOf(directory.memberNamed(principal));
  return pair.serial1 !== 0n && pair.guarantor1 === directory.memberNamed(guarantor) ? 1 : 0;
}
