import type { FunctionFragment, ParamType } from "ethers";
import { ZeroAddress } from "ethers";

import type { Modules } from "../../scripts/lib/deployModules";

/**
 * The functions that only one module may call, or one office, by the contract that has them. All
 * others that change state are for members, and stand in `MEMBERS`: a function in neither list fails
 * the deployment tests.
 */
export const BETWEEN_MODULES = {
  membership: [
    ...["activate", "admitFounder", "followClock"],
    ...["recordExcuse", "recordFault", "recordOverdue"],
  ],
  vault: [
    ...["lockPledge", "increasePledge", "decreasePledge", "renewPledge", "endPledge"],
    ...["commit", "draw", "drawToEscrow", "drawOwn", "pay", "release", "settle"],
    ...["takeFee", "payFee"],
  ],
  graph: ["openApplication", "closeMember", "addFounder"],
  court: ["file", "scheduleOpening", "open", "appealFor", "close", "conclude"],
} as const satisfies Partial<Record<keyof Modules, string[]>>;

/** The functions of the charter's offices. */
export const OF_GOVERNOR = [
  ...["scheduleParameters", "scheduleGovernor", "scheduleGuardian", "scheduleFounder"],
  "cancelChange",
];
export const OF_GUARDIAN = ["pause", "resume"];

/** The functions that members and strangers call. */
export const MEMBERS = {
  charter: ["executeChange"],
  membership: [
    ...["applyForMembership", "withdrawApplication", "setProfile", "resign", "expel"],
    ...["changeWallet", "acceptWallet", "setRecovery", "proposeRecovery", "confirmRecovery"],
    ...["executeRecovery", "vetoRecovery"],
    ...["approve", "setApprovalForAll", "transferFrom", "safeTransferFrom"],
  ],
  vault: [
    ...["deposit", "depositWithPermit", "withdraw"],
    ...["repay", "collect", "collectFrom", "excuse", "reclaim"],
  ],
  graph: [
    ...["nominate", "decline", "vouch", "withdrawSurety"],
    ...["increasePledge", "decreasePledge", "renewPledge"],
  ],
  court: ["vote", "appeal", "advance", "claimSeatFees", "returnFees"],
  trade: [
    ...["propose", "accept", "withdrawAcceptance", "dissolve", "deliver", "acceptDelivery"],
    ...[
      "post",
      "postFor",
      "claim",
      "answer",
      "answerFor",
      "appealFor",
      "conclude",
      "drawAward",
      "takeMoney",
    ],
    ...["appointReplacement", "acceptReplacement", "proposeSettlement", "acceptSettlement"],
    ...["proposeExtension", "acceptExtension", "cancelStage", "closeLapsed"],
  ],
} as const satisfies Partial<Record<keyof Modules, string[]>>;

/** Arguments that any function takes: zeros, and empty lists. */
export function zeroArguments(fragment: FunctionFragment): unknown[] {
  return fragment.inputs.map(zeroOf);
}

function zeroOf(type: ParamType): unknown {
  if (type.isArray()) return [];
  if (type.isTuple()) return type.components.map(zeroOf);
  if (type.baseType === "address") return ZeroAddress;
  if (type.baseType === "bool") return false;
  if (type.baseType === "string") return "";
  if (type.baseType === "bytes") return "0x";
  const [, bytes] = /^bytes(\d+)$/.exec(type.baseType) ?? [];
  return bytes === undefined ? 0n : `0x${"00".repeat(Number(bytes))}`;
}
