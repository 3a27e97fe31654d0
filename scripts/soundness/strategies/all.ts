import type { Strategy } from "../Strategy";
import { bribery } from "./bribery";
import { circles } from "./circles";
import { collusion } from "./collusion";
import { dragging } from "./dragging";
import { honest } from "./honest";
import { hungJuries } from "./hungJuries";
import { leaving } from "./leaving";
import { packing } from "./packing";
import { sybils } from "./sybils";
import { vanishing } from "./vanishing";

/** Honesty first, to compare the others with. */
export const STRATEGIES: readonly Strategy[] = [
  honest,
  collusion,
  sybils,
  hungJuries,
  bribery,
  leaving,
  packing,
  circles,
  dragging,
  vanishing,
];
