/**
 * Where a mutant can stand in for the original:
 * - `value`: in the place of an expression;
 * - `revert`: before a statement;
 * - `remove`: in the place of a statement;
 * - `instead`: in the place of a call whose result nobody takes;
 * - `default`: in the place of a declaration with a value;
 * - `text`: nowhere but in a source of its own, as a changed type or constant does.
 */
export type Place = "value" | "revert" | "remove" | "instead" | "default" | "text";

/** One small change of a source that a test should notice. */
export interface Mutant {
  /** Names it as long as its file and the change stay the same. */
  key: string;
  file: string;
  line: number;
  /** As slither-mutate calls it: `ROR`, `CR`, ... */
  operator: string;
  place: Place;
  /** Whether the statement in question declares a variable. */
  declares: boolean;
  /** Where the statements begin that run whenever this one does. */
  run: number;
  /** What is replaced: byte offsets into the file. */
  start: number;
  end: number;
  original: string;
  replacement: string;
}

/** A change before it is known where it can stand. */
export interface Change {
  operator: string;
  kind: "revert" | "remove" | "unset" | "replace";
  start: number;
  end: number;
  text: string;
}
