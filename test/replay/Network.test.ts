import { expect } from "chai";
import type { EIP1193Provider } from "hardhat/types";

import { ICoverVault__factory } from "../../typechain-types";
import type { Call } from "../../scripts/replay/Call";
import { Network } from "../../scripts/replay/Network";
import { RefusedCallError } from "../../scripts/replay/RefusedCallError";

const ALICE = `0x${"a".repeat(40)}`;
const BOB = `0x${"b".repeat(40)}`;
const VAULT = `0x${"c".repeat(40)}`;

interface Sent {
  from: string;
  gasPrice: string;
  nonce: string;
}

/** A node that answers as it is told: `refused` are the numbers of the transactions that fail. */
function givenNode(refused: Record<number, string> = {}): {
  provider: EIP1193Provider;
  sent: Sent[];
  mined: unknown[];
} {
  const sent: Sent[] = [];
  const mined: unknown[] = [];
  const answers: Record<string, (params: unknown[]) => unknown> = {
    hardhat_impersonateAccount: () => true,
    hardhat_setBalance: () => true,
    eth_getTransactionCount: ([wallet]) => (wallet === BOB ? "0x5" : "0x0"),
    eth_sendTransaction: ([transaction]) => String(sent.push(transaction as Sent) - 1),
    evm_mine: ([time]) => mined.push(time),
    eth_getTransactionReceipt: ([hash]) => ({
      status: Number(hash) in refused ? "0x0" : "0x1",
      gasUsed: "0x64",
      logs: [],
    }),
    eth_call: () => {
      const data = Object.values(refused)[0];
      throw Object.assign(new Error("reverted"), { data });
    },
  };
  const provider = {
    request: ({ method, params }: { method: string; params?: unknown[] }) =>
      Promise.resolve().then(() => answers[method]?.(params ?? [])),
  } as unknown as EIP1193Provider;
  return { provider, sent, mined };
}

function call(from: string, operation = "deposit"): Call {
  return { operation, from, to: VAULT, data: "0x" };
}

describe("Network", () => {
  it("numbers each wallet's transactions and prices them in the order to be mined", async () => {
    const { provider, sent, mined } = givenNode();
    const network = new Network(provider, 100);
    await network.send([call(ALICE), call(BOB), call(ALICE)], 150);

    expect(sent.map(({ from, nonce, gasPrice }) => [from, nonce, gasPrice])).to.deep.equal([
      [ALICE, "0x0", "0x3"],
      [BOB, "0x5", "0x2"],
      [ALICE, "0x1", "0x1"],
    ]);
    expect(mined).to.deep.equal([150]);
    expect(network.gas.rows).to.deep.equal([
      { operation: "deposit", count: 3, average: 100, max: 100 },
    ]);
  });

  it("never goes back in time", async () => {
    const { provider, mined } = givenNode();
    const network = new Network(provider, 100);
    await network.send([call(ALICE)], 90);

    expect(network.time).to.equal(100);
    expect(mined).to.deep.equal([100]);
  });

  it("spreads many transactions over blocks of the same time", async () => {
    const { provider, sent, mined } = givenNode();
    const calls = Array.from({ length: 20 }, () => call(ALICE));
    const receipts = await new Network(provider, 100).send(calls, 200);

    expect(sent.map(({ nonce }) => Number(nonce))).to.deep.equal([...calls.keys()]);
    expect(mined).to.deep.equal([200, 200, 200]);
    expect(receipts).to.have.length(20);
  });

  it("says which call was refused, and the contracts' reason", async () => {
    const data = ICoverVault__factory.createInterface().encodeErrorResult(
      "InsufficientCover",
      [7, 50, 20],
    );
    const network = new Network(givenNode({ 1: data }).provider, 100);
    const error: unknown = await network
      .send([call(ALICE), call(BOB, "accept (bond)")], 100)
      .catch((reason: unknown) => reason);

    expect(error)
      .to.be.instanceOf(RefusedCallError)
      .with.property(
        "shortMessage",
        `accept (bond) from ${BOB} was refused: InsufficientCover(member: 7, needed: 50, available: 20)`,
      );
  });
});
