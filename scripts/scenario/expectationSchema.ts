/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- Zod infers the types. */
import { z } from "zod";

import { fields } from "./fields";
import type { ScenarioNames } from "./ScenarioNames";
import { states } from "./states";

const { amount, count, flag, oneOf, percent, text } = fields;

const stateOf = (what: string, states: readonly string[]) => oneOf(`a state of ${what}`, states);

/** A step that asserts what must be true by then, so that a story is also a test. */
export function expectationSchema(names: ScenarioNames) {
  const person = oneOf("one of the people", names.people);
  const chain = oneOf("one of the chains", names.chains);
  const stage = oneOf('one of the stages as "chain/stage"', names.stages);

  return z.strictObject({
    do: z.literal("expect"),
    say: text,
    people: z
      .partialRecord(
        person,
        z.strictObject({
          wallet: amount.optional(),
          free: amount.optional(),
          owed: amount.optional(),
          locks: count.optional(),
          cover: amount.optional(),
          state: stateOf("a member", states.member).optional(),
          generation: count.optional(),
          guarantors: z
            .tuple([person.nullable(), person.nullable()], "expected two names or null")
            .optional(),
          goodStanding: flag.optional(),
          defaults: count.optional(),
          faultPaid: amount.optional(),
          overdue: count.optional(),
          excused: count.optional(),
          principalsLost: count.optional(),
          recourseOpened: count.optional(),
        }),
      )
      .default({}),
    pledges: z
      .array(
        z.strictObject({
          principal: person,
          guarantor: person,
          state: stateOf("a pledge", states.pledge).optional(),
          own: amount.optional(),
          room: amount.optional(),
          owed: amount.optional(),
          depth: count.optional(),
        }),
      )
      .default([]),
    chains: z.partialRecord(chain, stateOf("a chain", states.chain)).default({}),
    stages: z
      .partialRecord(
        stage,
        z.strictObject({
          state: stateOf("a stage", states.stage).optional(),
          provider: person.optional(),
          price: amount.optional(),
          escrow: amount.optional(),
          items: z.array(text).optional(),
        }),
      )
      .default({}),
    disputes: z
      .partialRecord(
        stage,
        z.strictObject({
          state: stateOf("a dispute", states.dispute).optional(),
          round: count.optional(),
          ruling: percent.optional(),
        }),
      )
      .default({}),
  });
}
