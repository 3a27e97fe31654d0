import { open } from "node:fs/promises";

import { whyUnreadable } from "../lib/fileAccess";
import { MalformedLineError } from "./MalformedLineError";
import { parseRating } from "./parseRating";
import type { Rating } from "./Rating";
import { UnsuitableNetworkError } from "./UnsuitableNetworkError";

/**
 * Reads a trust network line by line, without holding it in memory.
 *
 * @param file Path of the file
 * @param limit How many lines to read; all unless told
 * @throws MalformedLineError at the first line that cannot be read or goes back in time.
 * @throws UnsuitableNetworkError when the file cannot be read.
 */
export async function* readRatings(file: string, limit = Infinity): AsyncGenerator<Rating> {
  const unreadable = whyUnreadable(file);
  if (unreadable !== undefined) {
    throw new UnsuitableNetworkError(`Cannot read ${file}: ${unreadable}`);
  }
  const handle = await open(file);
  try {
    let line = 0;
    let before = 0;
    for await (const text of handle.readLines({ autoClose: false })) {
      if (line === limit) break;
      const rating = parseRating(text, ++line);
      if (rating.time < before) {
        throw new MalformedLineError(line, `time: ${rating.time} is before ${before}`);
      }
      before = rating.time;
      yield rating;
    }
  } finally {
    await handle.close();
  }
}
