import { PARAMETER_RANGES, type CharterParameters } from "../lib/defaultParameters";
import { charterValues } from "./charterValues";
import { formatAmount } from "./formatAmount";
import { formatDuration } from "./formatDuration";
import { formatPercent } from "./formatPercent";
import type { Scenario } from "./schema";
import type { ScenarioMistake } from "./ScenarioError";

/** Charter values beyond the hard ranges, with which no community can be deployed. */
export function checkCharter({ charter }: Scenario): ScenarioMistake[] {
  return Object.entries(charterValues(charter)).flatMap(([name, value]) => {
    const { min, max } = PARAMETER_RANGES[name as keyof CharterParameters];
    if (value >= min && value <= max) return [];
    const shown = (number: bigint): string => show(name, number);
    return [
      {
        place: `charter.${name.replace(/Bps$/, "")}`,
        message: `expected ${shown(min)} to ${shown(max)}, found ${shown(value)}`,
      },
    ];
  });
}

function show(name: string, value: bigint): string {
  if (name === "rounds") return String(value);
  if (name.endsWith("Bps")) return formatPercent(value);
  return name.endsWith("Window") || name.endsWith("Delay")
    ? formatDuration(Number(value))
    : formatAmount(value);
}
