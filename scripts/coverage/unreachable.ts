import type { UnreachableSide } from "./UnreachableSide";

/** What no call can reach, with the reason. */
export const UNREACHABLE: readonly UnreachableSide[] = [];
