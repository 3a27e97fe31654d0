import type { Spread, Summary } from "./Summary";

/** Figures as people read them: token units without a fraction, unless they are small. */
export function units(value: number): string {
  const text = (Math.abs(value) < 10 ? value.toFixed(1) : value.toFixed(0)).replace(/\.0$/, "");
  return text === "-0" ? "0" : text;
}

export function share(value: number | undefined): string {
  return value === undefined ? "-" : `${(100 * value).toFixed(0)} %`;
}

/** The mean and, where it is another, the longest. */
export function days(spread: Spread | undefined): string {
  if (spread === undefined) return "-";
  const [mean, most] = [units(spread.mean), units(spread.most)];
  return mean === most ? mean : `${mean} (${most})`;
}

/** The columns of every table of strategies. */
export const COLUMNS = [
  "pledged to them",
  "attackers gain",
  "at most",
  "honest lose",
  "at most",
  "harm made good",
  "days (most)",
  "by the circle",
  "guarantors earn",
  "and lose",
] as const;

export function cellsOf(summary: Summary): string[] {
  const { gain, loss, compensatedShare, circleShare, premiums, seatFees, guarantorsLost } = summary;
  return [
    units(summary.trust.mean),
    units(gain.mean),
    units(gain.most),
    units(loss.mean),
    units(loss.most),
    share(compensatedShare),
    days(summary.days),
    share(circleShare),
    units(premiums.mean + seatFees.mean),
    units(guarantorsLost.mean),
  ];
}
