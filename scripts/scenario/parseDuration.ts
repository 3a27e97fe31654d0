const SECONDS = { y: 365 * 86_400, w: 7 * 86_400, d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/** Longer than anything is agreed for, and short enough for every date that the contracts keep. */
const LONGEST = 1_000 * SECONDS.y;

/**
 * Reads a duration such as `10d`, `36h` or `1d 12h`; the units are y (365 days), w, d, h, m and s.
 *
 * @returns seconds; undefined when the text is no duration, or one of more than a thousand years.
 */
export function parseDuration(text: string): number | undefined {
  if (!/^\d+[ywdhms](?: \d+[ywdhms])*$/.test(text)) return undefined;
  const sum = text
    .split(" ")
    .map((part) => Number(part.slice(0, -1)) * SECONDS[part.slice(-1) as keyof typeof SECONDS])
    .reduce((total, seconds) => total + seconds, 0);
  return sum > LONGEST ? undefined : sum;
}
