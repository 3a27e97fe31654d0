/** One line of a trust network: what one person thinks of another after dealing with them. */
export interface Rating {
  /** The line of the file, counted from 1. */
  line: number;
  rater: number;
  rated: number;
  /** From -10 (total distrust) to 10 (total trust), never 0. */
  score: number;
  /** Whole seconds since the Unix epoch. */
  time: number;
}
