import type { Trial } from "./Laboratory";

/** Many trials of one strategy under one setting; amounts in token units. */
export interface Summary {
  readonly trials: number;
  /** What honest guarantors pledged for the attackers' names. */
  readonly trust: Spread;
  readonly gain: Spread;
  readonly loss: Spread;
  /** Of all harm, the part that was made good; undefined where nobody was harmed. */
  readonly compensatedShare: number | undefined;
  readonly harm: Spread;
  /** From a claim to its outcome, in days; undefined where nothing was claimed. */
  readonly days: Spread | undefined;
  /** Of all judged disputes, the part that the founding circle decided. */
  readonly circleShare: number | undefined;
  readonly premiums: Spread;
  readonly seatFees: Spread;
  readonly guarantorsLost: Spread;
  readonly names: number;
  readonly namesLost: number;
}

/** A measured figure over all trials. */
export interface Spread {
  readonly mean: number;
  readonly least: number;
  readonly most: number;
}

const DAY = 86_400;

export function summarize(trials: readonly Trial[]): Summary {
  const of = (figure: (trial: Trial) => bigint): Spread =>
    spreadOf(trials.map((trial) => Number(figure(trial))));
  const total = (figure: (trial: Trial) => number): number =>
    trials.reduce((sum, trial) => sum + figure(trial), 0);
  const harm = total((trial) => Number(trial.harm));
  const judged = total((trial) => trial.judged);
  const days = trials.flatMap((trial) => trial.claimSeconds.map((each) => Number(each) / DAY));
  return {
    trials: trials.length,
    trust: of((trial) => trial.trust),
    gain: of((trial) => trial.gain),
    loss: of((trial) => trial.loss),
    harm: of((trial) => trial.harm),
    compensatedShare: harm === 0 ? undefined : total((trial) => Number(trial.compensated)) / harm,
    days: days.length === 0 ? undefined : spreadOf(days),
    circleShare: judged === 0 ? undefined : total((trial) => trial.judgedByCircle) / judged,
    premiums: of((trial) => trial.premiums),
    seatFees: of((trial) => trial.seatFees),
    guarantorsLost: of((trial) => trial.guarantorsLost),
    names: total((trial) => trial.names) / trials.length,
    namesLost: total((trial) => trial.namesLost) / trials.length,
  };
}

function spreadOf(figures: readonly number[]): Spread {
  const sum = figures.reduce((total, figure) => total + figure, 0);
  return {
    mean: sum / figures.length,
    least: Math.min(...figures),
    most: Math.max(...figures),
  };
}
