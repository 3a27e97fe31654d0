import { MalformedLineError } from "./MalformedLineError";
import type { Rating } from "./Rating";

const GREATEST_SCORE = 10;

/** The first and the last second that a line may carry: room for what happens before and after. */
const FIRST_TIME = 1_000_000;
const LAST_TIME = 100_000_000_000;

/**
 * Reads one line, `rater,rated,rating,time`.
 *
 * @param text The line without its line break
 * @param line Its number in the file, from 1
 * @throws MalformedLineError when a field is missing, is no number or is out of range.
 */
export function parseRating(text: string, line: number): Rating {
  const fields = text.split(",");
  const [rater = "", rated = "", score = "", time = ""] = fields;
  if (fields.length !== 4) {
    const found = text.trim() === "" ? "nothing" : `${fields.length} fields`;
    throw new MalformedLineError(line, `expected rater,rated,rating,time, found ${found}`);
  }
  return {
    line,
    rater: person(rater, "rater", line),
    rated: person(rated, "rated", line),
    score: parseScore(score, line),
    time: parseTime(time, line),
  };
}

function person(text: string, field: string, line: number): number {
  if (!/^\d{1,15}$/.test(text)) {
    throw new MalformedLineError(line, `${field}: expected a whole number, found "${text}"`);
  }
  return Number(text);
}

function parseScore(text: string, line: number): number {
  const score = /^[+-]?\d{1,3}$/.test(text) ? Number(text) : 0;
  if (score === 0 || Math.abs(score) > GREATEST_SCORE) {
    throw new MalformedLineError(
      line,
      `rating: expected a whole number from -10 to 10 other than 0, found "${text}"`,
    );
  }
  return score;
}

function parseTime(text: string, line: number): number {
  const time = /^\d+(\.\d+)?$/.test(text) ? Math.floor(Number(text)) : 0;
  if (time < FIRST_TIME || time > LAST_TIME) {
    throw new MalformedLineError(
      line,
      `time: expected seconds since 1970 from ${FIRST_TIME} to ${LAST_TIME}, found "${text}"`,
    );
  }
  return time;
}
