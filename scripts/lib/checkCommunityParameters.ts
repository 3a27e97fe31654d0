import { getAddress, isAddress, ZeroAddress } from "ethers";
import { z } from "zod";

import { DEFAULT_PARAMETERS, PARAMETER_RANGES } from "./defaultParameters";
import { KepilError } from "./KepilError";

const MIN_FOUNDERS = 3;
const MAX_FOUNDERS = 64;

/** Parameters that a community cannot be deployed with. */
export class InvalidParameters extends KepilError {
  override readonly name = "InvalidParameters";

  constructor(
    /** One line for each fault. */
    readonly faults: string[],
  ) {
    super(
      `The community cannot be deployed so:\n${faults.map((fault) => `  ${fault}`).join("\n")}`,
      {
        docs: "docs/deploy.md",
      },
    );
  }
}

const anyAddress = z.string().refine(isAddress, "is no address (or its checksum is wrong)");
const address = anyAddress.refine(
  (value) => !isAddress(value) || getAddress(value) !== ZeroAddress,
  "must not be the zero address",
);

function charterValue(name: keyof typeof PARAMETER_RANGES): z.ZodType {
  const { min, max } = PARAMETER_RANGES[name];
  const range = `must be a whole number from ${min} to ${max}`;
  return z
    .union([z.bigint(), z.int().transform(BigInt)], `${range}, like 5 or "5n"`)
    .refine((value) => value >= min && value <= max, range)
    .optional();
}

const names = Object.keys(DEFAULT_PARAMETERS) as (keyof typeof DEFAULT_PARAMETERS)[];

const schema = z.strictObject({
  token: address,
  governor: address,
  guardian: anyAddress,
  founders: z
    .array(address)
    .min(MIN_FOUNDERS, `must be at least ${MIN_FOUNDERS}`)
    .max(MAX_FOUNDERS, `must be at most ${MAX_FOUNDERS}`)
    .superRefine((wallets, context) => {
      for (const [index, wallet] of wallets.entries()) {
        const first = wallets.findIndex((one) => one.toLowerCase() === wallet.toLowerCase());
        if (first === index) continue;
        const message = `is the wallet of founders.${first}, ${wallet}: each must be another`;
        context.addIssue({ code: "custom", path: [index], message });
      }
    }),
  ...Object.fromEntries(names.map((name) => [name, charterValue(name)])),
});

/**
 * Checks the parameters of `ignition/modules/Community.ts` before anything is sent, so that a fault
 * costs no gas and is told in words.
 *
 * @param parameters What stands under `Community` in a parameter file.
 * @throws InvalidParameters with all faults.
 */
export function checkCommunityParameters(parameters: unknown): void {
  const { error } = schema.safeParse(parameters ?? {});
  if (error === undefined) return;
  throw new InvalidParameters(
    error.issues.map((issue) => {
      if (issue.code === "unrecognized_keys") return `${issue.keys.join(", ")}: no such parameter`;
      const name = issue.path.map(String).join(".");
      const missing = issue.code === "invalid_type" && issue.input === undefined;
      return `${name}: ${missing ? "is missing" : issue.message}`;
    }),
  );
}
