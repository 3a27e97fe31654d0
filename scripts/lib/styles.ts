import type { WriteStream } from "node:tty";

/** Ways to mark text on a terminal; each gives the text back unchanged where there is no colour. */
export interface Styles {
  bold: (text: string) => string;
  dim: (text: string) => string;
  green: (text: string) => string;
  red: (text: string) => string;
}

/** Styles for a stream: colour only on a terminal, and not when `NO_COLOR` is set. */
export function stylesFor(stream: Partial<Pick<WriteStream, "isTTY">>): Styles {
  const { NO_COLOR, TERM } = process.env;
  const coloured =
    stream.isTTY === true && (NO_COLOR === undefined || NO_COLOR === "") && TERM !== "dumb";
  const style =
    (on: number, off: number) =>
    (text: string): string =>
      coloured ? `\u001b[${on}m${text}\u001b[${off}m` : text;
  return { bold: style(1, 22), dim: style(2, 22), green: style(32, 39), red: style(31, 39) };
}
