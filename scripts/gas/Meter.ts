import type { ContractTransactionReceipt, ContractTransactionResponse } from "ethers";

import type { Operation } from "./budgets";

/** Takes note of the transactions that make up the operations. */
export interface Meter {
  /** A transaction of an operation: those of several are given in turn. */
  add: (
    operation: Operation,
    sent: ContractTransactionResponse | Promise<ContractTransactionResponse>,
  ) => Promise<void>;
}

/** Adds up what the receipts tell. */
export class GasMeter implements Meter {
  /** Gas by operation. */
  readonly gas: Partial<Record<Operation, number>> = {};

  readonly add: Meter["add"] = async (operation, sent) => {
    const { gasUsed } = await receiptOf(await sent);
    this.gas[operation] = (this.gas[operation] ?? 0) + Number(gasUsed);
  };
}

export async function receiptOf(
  sent: ContractTransactionResponse,
): Promise<ContractTransactionReceipt> {
  const receipt = await sent.wait();
  if (receipt === null) throw new Error("The transaction was dropped");
  return receipt;
}
