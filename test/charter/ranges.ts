import { encodeBytes32String } from "ethers";

import type { CharterParameters } from "../../scripts/lib/defaultParameters";

const HOUR = 3_600n;
const DAY = 24n * HOUR;

/** The range of each parameter that has one, as the design sets it. */
export const RANGES: Record<
  Exclude<keyof CharterParameters, "minPledge" | "seatFee">,
  readonly [min: bigint, max: bigint]
> = {
  maxPremiumBps: [0n, 2_000n],
  quorumBps: [1n, 5_000n],
  rounds: [1n, 6n],
  responseWindow: [HOUR, 30n * DAY],
  voteWindow: [HOUR, 30n * DAY],
  appealWindow: [HOUR, 30n * DAY],
  recourseWindow: [DAY, 365n * DAY],
  recoveryDelay: [DAY, 90n * DAY],
  lapseWindow: [7n * DAY, 365n * DAY],
};

/** One parameter set to one value, and what a refusal of it says. */
export interface RangeCase {
  title: string;
  parameters: Partial<CharterParameters>;
  error: [parameter: string, value: bigint, min: bigint, max: bigint];
}

function cases(values: (min: bigint, max: bigint) => bigint[]): RangeCase[] {
  return Object.entries(RANGES).flatMap(([name, [min, max]]) =>
    values(min, max)
      .filter((value) => value >= 0n)
      .map((value) => ({
        title: `${name} = ${value}`,
        parameters: { [name]: value },
        error: [encodeBytes32String(name), value, min, max],
      })),
  );
}

/** Each parameter just outside its range. */
export const OUTSIDE = cases((min, max) => [min - 1n, max + 1n]);

/** Each parameter at both ends of its range; `minPledge` and `seatFee` may be any amount. */
export const INSIDE = [
  ...cases((min, max) => [min, max]),
  ...["minPledge", "seatFee"].flatMap((name) =>
    [0n, 2n ** 96n - 1n].map((value) => ({
      title: `${name} = ${value}`,
      parameters: { [name]: value },
    })),
  ),
];
