/** Writes data as JSON with every bigint as a decimal string. */
export function jsonOf(data: unknown): string {
  return JSON.stringify(
    data,
    (_key, value: unknown) => (typeof value === "bigint" ? value.toString() : value),
    2,
  );
}
