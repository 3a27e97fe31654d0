/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- Zod infers the types. */
import { z } from "zod";

import { fields } from "./fields";
import type { ScenarioNames } from "./ScenarioNames";

const { amount, count, duration, oneOf, percent, text } = fields;

/** Values of the charter that a scenario sets; the rest have their defaults. */
export const charterSchema = z.strictObject({
  minPledge: amount.optional(),
  maxPremium: percent.optional(),
  seatFee: amount.optional(),
  rounds: count.optional(),
  quorum: percent.optional(),
  responseWindow: duration.optional(),
  voteWindow: duration.optional(),
  appealWindow: duration.optional(),
  recourseWindow: duration.optional(),
  recoveryDelay: duration.optional(),
  lapseWindow: duration.optional(),
});

/** Who stands surety, with how much, for how long and at what price. */
export function guarantorSchema(names: ScenarioNames) {
  return z.strictObject({
    name: oneOf("one of the people", names.people),
    pledge: amount,
    until: duration.default(365 * 86_400),
    premium: percent.default(0),
  });
}

/** What stands before the story: everything of a scenario file but its steps. */
export function setupSchema(names: ScenarioNames) {
  const person = oneOf("one of the people", names.people);
  const guarantor = guarantorSchema(names);

  return {
    title: text,
    about: text,
    token: z
      .strictObject({ name: text, symbol: text })
      .default({ name: "Local test token", symbol: "TEST" }),
    charter: charterSchema.default({}),
    governor: person.optional(),
    guardian: person.optional(),
    people: z
      .array(z.strictObject({ name: text, role: text, wallet: amount.default(0n) }))
      .min(3, "expected at least 3 people")
      .max(80, "expected at most 80 people"),
    founders: z
      .array(person)
      .min(3, "expected 3 to 64 founders")
      .max(64, "expected 3 to 64 founders"),
    deposits: z.partialRecord(person, amount).default({}),
    sureties: z
      .array(
        z.strictObject({
          principal: person,
          guarantors: z.tuple([guarantor, guarantor], "expected two guarantors"),
        }),
      )
      .default([]),
    chains: z
      .record(
        text,
        z.strictObject({
          terms: text,
          acceptWithin: duration.default(10 * 86_400),
          stages: z.array(stageSchema(names)).min(1, "expected 1 to 32 stages"),
        }),
      )
      .default({}),
  };
}

function stageSchema(names: ScenarioNames) {
  const person = oneOf("one of the people", names.people);
  return z.strictObject({
    name: text,
    terms: text.optional(),
    provider: person,
    receiver: person,
    price: amount,
    listPrice: amount.optional(),
    providerBond: amount.default(0n),
    receiverBond: amount.default(0n),
    duration,
    inspection: duration.default(3 * 86_400),
    waitsFor: z.array(text).default([]),
    payees: z.array(z.strictObject({ name: person, share: percent })).default([]),
  });
}
