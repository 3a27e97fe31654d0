import { keccak256 } from "ethers";

import { clockOf, rulesOf } from "../charter";
import { hasOtherPayees } from "../claims";
import { advanced, isOver } from "../court";
import { guarantorsAt } from "../history";
import * as moves from "../moves";
import { ruledDispute } from "./court";
import {
  bondNames,
  chainOf,
  disputeName,
  dueOf,
  inputsOf,
  moneyIn,
  partyOn,
  windowEnd,
  type Place,
} from "../stages";
import {
  ClaimKind,
  known,
  other,
  Side,
  StageState,
  ZERO_HASH,
  type MemberId,
  type Stage,
} from "../world";
import {
  anyone,
  goodMembers,
  isBacked,
  memberAmong,
  somebodyBehind,
  walletOf,
  type Candidate,
  type Scene,
} from "./Scene";

/** The one item of every delivery with a root. */
export const ITEM = `0x${"17".repeat(32)}`;
/** The root of the standard tree of one leaf. */
export const ITEMS_ROOT = keccak256(keccak256(ITEM));

interface Found {
  readonly place: Place;
  readonly stage: Stage;
  /** The number that the call names; not the stage's if the dice stray. */
  readonly index: number;
}

function stages({ world }: Scene): Found[] {
  return [...world.chains].flatMap(([chain, { stages: all }]) =>
    all.map((stage, index) => ({ place: { chain, index }, stage, index })),
  );
}

/** A stage that fits, or any if the dice stray or none does. */
function stageThat(scene: Scene, fits: (found: Found) => boolean): Found | undefined {
  const { dice } = scene;
  const all = stages(scene);
  const fitting = all.filter(fits);
  const found = dice.pick(fitting.length === 0 || dice.strays() ? all : fitting);
  if (!found || !dice.wild || !dice.chance(0.05)) return found;
  return { ...found, index: dice.one(found.index + 1, 31, 32) };
}

const isIn =
  (...states: number[]) =>
  ({ stage }: Found): boolean =>
    states.includes(stage.state);

function sideOf({ dice }: Scene): Side {
  return dice.one<Side>(Side.Provider, Side.Receiver);
}

const deliver: Candidate = (scene) => {
  const found = stageThat(scene, isIn(StageState.Open));
  if (!found) return undefined;
  const { place, stage, index } = found;
  const root = scene.dice.one(ZERO_HASH, ITEMS_ROOT);
  return moves.deliver(walletOf(scene, stage.provider), place.chain, index, ZERO_HASH, root);
};

const acceptDelivery: Candidate = (scene) => {
  const found = stageThat(scene, isIn(StageState.Delivered));
  if (!found) return undefined;
  const { place, stage, index } = found;
  const isSilent = clockOf(scene.world) >= stage.mark + stage.terms.inspection;
  const from = isSilent ? anyone(scene) : walletOf(scene, stage.terms.receiver);
  return moves.acceptDelivery(from, place.chain, index);
};

/** Somebody of a side: the party or one of its guarantors at the snapshot. */
function ofSide(scene: Scene, { stage }: Found, side: Side): MemberId {
  const party = partyOn(stage, side);
  if (stage.snapshot >= clockOf(scene.world)) return party;
  const { guarantors } = guarantorsAt(scene.world, party, stage.snapshot);
  return memberAmong(
    scene,
    [party, party, ...guarantors].filter((id) => id !== 0n),
  );
}

const post: Candidate = (scene) => {
  const found = stageThat(scene, ({ stage }) => stage.state !== StageState.Closed);
  if (!found) return undefined;
  const author = ofSide(scene, found, sideOf(scene));
  const { index } = found;
  const { chain } = found.place;
  return moves.post(walletOf(scene, author), chain, index, ZERO_HASH, "ipfs://x");
};

/** Somebody behind the bond of a side; seldom anybody where nobody is. */
function behindStage(scene: Scene, place: Place) {
  const { world, dice } = scene;
  const bonds = bondNames(world, place);
  const backed = [Side.Provider, Side.Receiver].filter((side) => isBacked(scene, bonds[side]));
  const side = dice.pick(backed) ?? Side.Provider;
  if (backed.length === 0 && !dice.chance(0.1)) return undefined;
  const [wallet, steps, path] = somebodyBehind(scene, bonds[side]);
  return { wallet, side, steps, path };
}

const postFor: Candidate = (scene) => {
  const found = stageThat(scene, ({ stage }) => stage.state !== StageState.Closed);
  if (!found) return undefined;
  const { place, index } = found;
  const behind = behindStage(scene, place);
  if (!behind) return undefined;
  const { wallet, side, steps, path } = behind;
  return moves.postFor(wallet, place.chain, index, side, steps, path, ZERO_HASH, "ipfs://x");
};

const claim: Candidate = (scene) => {
  const { world, dice } = scene;
  const found = stageThat(scene, isIn(StageState.Open, StageState.Delivered));
  if (!found) return undefined;
  const { place, stage, index } = found;
  const isDefect = stage.state === StageState.Delivered && !dice.strays();
  const isLate = clockOf(world) >= dueOf(stage);
  const early = dice.one(ClaimKind.Obstruction, ClaimKind.EarlyBreach, ClaimKind.None + 3);
  const kind = isDefect ? ClaimKind.Defect : isLate || dice.strays() ? ClaimKind.Default : early;
  const isReceivers = kind === ClaimKind.Default || kind === ClaimKind.Defect;
  const side = isReceivers && !dice.strays() ? Side.Receiver : sideOf(scene);
  const bond = stage.bonds[other(side)];
  const amount = dice.wild || bond === 0n ? dice.amount(bond) : bond - dice.upTo(bond - 1n);
  return moves.claim(
    walletOf(scene, partyOn(stage, side)),
    place.chain,
    index,
    dice.wild && dice.chance(0.05) ? ClaimKind.None : kind,
    amount,
    ZERO_HASH,
    dice.chance(0.3),
  );
};

const answer: Candidate = (scene) => {
  const { dice } = scene;
  const found = stageThat(scene, isIn(StageState.Claimed));
  if (!found) return undefined;
  const { place, stage, index } = found;
  const claimant = stage.claim?.claimant ?? Side.Receiver;
  const author = ofSide(scene, found, dice.strays() ? claimant : other(claimant));
  const isParty = author === partyOn(stage, other(claimant));
  const counterclaim = isParty || dice.strays() ? dice.amount(stage.bonds[claimant]) : 0n;
  return moves.answer(walletOf(scene, author), place.chain, index, counterclaim, ZERO_HASH);
};

const answerFor: Candidate = (scene) => {
  const found = stageThat(scene, isIn(StageState.Claimed));
  if (!found) return undefined;
  const { place, stage, index } = found;
  const side = other(stage.claim?.claimant ?? Side.Receiver);
  const [wallet, steps, path] = somebodyBehind(scene, bondNames(scene.world, place)[side]);
  return moves.answerFor(wallet, place.chain, index, steps, path, ZERO_HASH);
};

const appealFor: Candidate = (scene) => {
  const { world, dice } = scene;
  const [ruled] = ruledDispute(scene) ?? [];
  const found = stageThat(
    scene,
    ({ place }) => ruled === undefined || disputeName(world, place) === ruled,
  );
  if (ruled === undefined || !found) return undefined;
  const { place, index } = found;
  const behind = behindStage(scene, place);
  if (!behind) return undefined;
  const { wallet, side, steps, path } = behind;
  return moves.appealFor(wallet, place.chain, index, side, steps, path, dice.chance(0.6));
};

/** Whether a stage can be concluded now. */
function isConcludable(scene: Scene, { place, stage }: Found): boolean {
  const { world } = scene;
  if (stage.state === StageState.Drawing) return true;
  if (stage.state === StageState.Claimed) return clockOf(world) >= windowEnd(world, place);
  if (stage.state !== StageState.Disputed) return false;
  return isOver(advanced(world, known(world.disputes.get(disputeName(world, place)), "dispute")));
}

const conclude: Candidate = (scene) => {
  const found = stageThat(scene, (each) => isConcludable(scene, each));
  return found && moves.conclude(anyone(scene), found.place.chain, found.index);
};

const drawAward: Candidate = (scene) => {
  const isDrawing = isIn(StageState.Drawing);
  // Hardly any stage ever is: mostly only then is it tried at all.
  if (!stages(scene).some(isDrawing) && !scene.dice.chance(0.2)) return undefined;
  const found = stageThat(scene, isDrawing);
  if (!found) return undefined;
  const { amounts } = found.stage.claim ?? { amounts: [0n, 0n] };
  const owing = amounts[Side.Receiver] > 0n ? Side.Provider : Side.Receiver;
  const from = scene.dice.strays() ? other(owing) : owing;
  return moves.drawAward(anyone(scene), found.place.chain, found.index, from);
};

const takeMoney: Candidate = (scene) => {
  const { world } = scene;
  const found = stageThat(scene, isIn(StageState.Remedy));
  if (!found) return undefined;
  const { place, stage, index } = found;
  const isLate = stage.state === StageState.Remedy && clockOf(world) >= windowEnd(world, place);
  const from = isLate ? anyone(scene) : walletOf(scene, stage.terms.receiver);
  return moves.takeMoney(from, place.chain, index);
};

const appointReplacement: Candidate = (scene) => {
  const { world, dice } = scene;
  const found = stageThat(scene, isIn(StageState.Remedy));
  if (!found) return undefined;
  const { place, stage, index } = found;
  const money = stage.state === StageState.Remedy ? moneyIn(world, place) : 5n;
  const price = dice.amount(money);
  const provider = memberAmong(
    scene,
    goodMembers(scene).filter((id) => id !== stage.terms.receiver),
  );
  return moves.appointReplacement(
    walletOf(scene, stage.terms.receiver),
    place.chain,
    index,
    dice.strays() ? dice.one(0n, 99n, stage.terms.receiver) : provider,
    price,
    dice.amount(price / 2n),
    dice.strays()
      ? dice.one(0n, stage.duration + 1n)
      : stage.duration - dice.upTo(stage.duration - 1n),
  );
};

const acceptReplacement: Candidate = (scene) => {
  const { dice } = scene;
  const found = stageThat(
    scene,
    ({ stage }) => stage.state === StageState.Remedy && stage.appointment !== undefined,
  );
  if (!found) return undefined;
  const { place, stage, index } = found;
  const terms = stage.appointment ?? { provider: 1n, price: 1n, bond: 1n, duration: 1n };
  const price = dice.strays() ? terms.price + 1n : terms.price;
  return moves.acceptReplacement(
    walletOf(scene, terms.provider),
    place.chain,
    index,
    price,
    terms.bond,
    terms.duration,
  );
};

const SETTLEABLE = isIn(
  StageState.Waiting,
  StageState.Open,
  StageState.Delivered,
  StageState.Claimed,
  StageState.Disputed,
);

const proposeSettlement: Candidate = (scene) => {
  const { world, dice } = scene;
  const found = stageThat(scene, SETTLEABLE);
  if (!found) return undefined;
  const { place, stage, index } = found;
  const hasPayees = hasOtherPayees(stage);
  const fault = hasPayees && !dice.strays() ? 0n : dice.one(0n, 3_333n, 5_000n, 10_000n);
  const payer = sideOf(scene);
  const own = world.bonds.get(bondNames(world, place)[payer])?.own ?? 1n;
  return moves.proposeSettlement(
    walletOf(scene, partyOn(stage, sideOf(scene))),
    place.chain,
    index,
    dice.wild && dice.chance(0.1) ? 10_001n : fault,
    dice.amount(own),
    payer,
  );
};

/** An offer of the other side that stands, taken apart. */
function offered(scene: Scene, word: string): { found: Found; terms: bigint[] } | undefined {
  const found = stageThat(scene, ({ stage }) => {
    const { offer } = stage;
    return (
      offer?.terms.startsWith(word) === true &&
      offer.state === stage.state &&
      offer.mark === stage.mark
    );
  });
  const terms = found?.stage.offer?.terms;
  if (!found || terms?.startsWith(word) !== true) return undefined;
  return { found, terms: terms.split(" ").slice(1).map(BigInt) };
}

/** Who may accept an offer. */
function offeree(scene: Scene, stage: Stage): MemberId {
  const by = stage.offer?.by ?? Side.Provider;
  return partyOn(stage, scene.dice.strays() ? by : other(by));
}

const acceptSettlement: Candidate = (scene) => {
  const { dice } = scene;
  const offer = offered(scene, "settle");
  if (!offer) return undefined;
  const { place, stage, index } = offer.found;
  const [fault = 0n, compensation = 0n, payer = 0n] = offer.terms;
  return moves.acceptSettlement(
    walletOf(scene, offeree(scene, stage)),
    place.chain,
    index,
    fault,
    dice.strays() ? compensation + 1n : compensation,
    payer === 0n ? Side.Provider : Side.Receiver,
  );
};

const proposeExtension: Candidate = (scene) => {
  const { dice } = scene;
  const found = stageThat(
    scene,
    ({ stage }) =>
      stage.state === StageState.Open && stage.extension < stage.duration && !stage.replaced,
  );
  if (!found) return undefined;
  const { place, stage, index } = found;
  const [now, most] = [stage.duration + stage.extension, 2n * stage.duration];
  const duration = dice.wild
    ? dice.one(now, now + 1n, most, most + 1n)
    : most - dice.upTo(most - now - 1n);
  const from = walletOf(scene, partyOn(stage, sideOf(scene)));
  return moves.proposeExtension(from, place.chain, index, duration);
};

const acceptExtension: Candidate = (scene) => {
  const offer = offered(scene, "extend");
  if (!offer) return undefined;
  const { place, stage, index } = offer.found;
  const duration = (offer.terms[0] ?? 0n) + (scene.dice.strays() ? 1n : 0n);
  const from = walletOf(scene, offeree(scene, stage));
  return moves.acceptExtension(from, place.chain, index, duration);
};

const cancelStage: Candidate = (scene) => {
  const { world } = scene;
  const found = stageThat(scene, ({ place, stage }) => {
    const { undelivered } = chainOf(world, place.chain);
    const isMissing = inputsOf(stage.terms.waitsFor).some((input) => undelivered.includes(input));
    return stage.state === StageState.Open && isMissing;
  });
  if (!found) return undefined;
  const from = walletOf(scene, partyOn(found.stage, sideOf(scene)));
  return moves.cancelStage(from, found.place.chain, found.index);
};

const closeLapsed: Candidate = (scene) => {
  const { world } = scene;
  const found = stageThat(scene, ({ place, stage }) => {
    const { lapseWindow } = rulesOf(world, chainOf(world, place.chain).version);
    return stage.state === StageState.Open && clockOf(world) >= dueOf(stage) + lapseWindow;
  });
  return found && moves.closeLapsed(anyone(scene), found.place.chain, found.index);
};

export const STAGES = {
  deliver,
  acceptDelivery,
  post,
  postFor,
  claim,
  answer,
  answerFor,
  appealFor,
  conclude,
  drawAward,
  takeMoney,
  appointReplacement,
  acceptReplacement,
  proposeSettlement,
  acceptSettlement,
  proposeExtension,
  acceptExtension,
  cancelStage,
  closeLapsed,
};
