import type { Scenario } from "./schema";

/** A step of a story; with a name, the step that does that. */
export type Step<Name extends AnyStep["do"] = AnyStep["do"]> = Extract<AnyStep, { do: Name }>;

type AnyStep = Scenario["story"][number];
