/** Writes basis points as per cent, such as `42.5 %`. */
export function formatPercent(basisPoints: bigint): string {
  return `${Number(basisPoints) / 100} %`;
}
