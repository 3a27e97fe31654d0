import type { Directory } from "./Directory";
import type { Step } from "./Step";

/** Who is asked to have stood surety for whom. */
export interface SuretyPair {
  principal: string;
  guarantor: string;
}

/** The first of the pledges a step is about that was never given, and has no name to be told by. */
export function missingPledge(directory: Directory, step: Step): SuretyPair | undefined {
  return pairsOf(step).find(
    ({ principal, guarantor }) => directory.pledgesBetween(principal, guarantor).length === 0,
  );
}

function pairsOf(step: Step): SuretyPair[] {
  switch (step.do) {
    case "repay":
    case "reclaim":
      return [step];
    case "collect": {
      const { principal, outOfPledgeFor } = step;
      return outOfPledgeFor === undefined
        ? [step]
        : [step, { principal: outOfPledgeFor, guarantor: principal }];
    }
    case "excuse":
      return [{ principal: step.principal, guarantor: step.by }];
    default:
      return [];
  }
}
