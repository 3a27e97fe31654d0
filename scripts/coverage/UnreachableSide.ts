/** A side of a condition that no call can bring about. */
export interface UnreachableSide {
  file: string;
  /** The function that it is in. */
  inside: string;
  /** The text of its line. */
  code: string;
  /** What the condition never comes to. */
  side: "true" | "false";
  reason: string;
}
