import { errorAbi } from "../../typechain-types/errors";
import type { ProtocolError } from "../lib/errors";
import { nameInWord } from "../lib/nameInWord";
import { principalOf } from "../lib/names";
import { formatAmount } from "./formatAmount";
import { formatPercent } from "./formatPercent";
import type { SuretyPair } from "./missingPledge";
import { states } from "./states";
import type { Teller } from "./tellEvent";

/** Which list of states a parameter's type means. */
const STATES = new Map<string, readonly string[]>([
  ["enum IMembership.MemberState", states.member],
  ["enum ICoverVault.PledgeState", states.pledge],
  ["enum ITradeChains.ChainState", states.chain],
  ["enum ITradeChains.StageState", states.stage],
  ["enum ITradeChains.ClaimKind", states.claim],
  ["enum IGuarantorCourt.DisputeState", states.dispute],
]);

/** Numbers of so many digits are amounts in token units. */
const SMALLEST_AMOUNT = 10n ** 12n;

/**
 * Tells a contract's refusal with the names of a scenario.
 *
 * @param missing The pledge that was asked for and never given, if the call was about one.
 */
export function tellRefusal(
  { errorName, args }: ProtocolError,
  teller: Teller,
  missing?: SuretyPair,
): string {
  // Two contracts may have an error of one name, with other arguments.
  const named = Object.entries(args);
  const inputs =
    errorAbi.find((error) => error.name === errorName && error.inputs.length === named.length)
      ?.inputs ?? [];
  const told = named.map(([name, value], index) => {
    const type = inputs[index]?.internalType ?? "";
    return `${name.replace(/(?:_|Bps)$/, "")} ${tellArgument(type, value, args, teller, missing)}`;
  });
  return told.length === 0 ? errorName : `${errorName} (${told.join(", ")})`;
}

function tellArgument(
  type: string,
  value: unknown,
  args: ProtocolError["args"],
  { names, dayOf }: Teller,
  missing: SuretyPair | undefined,
): string {
  if (type === "address") return names.wallet(String(value));
  if (type === "bytes32") return nameInWord(String(value)) ?? String(value);
  if (typeof value !== "bigint") return String(value);
  const { chain } = args;
  switch (type) {
    case "MemberId":
      return names.member(value);
    case "ChainId":
      return names.chain(value);
    case "BondId":
    case "DisputeId":
      return names.stageOf(value);
    case "PledgeId":
      return value === 0n ? tellMissing(missing) : `for ${names.member(principalOf(value))}`;
    case "uint40":
      return `day ${dayOf(value)}`;
    case "uint16":
      return "premiumBps" in args ? formatPercent(value) : String(value);
    case "uint8":
      return typeof chain === "bigint" ? names.stage(chain, value) : String(value);
    default:
      return (
        STATES.get(type)?.[Number(value)] ??
        (value >= SMALLEST_AMOUNT ? formatAmount(value) : String(value))
      );
  }
}

function tellMissing(missing: SuretyPair | undefined): string {
  if (missing === undefined) return "that nobody gave";
  return `that ${missing.guarantor} never gave for ${missing.principal}`;
}
