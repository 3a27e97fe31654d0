import { AbiCoder, keccak256 } from "ethers";

import { PARAMETER_RANGES, type CharterParameters } from "../../scripts/lib/defaultParameters";
import { admitFounder } from "./membership";
import { check } from "./refusal";
import {
  ChangeKind,
  DAY,
  known,
  least,
  put,
  without,
  ZERO_ADDRESS,
  type Address,
  type Change,
  type Charter,
  type World,
} from "./world";

const CHANGE_DELAY = 2n * DAY;
const LONGEST_PAUSE = 14n * DAY;
const TIME_BETWEEN_PAUSES = 14n * DAY;

/** The fields of the parameters in the order of the charter's interface. */
export const PARAMETER_NAMES = [
  "minPledge",
  "maxPremiumBps",
  "recourseWindow",
  "recoveryDelay",
  "seatFee",
  "quorumBps",
  "rounds",
  "responseWindow",
  "voteWindow",
  "appealWindow",
  "lapseWindow",
] as const satisfies readonly (keyof CharterParameters)[];

/** Every field of a static struct is encoded as one word, whatever its type. */
const TUPLE = `tuple(${PARAMETER_NAMES.map(() => "uint256").join(",")})`;

/** CHA-3: wall time less all time spent paused. */
export function clockOf({ wall, charter: { pause } }: World): bigint {
  const stood = wall < pause.start ? 0n : least(wall, pause.end) - pause.start;
  return wall - pause.frozen - stood;
}

export function isPaused({ wall, charter: { pause } }: World): boolean {
  return pause.start <= wall && wall < pause.end;
}

/** The protocol clock for a call that a pause stops. */
export function running(world: World): bigint {
  check(!isPaused(world), "CommunityPaused");
  return clockOf(world);
}

export function versionOf({ charter }: World): bigint {
  return BigInt(charter.versions.length);
}

export function rulesOf({ charter }: World, version?: bigint): CharterParameters {
  const place = version === undefined ? charter.versions.length - 1 : Number(version) - 1;
  return known(charter.versions[place], "charter version");
}

function withCharter(world: World, charter: Partial<Charter>): World {
  return { ...world, charter: { ...world.charter, ...charter } };
}

export function encodeChange(change: Change): string {
  const coder = AbiCoder.defaultAbiCoder();
  if (change.kind !== ChangeKind.Parameters) return coder.encode(["address"], [change.wallet]);
  return coder.encode([TUPLE], [PARAMETER_NAMES.map((name) => change.parameters[name])]);
}

/** A change is named by its kind and content. */
export function changeName(change: Change): string {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    ["uint8", "bytes"],
    [change.kind, encodeChange(change)],
  );
  return keccak256(encoded);
}

function schedule(world: World, change: Change): World {
  const name = changeName(change);
  check(!world.charter.scheduled.has(name), "AlreadyScheduled");
  const effectiveAt = clockOf(world) + CHANGE_DELAY;
  return withCharter(world, {
    scheduled: put(world.charter.scheduled, name, { effectiveAt, change }),
  });
}

function onlyGovernor({ charter }: World, from: Address): void {
  check(from === charter.governor, "NotGovernor");
}

export function scheduleParameters(
  world: World,
  from: Address,
  parameters: CharterParameters,
): World {
  onlyGovernor(world, from);
  for (const name of PARAMETER_NAMES) {
    const { min, max } = PARAMETER_RANGES[name];
    check(parameters[name] >= min && parameters[name] <= max, "ParameterOutOfRange");
  }
  return schedule(world, { kind: ChangeKind.Parameters, parameters });
}

export function scheduleGovernor(world: World, from: Address, wallet: Address): World {
  onlyGovernor(world, from);
  return schedule(world, { kind: ChangeKind.Governor, wallet });
}

export function scheduleGuardian(world: World, from: Address, wallet: Address): World {
  onlyGovernor(world, from);
  return schedule(world, { kind: ChangeKind.Guardian, wallet });
}

export function scheduleFounder(world: World, from: Address, wallet: Address): World {
  onlyGovernor(world, from);
  check(wallet !== ZERO_ADDRESS, "ZeroAddress");
  return schedule(world, { kind: ChangeKind.Founder, wallet });
}

export function cancelChange(world: World, from: Address, name: string): World {
  onlyGovernor(world, from);
  check(world.charter.scheduled.has(name), "NoSuchChange");
  return withCharter(world, { scheduled: without(world.charter.scheduled, name) });
}

export function executeChange(world: World, _from: Address, name: string): World {
  const now = running(world);
  const waiting = world.charter.scheduled.get(name);
  check(waiting !== undefined, "NoSuchChange");
  check(now >= waiting.effectiveAt, "TooEarly");
  const { change } = waiting;
  const after = withCharter(world, { scheduled: without(world.charter.scheduled, name) });
  switch (change.kind) {
    case ChangeKind.Parameters:
      return withCharter(after, { versions: [...after.charter.versions, change.parameters] });
    case ChangeKind.Governor:
      return withCharter(after, { governor: change.wallet });
    case ChangeKind.Guardian:
      return withCharter(after, { guardian: change.wallet });
    default:
      return admitFounder(after, change.wallet);
  }
}

/** CHA-4: without delay, at most 14 days, and not again for 14 days after the end of the last one. */
export function pause(world: World, from: Address): World {
  const { wall, charter } = world;
  const last = charter.pause;
  check(from === charter.guardian, "NotGuardian");
  check(wall >= last.end + TIME_BETWEEN_PAUSES, "PauseTooSoon");
  const frozen = last.frozen + last.end - last.start;
  return withCharter(world, { pause: { start: wall, end: wall + LONGEST_PAUSE, frozen } });
}

export function resume(world: World, from: Address): World {
  const { wall, charter } = world;
  check(from === charter.guardian, "NotGuardian");
  check(isPaused(world), "NotPaused");
  return withCharter(world, { pause: { ...charter.pause, end: wall } });
}
