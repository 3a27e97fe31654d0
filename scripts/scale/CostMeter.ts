import type { Operation } from "../gas/budgets";
import { calldataGas } from "../gas/calldataGas";
import { type Meter, receiptOf } from "../gas/Meter";

/** What an operation costs. */
export interface Cost {
  /** What the receipts tell. */
  gas: number;
  /** What of it is for the bytes of the calls: a larger number of a member has more bytes that are not zero. */
  calldata: number;
}

/** Adds up costs by operation. */
export class CostMeter implements Meter {
  readonly costs: Partial<Record<Operation, Cost>> = {};

  readonly add: Meter["add"] = async (operation, sent) => {
    const { data } = await sent;
    const { gasUsed } = await receiptOf(await sent);
    const { gas, calldata } = this.costs[operation] ?? { gas: 0, calldata: 0 };
    this.costs[operation] = {
      gas: gas + Number(gasUsed),
      calldata: calldata + calldataGas(data),
    };
  };
}
