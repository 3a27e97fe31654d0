import type { Finding } from "./readFindings";

/** Why findings of one detector need no change of the contracts. */
export interface Explanation {
  detector: string;
  /** In one or two sentences. */
  reason: string;
  /** As {@link Finding.finding} says them. */
  findings: string[];
}

export interface Comparison {
  /** Findings of high or medium impact with the reason why they stay; undefined if nobody has given one. */
  grave: (Finding & { reason: string | undefined })[];
  /** The findings of lower impact. */
  light: Finding[];
  /** Explanations of what slither does not say any more. */
  outdated: { detector: string; finding: string }[];
}

/** Lays the explanations beside the findings they are for. */
export function compareFindings(
  findings: readonly Finding[],
  explanations: readonly Explanation[],
): Comparison {
  const isGrave = ({ impact }: Finding): boolean => impact === "High" || impact === "Medium";
  const grave = findings.filter(isGrave);
  const reasonOf = ({ detector, finding }: Finding): string | undefined =>
    explanations.find((given) => given.detector === detector && given.findings.includes(finding))
      ?.reason;
  return {
    grave: grave.map((finding) => ({ ...finding, reason: reasonOf(finding) })),
    light: findings.filter((finding) => !isGrave(finding)),
    outdated: explanations.flatMap(({ detector, findings: explained }) =>
      explained
        .filter(
          (finding) => !grave.some((is) => is.detector === detector && is.finding === finding),
        )
        .map((finding) => ({ detector, finding })),
    ),
  };
}
