import { id, ZeroHash } from "ethers";

import { itemTree } from "../../lib/itemTree";
import { Side } from "../../lib/names";
import type { ActionHandlers } from "../ActionHandlers";
import { send } from "../send";
import { stageRef } from "../stageRef";
import { stageTerms } from "../stageTerms";
import { standingOn } from "../standingOn";
import type { Step } from "../Step";
import type { World } from "../World";

const CLAIM_KINDS = { default: 1, defect: 2, obstruction: 3, earlyBreach: 4 } as const;

/** Chains and stages, from the proposal to the last payment. */
export const tradeActions: ActionHandlers<
  | "propose"
  | "accept"
  | "withdrawAcceptance"
  | "decline"
  | "deliver"
  | "acceptDelivery"
  | "post"
  | "claim"
  | "answer"
  | "conclude"
  | "drawAward"
  | "takeMoney"
  | "appointReplacement"
  | "acceptReplacement"
  | "offerSettlement"
  | "acceptSettlement"
  | "settle"
  | "offerExtension"
  | "acceptExtension"
  | "extend"
  | "cancel"
  | "closeLapsed"
> = {
  propose: async (world, { by, chain: name }) => {
    const { directory, modules, scenario, steps } = world;
    const chain = scenario.chains[name];
    const terms = id(chain?.terms ?? name);
    const acceptBy = (await modules.charter.clock()) + BigInt(chain?.acceptWithin ?? 0);
    await send(world, by, (wallet) =>
      modules.trade.connect(wallet).propose(stageTerms(world, name), terms, acceptBy),
    );
    for (const event of steps.at(-1)?.transactions.at(-1)?.events ?? []) {
      if (event.name === "ChainProposed") directory.addChain(event.args.chain, name);
    }
  },

  accept: (world, { by, chain }) => {
    const { directory, modules } = world;
    return send(world, by, (wallet) =>
      modules.trade.connect(wallet).accept(directory.chainNamed(chain)),
    );
  },

  withdrawAcceptance: (world, { by, chain }) => {
    const { directory, modules } = world;
    return send(world, by, (wallet) =>
      modules.trade.connect(wallet).withdrawAcceptance(directory.chainNamed(chain)),
    );
  },

  decline: (world, { by, chain }) => {
    const { directory, modules } = world;
    return send(world, by, (wallet) =>
      modules.trade.connect(wallet).dissolve(directory.chainNamed(chain)),
    );
  },

  deliver: (world, { by, stage, evidence, items }) => {
    const { chain, index } = stageRef(world, stage);
    const { root } = itemTree(items);
    return send(world, by, (wallet) =>
      world.modules.trade.connect(wallet).deliver(chain, index, digestOf(evidence), root),
    );
  },

  acceptDelivery: (world, { by, stage }) => {
    const { chain, index } = stageRef(world, stage);
    return send(world, by, (wallet) =>
      world.modules.trade.connect(wallet).acceptDelivery(chain, index),
    );
  },

  // By a side, one of its guarantors, or whoever stands behind its bond.
  post: async (world, { by, stage, message, uri }) => {
    const { trade } = world.modules;
    const { chain, index } = stageRef(world, stage);
    const digest = id(message);
    for (const side of [Side.Provider, Side.Receiver]) {
      const standing = await standingOn(world, chain, index, side, by);
      if (standing === "direct") break;
      if (standing === undefined) continue;
      const { steps, path } = standing;
      return send(world, by, (wallet) =>
        trade.connect(wallet).postFor(chain, index, side, steps, path, digest, uri),
      );
    }
    return send(world, by, (wallet) => trade.connect(wallet).post(chain, index, digest, uri));
  },

  claim: (world, { by, stage, kind, amount, evidence, feeFromWallet }) => {
    const { chain, index } = stageRef(world, stage);
    return send(world, by, (wallet) =>
      world.modules.trade
        .connect(wallet)
        .claim(chain, index, CLAIM_KINDS[kind], amount, digestOf(evidence), feeFromWallet),
    );
  },

  // By the other side, one of its guarantors, or whoever stands behind its bond.
  answer: async (world, { by, stage, counterclaim, evidence }) => {
    const { trade } = world.modules;
    const { chain, index } = stageRef(world, stage);
    const { claimant } = await trade.stageOf(chain, index);
    const side = claimant === BigInt(Side.Provider) ? Side.Receiver : Side.Provider;
    const standing = await standingOn(world, chain, index, side, by);
    const digest = digestOf(evidence);
    await send(world, by, (wallet) =>
      typeof standing === "object"
        ? trade.connect(wallet).answerFor(chain, index, standing.steps, standing.path, digest)
        : trade.connect(wallet).answer(chain, index, counterclaim, digest),
    );
  },

  conclude: (world, { by, stage }) => {
    const { chain, index } = stageRef(world, stage);
    return send(world, by, (wallet) => world.modules.trade.connect(wallet).conclude(chain, index));
  },

  drawAward: (world, { by, stage, from }) => {
    const { chain, index } = stageRef(world, stage);
    const side = from === "provider" ? Side.Provider : Side.Receiver;
    return send(world, by, (wallet) =>
      world.modules.trade.connect(wallet).drawAward(chain, index, side),
    );
  },

  takeMoney: (world, { by, stage }) => {
    const { chain, index } = stageRef(world, stage);
    return send(world, by, (wallet) => world.modules.trade.connect(wallet).takeMoney(chain, index));
  },

  appointReplacement: (world, { by, stage, provider, price, bond, duration }) => {
    const { chain, index } = stageRef(world, stage);
    const member = world.directory.memberNamed(provider);
    return send(world, by, (wallet) =>
      world.modules.trade
        .connect(wallet)
        .appointReplacement(chain, index, member, price, bond, duration),
    );
  },

  acceptReplacement: (world, { by, stage, price, bond, duration }) => {
    const { chain, index } = stageRef(world, stage);
    return send(world, by, (wallet) =>
      world.modules.trade.connect(wallet).acceptReplacement(chain, index, price, bond, duration),
    );
  },

  offerSettlement,
  acceptSettlement,
  settle: async (world, step) => {
    await offerSettlement(world, step);
    await acceptSettlement(world, { ...step, by: step.with });
  },

  offerExtension,
  acceptExtension,
  extend: async (world, step) => {
    await offerExtension(world, step);
    await acceptExtension(world, { ...step, by: step.with });
  },

  cancel: (world, { by, stage }) => {
    const { chain, index } = stageRef(world, stage);
    return send(world, by, (wallet) =>
      world.modules.trade.connect(wallet).cancelStage(chain, index),
    );
  },

  closeLapsed: (world, { by, stage }) => {
    const { chain, index } = stageRef(world, stage);
    return send(world, by, (wallet) =>
      world.modules.trade.connect(wallet).closeLapsed(chain, index),
    );
  },
};

type Settlement = Omit<Step<"offerSettlement">, "do">;
type Extension = Omit<Step<"offerExtension">, "do">;

async function offerSettlement(
  world: World,
  { by, stage, fault, compensation, payer }: Settlement,
): Promise<void> {
  const { chain, index } = stageRef(world, stage);
  const side = payer === "provider" ? Side.Provider : Side.Receiver;
  await send(world, by, (wallet) =>
    world.modules.trade.connect(wallet).proposeSettlement(chain, index, fault, compensation, side),
  );
}

async function acceptSettlement(
  world: World,
  { by, stage, fault, compensation, payer }: Settlement,
): Promise<void> {
  const { chain, index } = stageRef(world, stage);
  const side = payer === "provider" ? Side.Provider : Side.Receiver;
  await send(world, by, (wallet) =>
    world.modules.trade.connect(wallet).acceptSettlement(chain, index, fault, compensation, side),
  );
}

async function offerExtension(world: World, { by, stage, duration }: Extension): Promise<void> {
  const { chain, index } = stageRef(world, stage);
  await send(world, by, (wallet) =>
    world.modules.trade.connect(wallet).proposeExtension(chain, index, duration),
  );
}

async function acceptExtension(world: World, { by, stage, duration }: Extension): Promise<void> {
  const { chain, index } = stageRef(world, stage);
  await send(world, by, (wallet) =>
    world.modules.trade.connect(wallet).acceptExtension(chain, index, duration),
  );
}

/** What a document is shown by on the chain. */
function digestOf(text: string | undefined): string {
  return text === undefined ? ZeroHash : id(text);
}
