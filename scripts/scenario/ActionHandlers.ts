import type { Step } from "./Step";
import type { World } from "./World";

/** What a person's steps do, by the name of the action. */
export type ActionHandlers<Names extends Step["do"]> = {
  [Name in Names]: (world: World, step: Step<Name>) => Promise<void>;
};
