import { table } from "../lib/table";
import type { ScaleReport } from "./ScaleReport";

/** A table of the gas of each operation at each size. */
export function formatScale({ sizes }: ScaleReport): string {
  const right = "right" as const;
  const operations = [...new Set(sizes.flatMap(({ costs }) => Object.keys(costs)))].sort();
  const count = (value: number | undefined): string => value?.toLocaleString("en-US") ?? "-";
  return table(
    [
      { title: "operation" },
      ...sizes.map(({ members }) => ({ title: `${count(members)} members`, align: right })),
      { title: "bytes of the calls", align: right },
    ],
    [
      ["generations", ...sizes.map(({ generations }) => count(generations)), ""],
      ["most principals", ...sizes.map(({ mostPrincipals }) => count(mostPrincipals)), ""],
      ["seconds to grow", ...sizes.map(({ seconds }) => count(seconds)), ""],
      ...operations.map((operation) => [
        operation,
        ...sizes.map(({ costs }) => count(costs[operation]?.gas)),
        sizes.map(({ costs }) => count(costs[operation]?.calldata)).join(" / "),
      ]),
    ],
  ).join("\n");
}
