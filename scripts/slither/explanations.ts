import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";

import type { Explanation } from "./compareFindings";

const FILE = path.join(__dirname, "explained.json");

const explanations = z.array(
  z.strictObject({
    detector: z.string(),
    reason: z.string().min(1),
    findings: z.array(z.string()).min(1),
  }),
);

/** Why findings of slither stay, as `explained.json` tells it. */
export function readExplanations(): Explanation[] {
  return explanations.parse(JSON.parse(readFileSync(FILE, "utf8")));
}
