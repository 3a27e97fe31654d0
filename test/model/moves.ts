import * as chains from "./chains";
import * as charter from "./charter";
import * as claims from "./claims";
import * as court from "./court";
import * as deliveries from "./deliveries";
import * as forwarder from "./forwarder";
import * as graph from "./graph";
import * as ledger from "./ledger";
import * as membership from "./membership";
import * as outcomes from "./outcomes";
import { Refusal } from "./refusal";
import * as remedies from "./remedies";
import * as settlements from "./settlements";
import type { Signatures } from "./Signatures";
import * as token from "./token";
import {
  ZERO_ADDRESS,
  type Address,
  type ChainId,
  type MemberId,
  type Side,
  type World,
} from "./world";

export type ModuleName =
  "charter" | "membership" | "vault" | "graph" | "court" | "trade" | "forwarder" | "token";

/** One call of an external function, and what the specification makes of it. */
export interface Move {
  readonly module: ModuleName;
  readonly call: string;
  readonly from: Address;
  readonly args: readonly unknown[];
  readonly model: (world: World) => World;
  /** What a wallet calls in the middle of it, when the token tells it of the transfer. */
  readonly inner?: Move;
  /** The arguments that the contracts get, where somebody has to sign something first. */
  readonly sign?: (signatures: Signatures, wall: bigint) => Promise<readonly unknown[]>;
}

export type Outcome =
  | { readonly next: World; readonly refusal?: undefined }
  | { readonly next?: undefined; readonly refusal: string };

/** What the model says a move comes to. */
export function outcomeOf(world: World, move: Move): Outcome {
  try {
    return { next: move.model(world) };
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.errorName };
    throw error;
  }
}

type ModelCall<Args extends readonly unknown[]> = (
  world: World,
  from: Address,
  ...args: Args
) => World;

function move<Args extends readonly unknown[]>(
  module: ModuleName,
  call: string,
  model: ModelCall<Args>,
): (from: Address, ...args: Args) => Move {
  return (from, ...args) => ({
    module,
    call,
    from,
    args,
    model: (world) => model(world, from, ...args),
  });
}

/** A call that only modules, or nobody any more, may make. */
export function trespass(
  module: ModuleName,
  call: string,
  from: Address,
  args: readonly unknown[],
  errorName: string,
): Move {
  const model = (): World => {
    throw new Refusal(errorName);
  };
  return { module, call, from, args, model };
}

export const scheduleParameters = move("charter", "scheduleParameters", charter.scheduleParameters);
export const scheduleGovernor = move("charter", "scheduleGovernor", charter.scheduleGovernor);
export const scheduleGuardian = move("charter", "scheduleGuardian", charter.scheduleGuardian);
export const scheduleFounder = move("charter", "scheduleFounder", charter.scheduleFounder);
export const cancelChange = move("charter", "cancelChange", charter.cancelChange);
export const executeChange = move("charter", "executeChange", charter.executeChange);
export const pause = move("charter", "pause", charter.pause);
export const resume = move("charter", "resume", charter.resume);

export const applyForMembership = move(
  "membership",
  "applyForMembership",
  membership.applyForMembership,
);
export const withdrawApplication = move(
  "membership",
  "withdrawApplication",
  membership.withdrawApplication,
);
export const setProfile = move<[string]>("membership", "setProfile", membership.setProfile);
export const resign = move("membership", "resign", membership.resign);
export const expel = move("membership", "expel", membership.expel);
export const changeWallet = move("membership", "changeWallet", membership.changeWallet);
export const acceptWallet = move("membership", "acceptWallet", membership.acceptWallet);
export const setRecovery = move("membership", "setRecovery", membership.setRecovery);
export const proposeRecovery = move("membership", "proposeRecovery", membership.proposeRecovery);
export const confirmRecovery = move("membership", "confirmRecovery", membership.confirmRecovery);
export const executeRecovery = move("membership", "executeRecovery", membership.executeRecovery);
export const vetoRecovery = move("membership", "vetoRecovery", membership.vetoRecovery);

export const nominate = move("graph", "nominate", graph.nominate);
export const decline = move("graph", "decline", graph.decline);
export const vouch = move("graph", "vouch", graph.vouch);
export const increasePledge = move("graph", "increasePledge", graph.increasePledge);
export const decreasePledge = move("graph", "decreasePledge", graph.decreasePledge);
export const renewPledge = move("graph", "renewPledge", graph.renewPledge);
export const withdrawSurety = move("graph", "withdrawSurety", graph.withdrawSurety);

export const deposit = move("vault", "deposit", ledger.deposit);
export const approve = move("token", "approve", ledger.approve);
export const setTokenPaused = move("token", "setPaused", token.setPaused);
export const setBarred = move("token", "setBarred", token.setBarred);
export const withdraw = move("vault", "withdraw", ledger.withdraw);
export const repay = move("vault", "repay", ledger.repay);
export const collect = move("vault", "collect", ledger.collect);
export const collectFrom = move("vault", "collectFrom", ledger.collectFrom);
export const excuse = move("vault", "excuse", ledger.excuse);
export const reclaim = move("vault", "reclaim", ledger.reclaim);

export const propose = move("trade", "propose", chains.propose);
export const accept = move("trade", "accept", chains.accept);
export const withdrawAcceptance = move("trade", "withdrawAcceptance", chains.withdrawAcceptance);
export const dissolve = move("trade", "dissolve", chains.dissolve);
export const deliver = move("trade", "deliver", deliveries.deliver);
export const acceptDelivery = move("trade", "acceptDelivery", deliveries.acceptDelivery);
export const post = move<[ChainId, number, string, string]>("trade", "post", deliveries.post);
export const postFor = move<[ChainId, number, Side, number, bigint, string, string]>(
  "trade",
  "postFor",
  deliveries.postFor,
);
export const cancelStage = move("trade", "cancelStage", deliveries.cancelStage);
export const closeLapsed = move("trade", "closeLapsed", deliveries.closeLapsed);
export const claim = move("trade", "claim", claims.claim);
export const answer = move<[ChainId, number, bigint, string]>("trade", "answer", claims.answer);
export const answerFor = move<[ChainId, number, number, bigint, string]>(
  "trade",
  "answerFor",
  claims.answerFor,
);
export const appealFor = move("trade", "appealFor", claims.appealFor);
export const conclude = move("trade", "conclude", outcomes.conclude);
export const drawAward = move<[ChainId, number, Side]>("trade", "drawAward", outcomes.drawAward);
export const takeMoney = move("trade", "takeMoney", remedies.takeMoney);
export const appointReplacement = move("trade", "appointReplacement", remedies.appointReplacement);
export const acceptReplacement = move("trade", "acceptReplacement", remedies.acceptReplacement);
export const proposeSettlement = move("trade", "proposeSettlement", settlements.proposeSettlement);
export const acceptSettlement = move("trade", "acceptSettlement", settlements.acceptSettlement);
export const proposeExtension = move("trade", "proposeExtension", settlements.proposeExtension);
export const acceptExtension = move("trade", "acceptExtension", settlements.acceptExtension);

export const vote = move("court", "vote", court.vote);
export const appeal = move("court", "appeal", court.appeal);
export const advance = move("court", "advance", court.advance);
export const claimSeatFees = move("court", "claimSeatFees", court.claimSeatFees);
export const returnFees = move("court", "returnFees", court.returnFees);

/** A deposit with a permit of its own, or one that does not hold. */
export function depositWithPermit(
  from: Address,
  id: MemberId,
  amount: bigint,
  holds: boolean,
): Move {
  return {
    module: "vault",
    call: "depositWithPermit",
    from,
    args: [id, amount, holds],
    model: (world) => ledger.depositWithPermit(world, from, id, amount, holds),
    sign: async (signatures) => {
      // What was signed for another sum holds for nothing.
      const signed = holds ? amount : amount + 1n;
      const { deadline, v, r, s } = await signatures.permit(from, signed, 2n ** 40n);
      return [id, amount, deadline, v, r, s];
    },
  };
}

/** A call that moves tokens of a wallet, which makes another call when the token tells it so. */
export function reentered(outer: Move, inner: Move): Move {
  return {
    ...outer,
    inner,
    model: (world) => token.reentered(world, outer.model, inner.model),
  };
}

/** Hands in a call that somebody has signed. */
export function execute(from: Address, signed: forwarder.SignedCall): Move {
  return {
    module: "forwarder",
    call: "execute",
    from,
    args: [told(signed)],
    model: (world) => forwarder.execute(world, from, signed),
    sign: (signatures, wall) => signatures.requests([signed], wall),
  };
}

/** Hands in several; invalid ones are skipped if somebody is named to get ether back. */
export function executeBatch(
  from: Address,
  batch: readonly forwarder.SignedCall[],
  skipsInvalid: boolean,
): Move {
  return {
    module: "forwarder",
    call: "executeBatch",
    from,
    args: [...batch.map(told), skipsInvalid],
    model: (world) => forwarder.executeBatch(world, from, batch, skipsInvalid),
    sign: async (signatures, wall) => [
      await signatures.requests(batch, wall),
      skipsInvalid ? from : ZERO_ADDRESS,
    ],
  };
}

function told({ move: { module, call, from, args }, isNext }: forwarder.SignedCall): unknown {
  return { signer: from, call: `${module}.${call}`, args, isNext };
}
