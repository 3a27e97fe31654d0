import { z } from "zod";

/** How much a finding matters, as slither grades it; the gravest first. */
export const IMPACTS = ["High", "Medium", "Low", "Informational", "Optimization"] as const;

export type Impact = (typeof IMPACTS)[number];

/** What a detector of slither says of the contracts. */
export interface Finding {
  impact: Impact;
  detector: string;
  /** What it says and of which expressions: it changes when they change, and not when their line does. */
  finding: string;
  /** The first place it speaks of, as `contracts/Charter.sol#L1-L2`. */
  where: string;
}

const element = z.object({
  type: z.string(),
  name: z.string(),
  source_mapping: z.object({ filename_relative: z.string() }).optional(),
});

const report = z.object({
  success: z.literal(true),
  results: z.object({
    detectors: z
      .array(
        z.object({
          check: z.string(),
          impact: z.enum(IMPACTS),
          description: z.string(),
          first_markdown_element: z.string(),
          elements: z.array(element),
        }),
      )
      .default([]),
  }),
});

/** A place in a description: ` (contracts/Charter.sol#1-2)`. */
const PLACE = / \([^()\s]+\.sol(?:#[\d-]+)?\)/g;

/**
 * The findings in a report that slither wrote as JSON. Those that concern nothing but the packages
 * that the contracts are built on are left out.
 */
export function readFindings(json: unknown): Finding[] {
  const { detectors } = report.parse(json).results;
  return detectors
    .filter(({ elements }) => elements.length === 0 || elements.some(isOurs))
    .map(({ check, impact, description, first_markdown_element, elements }) => ({
      impact,
      detector: check,
      finding: wordingOf(description, elements),
      where: first_markdown_element,
    }))
    .sort((a, b) => IMPACTS.indexOf(a.impact) - IMPACTS.indexOf(b.impact) || compare(a, b));
}

/** What slither says on standard error of functions that it could not read. */
export function readUnread(log: string): string[] {
  return [...log.matchAll(/Impossible to generate IR for (?:top level function )?(\S+)/g)]
    .map(([, name = ""]) => name)
    .sort();
}

/** The first line without places, and the expressions that it does not name itself. */
function wordingOf(description: string, elements: readonly z.infer<typeof element>[]): string {
  const [line = ""] = description.split("\n");
  const said = line.replaceAll(PLACE, "").replace(/:?\s*$/, "");
  const expressions = elements.filter(({ type, name }) => type === "node" && !said.includes(name));
  const names = [...new Set(expressions.map(({ name }) => name))].sort();
  return names.length === 0 ? said : `${said}: ${names.join("; ")}`;
}

function isOurs({ source_mapping: place }: z.infer<typeof element>): boolean {
  return place === undefined || !/(?:^|\/)node_modules\//.test(place.filename_relative);
}

function compare(a: Finding, b: Finding): number {
  const [left, right] = [a, b].map(({ detector, finding }) => `${detector} ${finding}`);
  return (left ?? "") < (right ?? "") ? -1 : 1;
}
