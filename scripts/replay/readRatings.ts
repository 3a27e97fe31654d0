import { open, type FileHandle } from "node:fs/promises";

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
  const handle = await openFile(file);
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

async function openFile(file: string): Promise<FileHandle> {
  let handle: FileHandle;
  try {
    handle = await open(file);
  } catch (error) {
    throw new UnsuitableNetworkError(`Cannot read ${file}: ${(error as Error).message}`, error);
  }
  if ((await handle.stat()).isDirectory()) {
    await handle.close();
    throw new UnsuitableNetworkError(`Cannot read ${file}: it is a folder`);
  }
  return handle;
}
