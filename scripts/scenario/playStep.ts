import { KepilError } from "../lib/KepilError";
import { handlers } from "./actions/handlers";
import { checkExpectation } from "./checkExpectation";
import { missingPledge } from "./missingPledge";
import { refusalOf } from "./refusalOf";
import type { Step } from "./Step";
import { StepError } from "./StepError";
import type { Teller } from "./tellEvent";
import { tellRefusal } from "./tellRefusal";
import type { World } from "./World";

/**
 * Plays one step of a story.
 *
 * @returns what is to be told beside the events.
 * @throws StepError when something else happens than the story says.
 */
export async function playStep(
  world: World,
  step: Step,
  place: string,
  teller: Teller,
): Promise<string[]> {
  if (step.do === "expect") {
    const findings = await checkExpectation(world, step);
    if (findings.length > 0) throw new StepError(place, findings.join("; "));
    return [];
  }

  const refused = "refused" in step ? step.refused : undefined;
  try {
    await (handlers[step.do] as (world: World, step: Step) => Promise<void>)(world, step);
  } catch (error) {
    const refusal = refusalOf(error);
    if (refusal === undefined) {
      if (error instanceof KepilError) throw new StepError(place, error.message, { cause: error });
      throw error;
    }
    const told = tellRefusal(refusal, teller, missingPledge(world.directory, step));
    if (refusal.errorName === refused) return [`It is refused: ${told}`];
    const expected = refused === undefined ? "" : `expected ${refused}, but `;
    throw new StepError(place, `${expected}it is refused: ${told}`, { cause: error });
  }
  if (refused !== undefined) {
    throw new StepError(place, `expected to be refused with ${refused}, but it went through`);
  }
  return [];
}
