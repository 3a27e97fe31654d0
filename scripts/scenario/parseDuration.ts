const SECONDS = { y: 365 * 86_400, w: 7 * 86_400, d: 86_400, h: 3_600, m: 60, s: 1 } as const;

/**
 * Reads a duration such as `10d`, `36h` or `1d 12h`; the units are y (365 days), w, d, h, m and s.
 *
 * @returns seconds; undefined when the text is no duration.
 */
export function parseDuration(text: string): number | undefined {
  if (!/^\d+[ywdhms](?: \d+[ywdhms])*$/.test(text)) return undefined;
  return text
    .split(" ")
    .map((part) => Number(part.slice(0, -1)) * SECONDS[part.slice(-1) as keyof typeof SECONDS])
    .reduce((total, seconds) => total + seconds, 0);
}
