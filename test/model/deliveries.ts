import { rulesOf, running } from "./charter";
import { guarantorsAt } from "./history";
import { callerOf } from "./membership";
import { check } from "./refusal";
import {
  backerOf,
  nextMessage,
  chainOf,
  closeStage,
  dueOf,
  inputsOf,
  payOut,
  payProvider,
  releaseBoth,
  sideOf,
  stageAt,
  stageIn,
  withStage,
  type Place,
} from "./stages";
import {
  ChainState,
  Side,
  StageState,
  ZERO_HASH,
  type Address,
  type ChainId,
  type MemberId,
  type Stage,
  type World,
} from "./world";

/** CHN-3: by the provider, late too. */
export function deliver(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  _evidence: string,
  itemsRoot: string,
): World {
  const mark = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Open);
  check(callerOf(world, from) === stage.provider, "WrongSide");
  return withStage(world, place, {
    mark,
    state: StageState.Delivered,
    messages: nextMessage(stage),
    itemsRoot: itemsRoot === ZERO_HASH ? stage.itemsRoot : itemsRoot,
  });
}

/** CHN-3 and CHN-4: silence is acceptance. */
export function acceptDelivery(world: World, from: Address, chain: ChainId, index: number): World {
  const now = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Delivered);
  const isSilent = now >= stage.mark + stage.terms.inspection;
  check(isSilent || callerOf(world, from) === stage.terms.receiver, "TooEarly");
  const paid = payProvider(world, place, stage.price);
  return releaseBoth(closeStage(paid, place), place);
}

export function isGuarantorOf(
  world: World,
  stage: Stage,
  party: MemberId,
  guarantor: MemberId,
): boolean {
  return guarantorsAt(world, party, stage.snapshot).guarantors.includes(guarantor);
}

/** CHN-11: for the two sides and their guarantors. */
export function post(world: World, from: Address, chain: ChainId, index: number): World {
  running(world);
  const place: Place = { chain, index };
  const stage = open(world, place);
  const author = callerOf(world, from);
  const parties = [stage.provider, stage.terms.receiver];
  const mayPost =
    parties.includes(author) || parties.some((party) => isGuarantorOf(world, stage, party, author));
  check(mayPost, "NotAParty");
  return withStage(world, place, { messages: nextMessage(stage) });
}

/** And for whoever stands behind the bond of a side. */
export function postFor(
  world: World,
  from: Address,
  chain: ChainId,
  index: number,
  side: Side,
  steps: number,
  path: bigint,
): World {
  running(world);
  const place: Place = { chain, index };
  const stage = open(world, place);
  backerOf(world, from, place, side, steps, path);
  return withStage(world, place, { messages: nextMessage(stage) });
}

/** The stage, while there may be something to say about it. */
function open(world: World, place: Place): Stage {
  const stage = stageAt(world, place);
  check(stage.state !== StageState.Closed, "WrongStageState");
  check(chainOf(world, place.chain).state !== ChainState.Dissolved, "WrongChainState");
  return stage;
}

/** CHN-2: an input closed without delivery, and the stage has hardly begun. */
export function cancelStage(world: World, from: Address, chain: ChainId, index: number): World {
  const now = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Open);
  sideOf(world, stage, from);
  check(!stage.replaced, "AlreadyReplaced");
  const { undelivered, version } = chainOf(world, chain);
  const isMissing = inputsOf(stage.terms.waitsFor).some((input) => undelivered.includes(input));
  check(isMissing, "InputsDelivered");
  check(now < stage.mark + rulesOf(world, version).responseWindow, "TooLate");
  return undo(world, place);
}

/** CHN-9. */
export function closeLapsed(world: World, _from: Address, chain: ChainId, index: number): World {
  const now = running(world);
  const place: Place = { chain, index };
  const stage = stageIn(world, place, StageState.Open);
  const { lapseWindow } = rulesOf(world, chainOf(world, chain).version);
  check(now >= dueOf(stage) + lapseWindow, "TooEarly");
  return undo(world, place);
}

/** Price back, bonds released. */
function undo(world: World, place: Place): World {
  const stage = stageAt(world, place);
  const back = payOut(world, place, stage.terms.receiver, stage.price);
  return releaseBoth(closeStage(back, place), place);
}

/** The other side of a stage. */
export function opponentOf(stage: Stage, side: Side): MemberId {
  return side === Side.Provider ? stage.terms.receiver : stage.provider;
}
