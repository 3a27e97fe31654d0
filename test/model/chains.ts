import { AbiCoder, keccak256 } from "ethers";

import { running, versionOf } from "./charter";
import { checkGoodStanding, checkGoodStandingSince } from "./graph";
import { lockBond, openBond, releaseBond } from "./locks";
import { callerOf, holderOf, newestOf } from "./membership";
import { check } from "./refusal";
import {
  backingFor,
  bondName,
  chainOf,
  inputsOf,
  openStage,
  payOut,
  withChain,
  withStage,
  type Place,
} from "./stages";
import {
  ChainState,
  DAY,
  HOUR,
  MOST,
  put,
  Side,
  StageState,
  sum,
  WHOLE,
  ZERO_HASH,
  type Address,
  type Chain,
  type ChainId,
  type MemberId,
  type Stage,
  type StageTerms,
  type World,
} from "./world";

const MOST_STAGES = 32;
const MOST_PAYEES = 32;
const LONGEST_ACCEPTANCE = 30n * DAY;
const LAST_ID = 2n ** 32n - 1n;
const STAGES =
  "tuple(uint32 provider,uint32 receiver,uint256 price,uint256 listPrice,uint256 providerBond," +
  "uint256 receiverBond,uint32 duration,uint32 inspection,uint32 waitsFor,bytes32 terms," +
  "tuple(uint32 member,uint16 shareBps)[] payees)[]";

/** A chain is named by all that is proposed. */
export function chainName(
  proposer: MemberId,
  stages: readonly StageTerms[],
  terms: string,
  acceptBy: bigint,
): ChainId {
  const encoded = AbiCoder.defaultAbiCoder().encode(
    ["uint32", STAGES, "bytes32", "uint40"],
    [proposer, stages, terms, acceptBy],
  );
  return (BigInt(keccak256(encoded)) >> 24n) << 24n;
}

function checkRange(value: bigint, min: bigint, max: bigint): void {
  check(value >= min && value <= max, "StageFieldOutOfRange");
}

function checkTerms(world: World, terms: StageTerms, index: number): void {
  checkRange(terms.provider, 1n, LAST_ID);
  checkRange(terms.receiver, 1n, LAST_ID);
  check(terms.provider !== terms.receiver, "SameParties");
  check(terms.price <= MOST && terms.listPrice <= MOST, "AmountTooLarge");
  checkRange(terms.listPrice, terms.price, MOST);
  checkRange(terms.providerBond, 0n, terms.price);
  checkRange(terms.receiverBond, 0n, terms.price);
  checkRange(terms.duration, 1n, 365n * DAY);
  checkRange(terms.inspection, HOUR, 90n * DAY);
  checkRange(terms.waitsFor, 0n, 2n ** BigInt(index) - 1n);
  checkRange(BigInt(terms.payees.length), 0n, BigInt(MOST_PAYEES));
  for (const { member, shareBps } of terms.payees) {
    checkRange(member, 1n, newestOf(world));
    checkRange(shareBps, 1n, WHOLE);
  }
  checkRange(sum(terms.payees.map(({ shareBps }) => shareBps)), 0n, WHOLE);
}

function stageOf(terms: StageTerms, snapshot: bigint): Stage {
  return {
    terms,
    snapshot,
    provider: terms.provider,
    price: terms.price,
    bonds: [terms.providerBond, terms.receiverBond],
    duration: terms.duration,
    extension: 0n,
    mark: 0n,
    state: StageState.Waiting,
    messages: 0n,
    claim: undefined,
    offer: undefined,
    appointment: undefined,
    replaced: false,
    itemsRoot: ZERO_HASH,
    putIn: 0n,
    paidOut: 0n,
    awarded: [0n, 0n],
    received: [0n, 0n],
  };
}

/** CHN-1: by any member in good standing; the snapshot is strictly in the past. */
export function propose(
  world: World,
  from: Address,
  stages: readonly StageTerms[],
  terms: string,
  acceptBy: bigint,
): World {
  const now = running(world);
  const proposer = callerOf(world, from);
  checkGoodStanding(world, proposer);
  check(stages.length >= 1 && stages.length <= MOST_STAGES, "StageCountOutOfRange");
  check(acceptBy > now && acceptBy <= now + LONGEST_ACCEPTANCE, "AcceptByOutOfRange");
  const name = chainName(proposer, stages, terms, acceptBy);
  check(!world.chains.has(name), "ChainExists");
  stages.forEach((stage, index) => {
    checkTerms(world, stage, index);
  });
  const snapshot = now - 1n;
  const chain: Chain = {
    snapshot,
    acceptBy,
    version: versionOf(world),
    state: ChainState.Proposed,
    accepted: [],
    closed: [],
    undelivered: [],
    stages: stages.map((stage) => stageOf(stage, snapshot)),
  };
  return { ...world, chains: put(world.chains, name, chain) };
}

function proposedChain(world: World, id: ChainId): Chain {
  const chain = world.chains.get(id);
  check(chain?.state === ChainState.Proposed, "WrongChainState");
  return chain;
}

export function participantsOf({ stages }: Chain): MemberId[] {
  return [...new Set(stages.flatMap(({ terms }) => [terms.provider, terms.receiver]))];
}

interface Role {
  readonly index: number;
  readonly side: Side;
  readonly stage: Stage;
}

/** The stages in which a member has a role, and on which side. */
function rolesOf({ stages }: Chain, id: MemberId): readonly Role[] {
  return stages.flatMap((stage, index): Role[] => {
    if (stage.terms.provider === id) return [{ index, side: Side.Provider, stage }];
    return stage.terms.receiver === id ? [{ index, side: Side.Receiver, stage }] : [];
  });
}

/** CHN-1: prices are escrowed, then bonds locked; with the last acceptance the chain begins. */
export function accept(world: World, from: Address, id: ChainId): World {
  const now = running(world);
  const chain = proposedChain(world, id);
  check(now < chain.acceptBy, "AcceptanceOver");
  const member = callerOf(world, from);
  const roles = rolesOf(chain, member);
  check(roles.length > 0, "NotAParticipant");
  check(!chain.accepted.includes(member), "AlreadyAccepted");
  checkGoodStandingSince(world, member, chain.snapshot);

  const accepted = [...chain.accepted, member];
  let next = withChain(world, id, { accepted });
  if (accepted.length === participantsOf(chain).length) next = begin(next, id);
  for (const { index, side, stage } of roles) {
    if (side !== Side.Receiver) continue;
    const place = { chain: id, index };
    next = openBond(next, bondName(place, side, false), member, stage.price);
    next = withStage(next, place, { putIn: stage.price });
  }
  const backing = backingFor(next, id, member);
  for (const { index, side, stage } of roles) {
    const bond = bondName({ chain: id, index }, side, false);
    if (side === Side.Provider) next = openBond(next, bond, member, 0n);
    next = lockBond(next, bond, stage.bonds[side], backing);
  }
  return next;
}

function begin(world: World, id: ChainId): World {
  let next = withChain(world, id, { state: ChainState.Active });
  for (const [index, { terms }] of chainOf(world, id).stages.entries()) {
    if (inputsOf(terms.waitsFor).length === 0) next = openStage(next, { chain: id, index });
  }
  return next;
}

/** Prices and bonds of a member who had accepted go back. */
function giveBack(world: World, id: ChainId, member: MemberId): World {
  let next = world;
  for (const { index, side, stage } of rolesOf(chainOf(world, id), member)) {
    const place: Place = { chain: id, index };
    if (side === Side.Receiver) next = payOut(next, place, member, stage.price);
    next = releaseBond(next, bondName(place, side, false));
    if (side === Side.Receiver) next = withStage(next, place, { putIn: 0n, paidOut: 0n });
  }
  return next;
}

export function withdrawAcceptance(world: World, from: Address, id: ChainId): World {
  running(world);
  const chain = proposedChain(world, id);
  const member = callerOf(world, from);
  check(participantsOf(chain).includes(member), "NotAParticipant");
  check(chain.accepted.includes(member), "NotAccepted");
  const accepted = chain.accepted.filter((each) => each !== member);
  return giveBack(withChain(world, id, { accepted }), id, member);
}

/** CHN-1: one participant declines, or time runs out. */
export function dissolve(world: World, from: Address, id: ChainId): World {
  const now = running(world);
  const chain = proposedChain(world, id);
  const declines = participantsOf(chain).includes(holderOf(world, from));
  check(now >= chain.acceptBy || declines, "AcceptanceOpen");
  const dissolved = withChain(world, id, { state: ChainState.Dissolved });
  return chain.accepted.reduce((next, member) => giveBack(next, id, member), dissolved);
}
