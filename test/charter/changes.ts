import type { BytesLike, ContractTransactionResponse } from "ethers";
import { AbiCoder, keccak256 } from "ethers";

import { DEFAULT_PARAMETERS, type CharterParameters } from "../../scripts/lib/defaultParameters";
import type { Charter } from "../../typechain-types";
import type { StubbedCommunity } from "../support/stubbedCommunity";

/** What a scheduled change alters, as the contracts number it. */
export const ChangeKind = { Parameters: 0n, Governor: 1n, Guardian: 2n, Founder: 3n } as const;

export const CHANGE_DELAY = 172_800n;

/** Parameters that differ from the default in every value. */
export const OTHER_PARAMETERS: CharterParameters = {
  minPledge: 11n,
  maxPremiumBps: 13n,
  recourseWindow: 86_401n,
  recoveryDelay: 86_402n,
  seatFee: 12n,
  quorumBps: 14n,
  rounds: 5n,
  responseWindow: 3_601n,
  voteWindow: 3_602n,
  appealWindow: 3_603n,
  lapseWindow: 604_801n,
};

/** A change that can be scheduled: its name, its content, and the call. */
export interface Change {
  id: string;
  kind: bigint;
  payload: string;
  schedule(charter: Charter): Promise<ContractTransactionResponse>;
}

const PARAMETERS =
  "tuple(uint96,uint16,uint32,uint32,uint96,uint16,uint8,uint32,uint32,uint32,uint32)";

function named(kind: bigint, payload: string): Pick<Change, "id" | "kind" | "payload"> {
  const encoded = AbiCoder.defaultAbiCoder().encode(["uint8", "bytes"], [kind, payload]);
  return { id: keccak256(encoded), kind, payload };
}

function addressPayload(address: string): string {
  return AbiCoder.defaultAbiCoder().encode(["address"], [address]);
}

export function parametersChange(parameters: CharterParameters = OTHER_PARAMETERS): Change {
  const payload: BytesLike = AbiCoder.defaultAbiCoder().encode(
    [PARAMETERS],
    [Object.values({ ...DEFAULT_PARAMETERS, ...parameters })],
  );
  return {
    ...named(ChangeKind.Parameters, payload),
    schedule: (charter) => charter.scheduleParameters(parameters),
  };
}

export function governorChange(address: string): Change {
  return {
    ...named(ChangeKind.Governor, addressPayload(address)),
    schedule: (charter) => charter.scheduleGovernor(address),
  };
}

export function guardianChange(address: string): Change {
  return {
    ...named(ChangeKind.Guardian, addressPayload(address)),
    schedule: (charter) => charter.scheduleGuardian(address),
  };
}

export function founderChange(address: string): Change {
  return {
    ...named(ChangeKind.Founder, addressPayload(address)),
    schedule: (charter) => charter.scheduleFounder(address),
  };
}

/** One change of each kind, the address being a wallet that holds no card. */
export function changesOfEachKind({ stranger }: StubbedCommunity): Change[] {
  return [
    parametersChange(),
    governorChange(stranger.address),
    guardianChange(stranger.address),
    founderChange(stranger.address),
  ];
}

/** Schedules a change and returns when it takes effect. */
export async function scheduled(
  { charter, governor }: Pick<StubbedCommunity, "charter" | "governor">,
  change: Change,
): Promise<bigint> {
  await change.schedule(charter.connect(governor));
  return (await charter.scheduledChange(change.id)).effectiveAt;
}
