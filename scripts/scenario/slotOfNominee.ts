import type { World } from "./World";

/** The slot of a principal that somebody was asked to take; slot 0 if they were not. */
export async function slotOfNominee(
  { directory, modules }: World,
  principal: string,
  nominee: string,
): Promise<0 | 1> {
  const principalId = directory.memberNamed(principal);
  const nomineeId = directory.memberNamed(nominee);
  const pair = await modules.graph.pairOf(principalId);
  const { nominee1 } = await modules.graph.nominationsOf(principalId);
  const isFirstNominee = pair.serial1 === 0n && pair.guarantor1 === nomineeId;
  return isFirstNominee || nominee1 === nomineeId ? 1 : 0;
}
