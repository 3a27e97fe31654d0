/**
 * The opinion of a side: the median of its votes, the mean of the middle two if they are even in number
 * (basis points).
 *
 * @returns null without votes.
 */
export function opinionOf(votes: readonly number[]): number | null {
  const sorted = [...votes].sort((left, right) => left - right);
  const lower = sorted[(sorted.length - 1) >> 1];
  const upper = sorted[sorted.length >> 1];
  return lower === undefined || upper === undefined ? null : (lower + upper) / 2;
}
