import { type BaseContract, ZeroHash } from "ethers";

import { Side } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import { ClaimKind, EVIDENCE, PROVIDER_BOND, type StageOverrides } from "../trade/tradeFixture";
import type { Hooked } from "./hookedToken";

/** A call made ready: it would go through if the attacker simply made it. */
export interface Call {
  to: BaseContract;
  name: string;
  args: unknown[];
}

/** A deal between the attacker and one of the two who trade, accepted by both. */
async function dealOf(scene: Hooked, overrides: StageOverrides): Promise<bigint> {
  const chain = await scene.propose([overrides], scene.receiver);
  const { provider = scene.provider.id, receiver = scene.receiver.id } = overrides;
  const members = [scene.attacker, scene.provider, scene.receiver].filter(
    ({ id }) => id === provider || id === receiver,
  );
  await scene.accept(chain, members);
  return chain;
}

/** A member whom the attacker and a founder stand for, with recovery switched on. */
async function principalOf(scene: Hooked): Promise<MemberHandle> {
  const { join, newWallet, attacker, founders } = scene;
  return join(await newWallet(), [attacker, founders[0]], {
    pledges: [100n, 0n],
    recoveryDelay: 7n * DAY,
  });
}

/** The receiver has claimed that somebody whom the attacker stands for breaks a deal early. */
async function claimAgainstPrincipal(
  scene: Hooked,
): Promise<{ principal: MemberHandle; chain: bigint; dispute: bigint }> {
  const { trade, receiver } = scene;
  const principal = await principalOf(scene);
  await scene.warp(1n);
  const chain = await scene.propose(
    [{ provider: principal.id, providerBond: 50n, receiverBond: 0n }],
    receiver,
  );
  for (const { wallet } of [principal, receiver]) await trade.connect(wallet).accept(chain);
  await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
  const { dispute } = await trade.namesOf(chain, 0);
  return { principal, chain, dispute };
}

/** A dispute about a deal of the attacker's, in which all four judges have found for them. */
async function ruledDispute(scene: Hooked): Promise<{ chain: bigint; dispute: bigint }> {
  const { trade, attacker, receiver, court, founders, receiverGuarantors } = scene;
  const chain = await dealOf(scene, { provider: attacker.id });
  await trade.connect(receiver.wallet).claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
  await trade.connect(attacker.wallet).answer(chain, 0, 0n, EVIDENCE);
  const { dispute } = await trade.namesOf(chain, 0);
  const judges = [founders[0], founders[1], ...receiverGuarantors];
  for (const [seat, { wallet }] of judges.entries()) {
    await court.connect(wallet).vote(dispute, 0, 1 << seat, 0n);
  }
  await scene.warp(scene.parameters.voteWindow);
  await court.advance(dispute);
  return { chain, dispute };
}

export type Prepare = (scene: Hooked) => Promise<Call>;

/** Calls that need the vault: it is locked while the token runs. */
export const LOCKED: Record<string, Prepare> = {
  "Membership.withdrawApplication": async ({ membership, graph, attacker, founders, horizon }) => {
    const [first, second] = founders;
    await membership.connect(attacker.wallet).resign();
    await membership
      .connect(attacker.wallet)
      .applyForMembership(ZeroHash, first.id, 0n, second.id, 0n, 0n);
    await graph.connect(first.wallet).vouch(attacker.wallet, 0, 1n, horizon, 0n);
    return { to: membership, name: "withdrawApplication", args: [] };
  },
  "Membership.resign": ({ membership }) =>
    Promise.resolve({ to: membership, name: "resign", args: [] }),
  "SuretyGraph.vouch": async ({ graph, provider, attacker, horizon }) => {
    await graph.connect(provider.wallet).nominate(0, attacker.id, 0n);
    return { to: graph, name: "vouch", args: [provider.wallet.address, 0, 1n, horizon, 0n] };
  },
  "SuretyGraph.increasePledge": async (scene) => ({
    to: scene.graph,
    name: "increasePledge",
    args: [(await principalOf(scene)).id, 0, 1n],
  }),
  "SuretyGraph.decreasePledge": async (scene) => ({
    to: scene.graph,
    name: "decreasePledge",
    args: [(await principalOf(scene)).id, 0, 1n],
  }),
  "SuretyGraph.renewPledge": async (scene) => ({
    to: scene.graph,
    name: "renewPledge",
    args: [(await principalOf(scene)).id, 0, scene.horizon + 1n],
  }),
  "SuretyGraph.withdrawSurety": async (scene) => ({
    to: scene.graph,
    name: "withdrawSurety",
    args: [(await principalOf(scene)).id, 0],
  }),
  "GuarantorCourt.appeal": async (scene) => ({
    to: scene.court,
    name: "appeal",
    args: [(await ruledDispute(scene)).dispute, false],
  }),
  "TradeChains.appealFor": async (scene) => {
    const { court, trade, attacker, receiverGuarantors, parameters } = scene;
    const { principal, chain, dispute } = await claimAgainstPrincipal(scene);
    await trade.connect(principal.wallet).answer(chain, 0, 0n, EVIDENCE);
    await court.connect(attacker.wallet).vote(dispute, 0, 1n, 0n);
    await court.connect(receiverGuarantors[0].wallet).vote(dispute, 0, 4n, 0n);
    await scene.warp(parameters.voteWindow);
    return { to: trade, name: "appealFor", args: [chain, 0, Side.Provider, 1, 0n, false] };
  },
  "GuarantorCourt.claimSeatFees": async (scene) => {
    const { court, trade, attacker } = scene;
    const { principal, chain, dispute } = await claimAgainstPrincipal(scene);
    await trade.connect(principal.wallet).answer(chain, 0, 0n, EVIDENCE);
    await court.connect(attacker.wallet).vote(dispute, 0, 1n, 0n);
    await scene.warp(30n * DAY);
    return { to: court, name: "claimSeatFees", args: [dispute, 0, 1n] };
  },
  "GuarantorCourt.returnFees": async ({ trade, court, provider, receiver, activeChain, warp }) => {
    const chain = await activeChain();
    await trade
      .connect(receiver.wallet)
      .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
    await trade.connect(provider.wallet).answer(chain, 0, 0n, EVIDENCE);
    await warp(30n * DAY);
    const { dispute } = await trade.namesOf(chain, 0);
    return { to: court, name: "returnFees", args: [dispute] };
  },
  "TradeChains.accept": async (scene) => ({
    to: scene.trade,
    name: "accept",
    args: [await scene.propose([{ provider: scene.attacker.id }], scene.receiver)],
  }),
  "TradeChains.withdrawAcceptance": async ({ trade, propose, attacker, receiver }) => {
    const chain = await propose([{ provider: attacker.id }], receiver);
    await trade.connect(attacker.wallet).accept(chain);
    return { to: trade, name: "withdrawAcceptance", args: [chain] };
  },
  "TradeChains.dissolve": async ({ trade, propose, attacker, receiver }) => {
    const chain = await propose([{ provider: attacker.id }], receiver);
    await trade.connect(receiver.wallet).accept(chain);
    return { to: trade, name: "dissolve", args: [chain] };
  },
  "TradeChains.acceptDelivery": async (scene) => {
    const chain = await dealOf(scene, { receiver: scene.attacker.id });
    await scene.deliver(chain);
    return { to: scene.trade, name: "acceptDelivery", args: [chain, 0] };
  },
  "TradeChains.claim": async (scene) => ({
    to: scene.trade,
    name: "claim",
    args: [
      await dealOf(scene, { receiver: scene.attacker.id }),
      ...[0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false],
    ],
  }),
  "TradeChains.conclude of a ruling": async (scene) => {
    const { chain } = await ruledDispute(scene);
    await scene.warp(scene.parameters.appealWindow);
    return { to: scene.trade, name: "conclude", args: [chain, 0] };
  },
  "TradeChains.drawAward": async (scene) => {
    const { chain } = await scene.stageIn("Drawing");
    return { to: scene.trade, name: "drawAward", args: [chain, 0, 0] };
  },
  "TradeChains.takeMoney": async (scene) => {
    const { chain } = await scene.stageIn("Remedy");
    await scene.warp(scene.parameters.responseWindow);
    return { to: scene.trade, name: "takeMoney", args: [chain, 0] };
  },
  "TradeChains.acceptReplacement": async (scene) => {
    const { trade, receiver, attacker } = scene;
    const { chain } = await scene.stageIn("Remedy");
    await trade.connect(receiver.wallet).appointReplacement(chain, 0, attacker.id, 500n, 100n, DAY);
    return { to: trade, name: "acceptReplacement", args: [chain, 0, 500n, 100n, DAY] };
  },
  "TradeChains.acceptSettlement": async (scene) => {
    const { trade, receiver, attacker } = scene;
    const chain = await dealOf(scene, { provider: attacker.id });
    await trade.connect(receiver.wallet).proposeSettlement(chain, 0, 0n, 0n, 0);
    return { to: trade, name: "acceptSettlement", args: [chain, 0, 0n, 0n, 0] };
  },
  "TradeChains.cancelStage": async (scene) => {
    const { trade, attacker, receiver, at, parameters } = scene;
    const chain = await scene.propose(
      [{ provider: attacker.id }, { provider: attacker.id, waitsFor: 1n }],
      receiver,
    );
    await scene.accept(chain, [attacker, receiver]);
    await at((await trade.dueOf(chain, 0)) + parameters.lapseWindow);
    await trade.closeLapsed(chain, 0);
    return { to: trade, name: "cancelStage", args: [chain, 1] };
  },
  "TradeChains.closeLapsed": async (scene) => {
    const { trade, at, parameters } = scene;
    const chain = await scene.activeChain();
    await at((await trade.dueOf(chain, 0)) + parameters.lapseWindow);
    return { to: trade, name: "closeLapsed", args: [chain, 0] };
  },
};

/** Calls that move no money: they go through as they would before or after the transfer. */
export const HARMLESS: Record<string, Prepare> = {
  "Charter.executeChange": async ({ charter, governor, stranger, warp }) => {
    const change = await charter.connect(governor).scheduleGuardian.staticCall(stranger);
    await charter.connect(governor).scheduleGuardian(stranger);
    await warp(2n * DAY);
    return { to: charter, name: "executeChange", args: [change] };
  },
  "Membership.applyForMembership": async ({ membership, attacker, founders }) => {
    await membership.connect(attacker.wallet).resign();
    const [first, second] = founders;
    return {
      to: membership,
      name: "applyForMembership",
      args: [ZeroHash, first.id, 0n, second.id, 0n, 0n],
    };
  },
  "Membership.setProfile": ({ membership }) =>
    Promise.resolve({ to: membership, name: "setProfile", args: [EVIDENCE] }),
  "Membership.changeWallet": ({ membership, stranger }) =>
    Promise.resolve({ to: membership, name: "changeWallet", args: [stranger.address] }),
  "Membership.setRecovery": ({ membership }) =>
    Promise.resolve({ to: membership, name: "setRecovery", args: [7n * DAY] }),
  "Membership.proposeRecovery": async (scene) => ({
    to: scene.membership,
    name: "proposeRecovery",
    args: [(await principalOf(scene)).id, scene.stranger.address],
  }),
  "Membership.confirmRecovery": async (scene) => {
    const { membership, founders, stranger } = scene;
    const { id } = await principalOf(scene);
    await membership.connect(founders[0].wallet).proposeRecovery(id, stranger);
    return { to: membership, name: "confirmRecovery", args: [id, stranger.address] };
  },
  "Membership.vetoRecovery": async ({ membership, attacker, founders, stranger }) => {
    await membership.connect(attacker.wallet).setRecovery(7n * DAY);
    await membership.connect(founders[0].wallet).proposeRecovery(attacker.id, stranger);
    return { to: membership, name: "vetoRecovery", args: [] };
  },
  "Membership.expel": ({ membership, debt }) =>
    Promise.resolve({ to: membership, name: "expel", args: [debt.debtor.id] }),
  "SuretyGraph.nominate": ({ graph, provider }) =>
    Promise.resolve({ to: graph, name: "nominate", args: [0, provider.id, 0n] }),
  "SuretyGraph.decline": async ({ graph, provider, attacker }) => {
    await graph.connect(provider.wallet).nominate(0, attacker.id, 0n);
    return { to: graph, name: "decline", args: [provider.id, 0] };
  },
  "GuarantorCourt.vote": async (scene) => {
    const { court, trade, receiver } = scene;
    const principal = await principalOf(scene);
    await scene.warp(1n);
    const chain = await scene.propose(
      [{ provider: principal.id, providerBond: 50n, receiverBond: 0n }],
      receiver,
    );
    for (const { wallet } of [principal, receiver]) await trade.connect(wallet).accept(chain);
    await trade
      .connect(receiver.wallet)
      .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
    await trade.connect(principal.wallet).answer(chain, 0, 0n, EVIDENCE);
    const { dispute } = await trade.namesOf(chain, 0);
    return { to: court, name: "vote", args: [dispute, 0, 1n, 0n] };
  },
  "GuarantorCourt.advance": async (scene) => {
    const { dispute } = await ruledDispute(scene);
    await scene.warp(scene.parameters.appealWindow);
    return { to: scene.court, name: "advance", args: [dispute] };
  },
  "TradeChains.propose": async ({ trade, terms, now }) => ({
    to: trade,
    name: "propose",
    args: [[terms()], ZeroHash, (await now()) + DAY],
  }),
  "TradeChains.deliver": async (scene) => ({
    to: scene.trade,
    name: "deliver",
    args: [await dealOf(scene, { provider: scene.attacker.id }), 0, EVIDENCE, ZeroHash],
  }),
  "TradeChains.post": async (scene) => ({
    to: scene.trade,
    name: "post",
    args: [await dealOf(scene, { provider: scene.attacker.id }), 0, EVIDENCE, "ipfs://"],
  }),
  "TradeChains.postFor": async (scene) => {
    const { chain } = await claimAgainstPrincipal(scene);
    const args = [chain, 0, Side.Provider, 1, 0n, EVIDENCE, "ipfs://"];
    return { to: scene.trade, name: "postFor", args };
  },
  "TradeChains.answer": async (scene) => {
    const chain = await dealOf(scene, { provider: scene.attacker.id });
    await scene.trade
      .connect(scene.receiver.wallet)
      .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
    return { to: scene.trade, name: "answer", args: [chain, 0, 0n, EVIDENCE] };
  },
  "TradeChains.answerFor": async (scene) => {
    const { chain } = await claimAgainstPrincipal(scene);
    return { to: scene.trade, name: "answerFor", args: [chain, 0, 1, 0n, EVIDENCE] };
  },
  "TradeChains.conclude to the court": async (scene) => {
    const { trade, receiver, activeChain, warp, parameters } = scene;
    const chain = await activeChain();
    await trade
      .connect(receiver.wallet)
      .claim(chain, 0, ClaimKind.EarlyBreach, 1n, EVIDENCE, false);
    await warp(parameters.responseWindow);
    return { to: trade, name: "conclude", args: [chain, 0] };
  },
  "TradeChains.appointReplacement": async (scene) => {
    const { trade, attacker, outsider, warp, parameters } = scene;
    const chain = await dealOf(scene, { receiver: attacker.id });
    await scene.at(await trade.dueOf(chain, 0));
    await trade
      .connect(attacker.wallet)
      .claim(chain, 0, ClaimKind.Default, PROVIDER_BOND, EVIDENCE, false);
    await warp(parameters.responseWindow);
    await trade.conclude(chain, 0);
    return {
      to: trade,
      name: "appointReplacement",
      args: [chain, 0, outsider.id, 500n, 100n, DAY],
    };
  },
  "TradeChains.proposeSettlement": async (scene) => ({
    to: scene.trade,
    name: "proposeSettlement",
    args: [await dealOf(scene, { provider: scene.attacker.id }), 0, 0n, 0n, 0],
  }),
  "TradeChains.proposeExtension": async (scene) => ({
    to: scene.trade,
    name: "proposeExtension",
    args: [await dealOf(scene, { provider: scene.attacker.id }), 0, 20n * DAY],
  }),
  "TradeChains.acceptExtension": async (scene) => {
    const chain = await dealOf(scene, { provider: scene.attacker.id });
    await scene.trade.connect(scene.receiver.wallet).proposeExtension(chain, 0, 20n * DAY);
    return { to: scene.trade, name: "acceptExtension", args: [chain, 0, 20n * DAY] };
  },
};
