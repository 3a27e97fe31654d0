import { toQuantity } from "ethers";
import type { EIP1193Provider } from "hardhat/types";

import { decodeRevertData } from "../lib/errors";
import type { Call } from "./Call";
import { GasTable } from "./GasTable";
import type { Receipt } from "./Receipt";
import { RefusedCallError } from "./RefusedCallError";

/** What a transaction may use: far more than any needs, and few enough of them for a block. */
const GAS_LIMIT = toQuantity(6_000_000);
const CALLS_PER_BLOCK = 8;

/** Ether for gas, of which a transaction costs next to nothing here. */
const ETHER = toQuantity(10n ** 18n);

/** A network that mines when told to, as of the time it is told, and takes anybody's word for who they are. */
export class Network {
  readonly gas = new GasTable();

  /** How many transactions each wallet has sent. */
  private readonly nonces = new Map<string, number>();

  /**
   * @param provider Of Hardhat's network, which mines when told to, and what pays most first
   * @param now Time of its latest block (seconds since the epoch)
   */
  constructor(
    private readonly provider: EIP1193Provider,
    private now: number,
  ) {}

  /** Time of the latest block (seconds since the epoch). */
  get time(): number {
    return this.now;
  }

  /**
   * Sends transactions that are mined in this order, at `time` or, if that is past, now.
   *
   * @throws RefusedCallError when one of them is refused.
   */
  async send(calls: readonly Call[], time: number): Promise<Receipt[]> {
    this.now = Math.max(this.now, time);
    const receipts: Receipt[] = [];
    for (let first = 0; first < calls.length; first += CALLS_PER_BLOCK) {
      receipts.push(...(await this.mine(calls.slice(first, first + CALLS_PER_BLOCK))));
    }
    return receipts;
  }

  /** Asks a contract something, as of the latest block. */
  async read(to: string, data: string): Promise<string> {
    return (await this.provider.request({
      method: "eth_call",
      params: [{ to, data }, "latest"],
    })) as string;
  }

  private async mine(calls: readonly Call[]): Promise<Receipt[]> {
    for (const { from } of calls) if (!this.nonces.has(from)) await this.open(from);
    // They arrive in any order, so the price of gas says which comes first.
    const hashes = await Promise.all(
      calls.map(({ from, to, data }, index) => {
        const nonce = this.nonces.get(from) ?? 0;
        this.nonces.set(from, nonce + 1);
        const gasPrice = toQuantity(calls.length - index);
        return this.provider.request({
          method: "eth_sendTransaction",
          params: [{ from, to, data, gas: GAS_LIMIT, gasPrice, nonce: toQuantity(nonce) }],
        });
      }),
    );
    await this.provider.request({ method: "evm_mine", params: [this.now] });
    return Promise.all(calls.map((call, index) => this.receiptOf(call, hashes[index])));
  }

  /** Lets a wallet send transactions without its key. */
  private async open(wallet: string): Promise<void> {
    await this.provider.request({ method: "hardhat_impersonateAccount", params: [wallet] });
    await this.provider.request({ method: "hardhat_setBalance", params: [wallet, ETHER] });
    const nonce = await this.provider.request({
      method: "eth_getTransactionCount",
      params: [wallet, "latest"],
    });
    this.nonces.set(wallet, Number(nonce));
  }

  private async receiptOf(call: Call, hash: unknown): Promise<Receipt> {
    const receipt = (await this.provider.request({
      method: "eth_getTransactionReceipt",
      params: [hash],
    })) as { status: string; gasUsed: string; logs: Receipt["logs"] } | null;
    if (receipt?.status !== "0x1") throw await this.refusal(call, receipt === null);

    const gasUsed = Number(receipt.gasUsed);
    this.gas.add(call.operation, gasUsed);
    return { gasUsed, logs: receipt.logs };
  }

  /** Repeats a refused call to learn the reason. */
  private async refusal(call: Call, isMissing: boolean): Promise<RefusedCallError> {
    if (isMissing) return new RefusedCallError(call, "it was not mined");
    const { from, to, data } = call;
    try {
      await this.provider.request({
        method: "eth_call",
        params: [{ from, to, data, gas: GAS_LIMIT }, "latest"],
      });
      return new RefusedCallError(call, "after the other transactions of its block it would pass");
    } catch (error) {
      const { data: revert } = error as { data?: string | { data?: string } };
      const bytes = typeof revert === "string" ? revert : (revert?.data ?? "0x");
      return new RefusedCallError(call, decodeRevertData(bytes)?.shortMessage ?? bytes, error);
    }
  }
}
