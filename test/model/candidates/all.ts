import { capriciousCandidates } from "./caprices";
import { CHAINS } from "./chains";
import { CHARTER } from "./charter";
import { COURT } from "./court";
import { MEMBERSHIP } from "./membership";
import { MONEY } from "./money";
import type { Candidate, Scene } from "./Scene";
import { signedCandidates } from "./signed";
import { STAGES } from "./stages";
import { SURETIES } from "./sureties";
import { TRESPASSES } from "./trespasses";

/** Calls that their makers send themselves. */
const DIRECT: Readonly<Record<string, Candidate>> = {
  ...CHARTER,
  ...MEMBERSHIP,
  ...SURETIES,
  ...MONEY,
  ...CHAINS,
  ...STAGES,
  ...COURT,
};

/** Any of them. */
function anyDirect(scene: Scene): ReturnType<Candidate> {
  return scene.dice.pick(Object.values(DIRECT))?.(scene);
}

/** What only a token with a will of its own makes possible. */
const CAPRICES = capriciousCandidates(DIRECT);

/** Every state-changing function, and the calls that only modules may make. */
export const CANDIDATES: Readonly<Record<string, Candidate>> = {
  ...DIRECT,
  ...signedCandidates(anyDirect),
  ...CAPRICES,
  ...TRESPASSES,
};

export const KINDS = Object.keys(CANDIDATES);

/** What is refused in every state that the model reaches. */
export const ALWAYS_REFUSED: ReadonlySet<string> = new Set(Object.keys(TRESPASSES));

/** How often a kind is tried when the next move shall be possible: 4 unless told. */
const WEIGHTS: Readonly<Record<string, number>> = {
  scheduleParameters: 1,
  scheduleGovernor: 1,
  scheduleGuardian: 1,
  scheduleFounder: 1,
  cancelChange: 1,
  executeChange: 3,
  pause: 1,
  resume: 20,
  setProfile: 1,
  approve: 2,
  depositWithPermit: 2,
  execute: 12,
  executeBatch: 12,
  resign: 1,
  expel: 40,
  changeWallet: 2,
  setRecovery: 2,
  proposeRecovery: 3,
  confirmRecovery: 8,
  executeRecovery: 40,
  withdrawSurety: 1,
  withdrawApplication: 2,
  decline: 2,
  nominate: 3,
  vouch: 8,
  deposit: 3,
  withdraw: 1,
  collect: 10,
  collectFrom: 20,
  repay: 6,
  accept: 20,
  propose: 6,
  dissolve: 2,
  deliver: 8,
  post: 2,
  postFor: 3,
  claim: 12,
  answer: 8,
  answerFor: 8,
  conclude: 30,
  drawAward: 12,
  takeMoney: 8,
  appointReplacement: 10,
  acceptReplacement: 40,
  acceptSettlement: 8,
  acceptExtension: 10,
  cancelStage: 40,
  closeLapsed: 30,
  vote: 80,
  appeal: 60,
  appealFor: 60,
  advance: 3,
  claimSeatFees: 20,
  returnFees: 25,
  reenter: 30,
  setTokenPaused: 1,
  setBarred: 1,
};

const FAVOUR = 6;

/** What a run may be mostly about. */
export const THEMES = {
  everything: [],
  trade: [...Object.keys(CHAINS), ...Object.keys(STAGES)],
  court: [...Object.keys(COURT), "conclude", "claim", "answer", "answerFor"],
  token: [...Object.keys(CAPRICES), "drawAward", "conclude", "returnFees"],
  debts: [...Object.keys(MONEY), ...Object.keys(SURETIES), "expel", "appointReplacement"],
} as const satisfies Readonly<Record<string, readonly string[]>>;

export type Theme = keyof typeof THEMES;

/** Kinds as often as their weights, those of a theme more often. */
export function weightedKinds(theme: Theme): readonly string[] {
  const favoured: readonly string[] = THEMES[theme];
  const possible = KINDS.filter((kind) => !ALWAYS_REFUSED.has(kind));
  const tried = theme === "token" ? possible : possible.filter((kind) => !(kind in CAPRICES));
  return tried.flatMap((kind) => {
    const weight = (WEIGHTS[kind] ?? 4) * (favoured.includes(kind) ? FAVOUR : 1);
    return Array<string>(weight).fill(kind);
  });
}
