import type { ActionHandlers } from "../ActionHandlers";
import type { Step } from "../Step";
import { charterActions } from "./charter";
import { courtActions } from "./court";
import { membershipActions } from "./membership";
import { moneyActions } from "./money";
import { suretyActions } from "./sureties";
import { timeActions } from "./time";
import { tradeActions } from "./trade";

/** What each step of a story does, but for those that only look. */
export const handlers: ActionHandlers<Exclude<Step["do"], "expect">> = {
  ...timeActions,
  ...moneyActions,
  ...membershipActions,
  ...suretyActions,
  ...tradeActions,
  ...courtActions,
  ...charterActions,
};
