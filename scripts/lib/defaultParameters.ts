import type { ICharter } from "../../typechain-types/interfaces/ICharter";

/** The parameters of a charter by name; amounts in token units, times in seconds. */
export type CharterParameters = Record<keyof ICharter.ParametersStruct, bigint>;

const HOUR = 3_600n;
const DAY = 24n * HOUR;

const MAX_UINT96 = 2n ** 96n - 1n;

/** The hard range of each parameter, which the charter enforces. */
export const PARAMETER_RANGES: Record<keyof CharterParameters, { min: bigint; max: bigint }> = {
  minPledge: { min: 0n, max: MAX_UINT96 },
  maxPremiumBps: { min: 0n, max: 2_000n },
  recourseWindow: { min: DAY, max: 365n * DAY },
  recoveryDelay: { min: DAY, max: 90n * DAY },
  seatFee: { min: 0n, max: MAX_UINT96 },
  quorumBps: { min: 1n, max: 5_000n },
  rounds: { min: 1n, max: 6n },
  responseWindow: { min: HOUR, max: 30n * DAY },
  voteWindow: { min: HOUR, max: 30n * DAY },
  appealWindow: { min: HOUR, max: 30n * DAY },
  lapseWindow: { min: 7n * DAY, max: 365n * DAY },
};

/** What a community has that sets nothing else. */
export const DEFAULT_PARAMETERS: CharterParameters = {
  minPledge: 0n,
  maxPremiumBps: 1_000n,
  recourseWindow: 30n * DAY,
  recoveryDelay: 7n * DAY,
  seatFee: 0n,
  quorumBps: 3_300n,
  rounds: 3n,
  responseWindow: 3n * DAY,
  voteWindow: 3n * DAY,
  appealWindow: 2n * DAY,
  lapseWindow: 90n * DAY,
};
