import type { CharterParameters } from "../lib/defaultParameters";
import type { Scenario } from "./schema";

/** The charter values that a scenario sets, under the names that the contract gives them. */
export function charterValues(charter: Scenario["charter"]): Partial<CharterParameters> {
  const { maxPremium, quorum, ...others } = charter;
  const named = { ...others, maxPremiumBps: maxPremium, quorumBps: quorum };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, BigInt(value)]],
    ),
  );
}
