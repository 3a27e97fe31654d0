/**
 * Reads a share such as `20%` or `0.5%`.
 *
 * @returns basis points; undefined when the text is no percentage from 0 to 100.
 */
export function parsePercent(text: string): number | undefined {
  const [, whole, fraction = ""] = /^(\d{1,3})(?:\.(\d{1,2}))?%$/.exec(text) ?? [];
  if (whole === undefined) return undefined;
  const basisPoints = Number(whole) * 100 + Number(fraction.padEnd(2, "0"));
  return basisPoints <= 10_000 ? basisPoints : undefined;
}
