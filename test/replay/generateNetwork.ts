import { writeFileSync } from "node:fs";
import path from "node:path";

/** Where the generated network is kept. */
export const NETWORK_FILE = path.join(__dirname, "network.csv");

const SEED = 0x00000007;
const LINES = 2_400;
const FOUNDERS = 6;
const BEGINNING = 1_420_070_400;

/** Seconds between two ratings, on average. */
const PACE = 4 * 3_600;

/** Of all ratings, by people of good and of bad faith. */
const SHARE_OF_BAD_FAITH = 0.12;

/** Chances that a rating brings somebody new in, as rated or as rater. */
const NEW_RATED = 0.07;
const NEW_RATER = 0.03;

/** Random numbers from 0 to below 1, the same for the same seed (mulberry32). */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * A small trust network like a real one, the same every time: people rate those who are rated often,
 * newcomers come in through somebody who is known, most ratings are small and positive, one in ten is
 * negative, and most of these are about a few people of bad faith.
 */
export function generateNetwork(): string {
  const random = randomNumbers(SEED);
  const below = (count: number): number => Math.floor(random() * count);
  // Everybody stands here once, and once more for each rating: who is rated often is rated more.
  const known = Array.from({ length: FOUNDERS }, (_, index) => index + 1);
  const badFaith = new Set<number>();
  const rated = new Map<number, Set<number>>();
  let people = FOUNDERS;
  let time = BEGINNING;

  const newcomer = (): number => {
    people += 1;
    if (random() < SHARE_OF_BAD_FAITH) badFaith.add(people);
    return people;
  };
  const anybody = (): number => known[below(known.length)] ?? 1;
  const score = (subject: number): number => {
    if (random() < (badFaith.has(subject) ? 0.55 : 0.04)) {
      return random() < 0.45 ? -1 - below(4) : random() < 0.5 ? -10 : -5 - below(5);
    }
    return random() < 0.8 ? 1 + below(3) : 4 + below(7);
  };

  const lines: string[] = [];
  while (lines.length < LINES) {
    // The founders deal with one another before anybody joins them.
    const isBeginning = lines.length < 2 * FOUNDERS;
    const rater = isBeginning
      ? (lines.length % FOUNDERS) + 1
      : random() < NEW_RATER
        ? newcomer()
        : anybody();
    const subject = isBeginning
      ? ((lines.length + 1 + Math.floor(lines.length / FOUNDERS)) % FOUNDERS) + 1
      : random() < NEW_RATED
        ? newcomer()
        : anybody();
    const already = rated.get(rater) ?? new Set();
    // Nobody rates themselves, and few rate the same person again.
    if (rater === subject || (already.has(subject) && random() < 0.9)) continue;
    rated.set(rater, already.add(subject));
    known.push(subject);
    time += 1 + Math.floor(-Math.log(1 - random()) * PACE);
    lines.push(`${rater},${subject},${isBeginning ? 1 + below(5) : score(subject)},${time}`);
  }
  return `${lines.join("\n")}\n`;
}

if (require.main === module) writeFileSync(NETWORK_FILE, generateNetwork());
