import { PARAMETER_RANGES } from "../../../scripts/lib/defaultParameters";
import { changeName, clockOf, PARAMETER_NAMES, rulesOf } from "../charter";
import * as moves from "../moves";
import { ChangeKind, DAY, HOUR, ZERO_ADDRESS, ZERO_HASH, type Address } from "../world";
import { anyone, freeWallets, type Candidate, type Scene } from "./Scene";

function governor(scene: Scene): Address {
  const { governor: right } = scene.world.charter;
  return scene.dice.strays() || right === ZERO_ADDRESS ? anyone(scene) : right;
}

function guardian(scene: Scene): Address {
  const { guardian: right } = scene.world.charter;
  return scene.dice.strays() || right === ZERO_ADDRESS ? anyone(scene) : right;
}

const scheduleParameters: Candidate = (scene) => {
  const { world, dice } = scene;
  const rules = rulesOf(world);
  const changed = {
    ...rules,
    minPledge: dice.one(0n, 1n, 5n),
    seatFee: dice.one(0n, 1n, 7n),
    maxPremiumBps: dice.one(0n, 1_000n, 2_000n),
    quorumBps: dice.one(1n, 2_500n, 3_300n, 5_000n),
    rounds: dice.one(1n, 2n, 3n),
    responseWindow: dice.one(HOUR, 2n * DAY),
    recourseWindow: dice.one(DAY, 30n * DAY),
    recoveryDelay: dice.one(DAY, 7n * DAY),
    lapseWindow: dice.one(7n * DAY, 90n * DAY),
  };
  if (!dice.strays()) return moves.scheduleParameters(governor(scene), changed);
  const name = dice.pick(PARAMETER_NAMES) ?? "rounds";
  const { min, max } = PARAMETER_RANGES[name];
  // What a field of its type cannot hold never reaches the charter.
  const value = name === "minPledge" || name === "seatFee" ? max : dice.one(min, max, max + 1n);
  const low = min > 0n && dice.chance(0.3) ? min - 1n : value;
  return moves.scheduleParameters(governor(scene), { ...changed, [name]: low });
};

const scheduleGovernor: Candidate = (scene) => {
  const wallet = scene.dice.chance(0.02) ? ZERO_ADDRESS : anyone(scene);
  return moves.scheduleGovernor(governor(scene), wallet);
};

const scheduleGuardian: Candidate = (scene) => {
  const wallet = scene.dice.chance(0.1) ? ZERO_ADDRESS : anyone(scene);
  return moves.scheduleGuardian(governor(scene), wallet);
};

const scheduleFounder: Candidate = (scene) => {
  const { dice } = scene;
  const wallet = dice.strays()
    ? dice.one(ZERO_ADDRESS, anyone(scene))
    : dice.pick(freeWallets(scene));
  return moves.scheduleFounder(governor(scene), wallet ?? ZERO_ADDRESS);
};

const cancelChange: Candidate = (scene) => {
  const { world, dice } = scene;
  const name = dice.strays() ? ZERO_HASH : dice.pick([...world.charter.scheduled.keys()]);
  return moves.cancelChange(governor(scene), name ?? ZERO_HASH);
};

const executeChange: Candidate = (scene) => {
  const { world, dice } = scene;
  const now = clockOf(world);
  const due = [...world.charter.scheduled.values()].filter(
    ({ effectiveAt }) => dice.wild || effectiveAt <= now,
  );
  const found = dice.pick(due);
  if (!found) return undefined;
  // A governor who is nobody would end all changes in most of a run.
  const isEnd = found.change.kind === ChangeKind.Governor && found.change.wallet === ZERO_ADDRESS;
  if (isEnd && dice.chance(0.8)) return undefined;
  return moves.executeChange(anyone(scene), changeName(found.change));
};

const pause: Candidate = (scene) => moves.pause(guardian(scene));
const resume: Candidate = (scene) => moves.resume(guardian(scene));

export const CHARTER = {
  scheduleParameters,
  scheduleGovernor,
  scheduleGuardian,
  scheduleFounder,
  cancelChange,
  executeChange,
  pause,
  resume,
};
