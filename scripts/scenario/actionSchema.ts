/* eslint-disable @typescript-eslint/explicit-module-boundary-types -- Zod infers the types. */
import { z } from "zod";

import { fields } from "./fields";
import type { ScenarioNames } from "./ScenarioNames";
import { charterSchema, guarantorSchema } from "./setupSchema";

const { amount, duration, errorName, flag, oneOf, percent, text } = fields;

const MOMENTS = ["due", "inspection", "answer", "votes", "appeal", "remedy", "lapse"] as const;

/** Everything that somebody does in a story, and the passing of time. */
export function actionSchema(names: ScenarioNames) {
  const person = oneOf("one of the people", names.people);
  const chain = oneOf("one of the chains", names.chains);
  const stage = oneOf('one of the stages as "chain/stage"', names.stages);
  const slot = z.union([z.literal(0), z.literal(1)], "expected slot 0 or 1");
  const side = z.enum(["provider", "receiver"], 'expected "provider" or "receiver"');
  const guarantor = guarantorSchema(names);
  const pair = z.tuple([person, person], "expected two people");

  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- It keeps the literal.
  const action = <Name extends string, Shape extends z.ZodRawShape>(name: Name, shape: Shape) =>
    z
      .strictObject({ do: z.literal(name), say: text, refused: errorName.optional(), by: person })
      .extend(shape);

  const settlement = {
    stage,
    fault: percent,
    compensation: amount.default(0n),
    payer: side.default("provider"),
  };
  const replacement = { stage, price: amount, bond: amount.default(0n), duration };
  const debt = { principal: person, guarantor: person };

  return [
    z.strictObject({ do: z.literal("tell"), say: text }),
    z.strictObject({ do: z.literal("wait"), say: text, for: duration }),
    z.strictObject({
      do: z.literal("waitUntil"),
      say: text,
      time: z.enum(MOMENTS, `expected one of ${MOMENTS.join(", ")}`),
      stage,
    }),
    z.strictObject({ do: z.literal("waitUntilOverdue"), say: text, member: person }),

    action("pay", { to: person, amount }),
    action("deposit", { amount, for: person.optional() }),
    action("withdraw", { amount }),
    action("repay", { ...debt, amount }),
    action("collect", { ...debt, amount: amount.optional(), outOfPledgeFor: person.optional() }),
    action("excuse", { principal: person }),
    action("reclaim", debt),

    action("join", { guarantors: z.tuple([guarantor, guarantor]), deposit: amount.optional() }),
    action("apply", {
      guarantors: pair,
      maxPremium: percent.default(1_000),
      recoveryDelay: duration.default(0),
    }),
    action("withdrawApplication", {}),
    action("setProfile", { profile: text }),
    action("resign", {}),
    action("expel", { member: person }),
    action("changeWallet", {}),
    action("setRecovery", { delay: duration }),
    action("proposeRecovery", { member: person }),
    action("confirmRecovery", { member: person }),
    action("executeRecovery", { member: person }),
    action("vetoRecovery", {}),

    action("nominate", {
      slot: slot.optional(),
      nominee: person.nullable(),
      maxPremium: percent.default(1_000),
    }),
    action("declineNomination", { principal: person }),
    action("vouch", {
      principal: person,
      pledge: amount,
      until: duration.default(365 * 86_400),
      premium: percent.default(0),
    }),
    action("increasePledge", { principal: person, amount }),
    action("decreasePledge", { principal: person, amount }),
    action("renewPledge", { principal: person, until: duration }),
    action("withdrawSurety", { principal: person }),

    action("propose", { chain }),
    action("accept", { chain }),
    action("withdrawAcceptance", { chain }),
    action("decline", { chain }),
    action("deliver", { stage, evidence: text.optional(), items: z.array(text).default([]) }),
    action("acceptDelivery", { stage }),
    action("post", { stage, message: text, uri: z.string("expected a text").default("") }),
    action("claim", {
      stage,
      kind: z.enum(
        ["default", "defect", "obstruction", "earlyBreach"],
        "expected one of default, defect, obstruction, earlyBreach",
      ),
      amount,
      evidence: text.optional(),
      feeFromWallet: flag.default(false),
    }),
    action("answer", { stage, counterclaim: amount.default(0n), evidence: text.optional() }),
    action("conclude", { stage }),
    action("drawAward", { stage, from: side }),
    action("takeMoney", { stage }),
    action("appointReplacement", { ...replacement, provider: person }),
    action("acceptReplacement", replacement),
    action("offerSettlement", settlement),
    action("acceptSettlement", settlement),
    action("settle", { ...settlement, with: person }),
    action("offerExtension", { stage, duration }),
    action("acceptExtension", { stage, duration }),
    action("extend", { stage, duration, with: person }),
    action("cancel", { stage }),
    action("closeLapsed", { stage }),

    action("vote", { stage, fault: percent, side: side.optional() }),
    action("appeal", { stage, side: side.optional(), feeFromWallet: flag.default(false) }),
    action("advance", { stage }),
    action("claimFees", { stage }),
    action("returnFees", { stage }),

    action("pause", {}),
    action("resume", {}),
    action("scheduleParameters", { charter: charterSchema }),
    action("scheduleGovernor", { governor: person }),
    action("scheduleGuardian", { guardian: person.nullable() }),
    action("scheduleFounder", { founder: person }),
    action("executeChange", {}),
    action("cancelChange", {}),
  ] as const;
}
