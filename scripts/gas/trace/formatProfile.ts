import { type NamedFrame, type NamedSlot, type Profile, TRANSACTION } from "./Profile";
import { sumOf, USES } from "./Trace";
import { summarise } from "./summarise";

const number = (value: number): string => value.toLocaleString("en-US");

/** A transaction as a list of calls in calls, with what each used and which slots it touched. */
export function formatProfile(profile: Profile): string[] {
  const { call, gasUsed, calldata, refund, frames } = profile;
  const { uses } = summarise(profile);
  return [
    `${call}: ${number(gasUsed)} gas`,
    `  ${number(TRANSACTION)} transaction, ${number(calldata)} bytes of the call, ` +
      `${usesOf(uses)}, -${number(refund)} refund`,
    ...frames.flatMap(formatFrame),
  ];
}

function formatFrame({
  depth,
  kind,
  own,
  total,
  coldAccounts,
  slots,
  ...frame
}: NamedFrame): string[] {
  const indent = "  ".repeat(depth);
  const how = kind === "TRANSACTION" ? "" : `${kind.toLowerCase()} `;
  const name = `${frame.contract}.${frame.function}`;
  return [
    `${indent}${how}${name}: ${number(sumOf(own))} of ${number(total)} (${usesOf(own)})`,
    ...coldAccounts.map((account) => `${indent}    first call of ${account}`),
    ...slots.map((slot) => `${indent}    ${formatSlot(slot)}`),
  ];
}

function formatSlot({ contract, name, cold, write, cleared }: NamedSlot): string {
  const what = write === undefined ? "read" : `write, ${write}${cleared ? " to zero" : ""}`;
  return `${cold ? "cold " : ""}${what}: ${contract}.${name}`;
}

function usesOf(uses: NamedFrame["own"]): string {
  return USES.filter((use) => uses[use] > 0)
    .map((use) => `${number(uses[use])} ${use}`)
    .join(", ");
}
