import type { UnreachableSide } from "./UnreachableSide";

/** What no call can reach, with the reason. */
export const UNREACHABLE: readonly UnreachableSide[] = [
  {
    file: "contracts/base/GraphHistory.sol",
    inside: "seatHolder",
    code: "if (next == party || next == opponent) return NO_MEMBER;",
    side: "true",
    reason:
      "No way up comes back to where it began: guarantors are of lower generations (INV-7), and in a ring of three or more a founder's guarantors are others. The check of the opponent beside it does run.",
  },
];
