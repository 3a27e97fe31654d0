/** The names that a scenario file declares, which the rest of it refers to. */
export interface ScenarioNames {
  people: readonly string[];
  chains: readonly string[];
  /** `chain/stage`. */
  stages: readonly string[];
}
