import type { ScenarioMistake } from "./ScenarioError";

const SPACE = /[ \t\n\r]*/y;
// eslint-disable-next-line no-control-regex -- JSON forbids control characters in strings.
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y;
const SCALAR = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;

/** Where a text stops being JSON and what was expected there; undefined if all of it is JSON. */
export function jsonMistake(text: string): ScenarioMistake | undefined {
  let at = 0;

  const skip = (pattern: RegExp): boolean => {
    pattern.lastIndex = at;
    if (!pattern.test(text)) return false;
    at = pattern.lastIndex;
    return true;
  };
  const eat = (character: string): boolean => {
    skip(SPACE);
    if (text[at] !== character) return false;
    at += 1;
    return true;
  };

  /** What is missing at `at`; undefined once a whole value was read. */
  const value = (): string | undefined => {
    if (eat("{")) return list("}", member);
    if (eat("[")) return list("]", value);
    skip(SPACE);
    return skip(STRING) || skip(SCALAR) ? undefined : "a value";
  };
  const member = (): string | undefined => {
    skip(SPACE);
    if (!skip(STRING)) return "a name in double quotes";
    return eat(":") ? value() : '":"';
  };
  const list = (end: string, item: () => string | undefined): string | undefined => {
    if (eat(end)) return undefined;
    do {
      const missing = item();
      if (missing !== undefined) return missing;
    } while (eat(","));
    return eat(end) ? undefined : `"," or "${end}"`;
  };

  const missing = value();
  skip(SPACE);
  if (missing === undefined && at === text.length) return undefined;

  const before = text.slice(0, at).split("\n");
  const found = at < text.length ? JSON.stringify(text[at]) : "the end of the file";
  return {
    place: `line ${before.length}, column ${(before.at(-1) ?? "").length + 1}`,
    message: `expected ${missing ?? "the end of the file"}, found ${found}`,
  };
}
