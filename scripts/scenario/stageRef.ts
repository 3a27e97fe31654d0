import type { World } from "./World";

/** A stage as the contracts name it. */
export interface StageRef {
  chain: bigint;
  index: number;
}

/** Finds the stage that a scenario names `chain/stage`. */
export function stageRef({ directory, scenario }: World, name: string): StageRef {
  const [chain = "", stage = ""] = name.split("/");
  const stages = scenario.chains[chain]?.stages ?? [];
  return {
    chain: directory.chainNamed(chain),
    index: stages.findIndex((candidate) => candidate.name === stage),
  };
}
