/** Where in a text `JSON.parse` gave up, as `line 4, column 7`. */
export function jsonPosition(text: string, error: SyntaxError): string {
  const [, offset] = /at position (\d+)/.exec(error.message) ?? [];
  const before = text.slice(0, offset === undefined ? text.length : Number(offset)).split("\n");
  return `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`;
}
