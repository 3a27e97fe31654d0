import { AbiCoder, Interface, toBeHex, zeroPadValue } from "ethers";
import { artifacts, network } from "hardhat";

import { decodeRevertData } from "../../scripts/lib/errors";
import { errorAbi } from "../../typechain-types/errors";
import type { Community } from "../support/community";
import type { ModuleName, Move } from "./moves";
import { Signatures } from "./Signatures";
import type { View, ViewedModule, Word } from "./views";
import { ZERO_ADDRESS, type Address } from "./world";

/**
 * Code that makes many calls in one: its input is a list of records, each a word of length and address
 * and then so many bytes of call data; its output the same with success, length and returned data.
 */
const MANY_CALLS =
  "0x5f5f" + // nothing written, nothing read
  "5b80361115603c57" + // as long as there is input
  "80358060a01c" + // the word, and the length in it
  "80836020018537" + // the call data, into memory
  "5f5f828685" + // no room for an answer yet, the call data, the address
  "5afa60801b3d178452" + // the call; success and length of what it returned
  "3d5f856020013e" + // what it returned
  "905001602001" + // the next record
  "903d0160200190600256" + // where its answer goes
  "5b505ff3"; // the end

/** Where `ReenteringWallet` looks for what to call. */
const ORDER_ADDRESS = "0x0000000000000000000000000000000000000de7";
const CALLS_ADDRESS = "0x00000000000000000000000000000000000ca115";
/** The most that one call may use. */
const GAS = toBeHex(2n ** 24n);
const VIEWS_AT_ONCE = 250;
const GAS_PRICE = toBeHex(100_000_000_000n);
const errors = new Interface(errorAbi);

type Send = (method: string, parameters: unknown[]) => Promise<unknown>;
const send: Send = (method, parameters) => network.provider.send(method, parameters);

interface Target {
  readonly address: string;
  readonly abi: Interface;
}

/** The contracts under test: sends them moves and reads what they say of themselves. */
export class Mirror {
  private readonly selectors = new Map<string, string>();

  private constructor(
    private readonly targets: Record<ViewedModule, Target>,
    private readonly signatures: Signatures,
  ) {}

  /** @param wallet The wallet that calls back when the token tells it of a transfer. */
  static async of(community: Community, wallet: Address): Promise<Mirror> {
    const { charter, membership, vault, graph, court, trade, forwarder } = community;
    const contracts = { charter, membership, vault, graph, court, trade, forwarder };
    const entries = await Promise.all(
      Object.entries(contracts).map(async ([name, contract]) => {
        const target = { address: await contract.getAddress(), abi: contract.interface };
        return [name, target] satisfies [string, Target];
      }),
    );
    await send("hardhat_setCode", [CALLS_ADDRESS, MANY_CALLS]);
    const targets = {
      ...(Object.fromEntries(entries) as Record<keyof typeof contracts, Target>),
      token: { address: await community.token.getAddress(), abi: await abiOf("CapriciousToken") },
      wallet: { address: wallet, abi: await abiOf("ReenteringWallet") },
    };
    return new Mirror(targets, new Signatures(community));
  }

  addressOf(module: ModuleName): string {
    return this.targets[module].address;
  }

  /** Makes a call in a block of the given wall time; the name of its error if it was refused. */
  async play(move: Move, wall: bigint): Promise<string | undefined> {
    const args = move.sign ? await move.sign(this.signatures, wall) : move.args;
    const call = this.encode(move, args);
    if (move.inner) await this.order(this.encode(move.inner, move.inner.args));
    await send("evm_setNextBlockTimestamp", [toBeHex(wall)]);
    const transaction = { from: move.from, ...call, gas: GAS, gasPrice: GAS_PRICE };
    try {
      await send("eth_sendTransaction", [transaction]);
      return undefined;
    } catch (error) {
      return this.errorNameOf(error);
    } finally {
      if (move.inner) await this.order(undefined);
    }
  }

  private encode({ module, call }: Move, args: readonly unknown[]): { to: string; data: string } {
    const { address, abi } = this.targets[module];
    return { to: address, data: abi.encodeFunctionData(call, [...args]) };
  }

  /** Tells the wallet what to call when it is told of a transfer. */
  private async order(call: { to: string; data: string } | undefined): Promise<void> {
    const code =
      call && AbiCoder.defaultAbiCoder().encode(["address", "bytes"], [call.to, call.data]);
    await send("hardhat_setCode", [ORDER_ADDRESS, code ?? "0x"]);
  }

  private errorNameOf(error: unknown): string {
    const data = (error as { data?: unknown }).data;
    if (typeof data !== "string") throw error;
    const ofToken = this.targets.token.abi.parseError(data)?.name;
    return decodeRevertData(data)?.errorName ?? ofToken ?? `reverted with ${data}`;
  }

  /** Reads views, and tells of each that differs from what was expected. */
  async differences(views: readonly View[]): Promise<string[]> {
    if (views.length > VIEWS_AT_ONCE) {
      const first = await this.differences(views.slice(0, VIEWS_AT_ONCE));
      return [...first, ...(await this.differences(views.slice(VIEWS_AT_ONCE)))];
    }
    const data = `0x${views.map((view) => this.record(view)).join("")}`;
    const call = { from: ZERO_ADDRESS, to: CALLS_ADDRESS, data, gas: GAS };
    const output = (await send("eth_call", [call, "latest"])) as string;
    const found: string[] = [];
    let at = 2;
    for (const view of views) {
      const succeeded = output.slice(at, at + 32).endsWith("1");
      const length = 2 * Number(`0x${output.slice(at + 32, at + 64)}`);
      const returned = output.slice(at + 64, at + 64 + length);
      at += 64 + length;
      if (!isExpected(view, succeeded, returned))
        found.push(this.explain(view, succeeded, returned));
    }
    return found;
  }

  private record(view: View): string {
    const { address } = this.targets[view.module];
    const data = this.selectorOf(view) + view.args.map(wordOf).join("");
    const length = (data.length / 2).toString(16).padStart(24, "0");
    return length + address.slice(2) + data;
  }

  private selectorOf({ module, call }: View): string {
    const name = `${module}.${call}`;
    const cached = this.selectors.get(name);
    if (cached !== undefined) return cached;
    const selector = this.targets[module].abi.getFunction(call)?.selector.slice(2);
    if (selector === undefined) throw new Error(`There is no ${name}`);
    this.selectors.set(name, selector);
    return selector;
  }

  private explain(
    { module, call, args, expected }: View,
    succeeded: boolean,
    data: string,
  ): string {
    const name = `${module}.${call}(${args.join(", ")})`;
    const wanted = "error" in expected ? expected.error : `[${expected.join(", ")}]`;
    const words = (data.match(/.{64}/g) ?? []).map((word) => BigInt(`0x${word}`));
    const got = succeeded
      ? `[${words.join(", ")}]`
      : (decodeRevertData(`0x${data}`)?.message ?? `reverted 0x${data}`);
    return `${name} is ${got}, the model says ${wanted}`;
  }
}

function isExpected({ expected }: View, succeeded: boolean, returned: string): boolean {
  if ("error" in expected) {
    const selector = errors.getError(expected.error)?.selector.slice(2) ?? "none";
    return !succeeded && returned.startsWith(selector);
  }
  if (!succeeded || returned.length !== 64 * expected.length) return false;
  return expected.every((word, place) => {
    const at = 64 * place;
    return word === undefined || returned.startsWith(wordOf(word), at);
  });
}

function wordOf(word: Word): string {
  if (typeof word === "boolean") return wordOf(word ? 1n : 0n);
  if (typeof word === "string") return zeroPadValue(word, 32).slice(2).toLowerCase();
  return word.toString(16).padStart(64, "0");
}

async function abiOf(contract: string): Promise<Interface> {
  return new Interface((await artifacts.readArtifact(contract)).abi);
}

/** Keeps the state of the network, and goes back to it. */
export async function keepState(): Promise<() => Promise<void>> {
  let kept = await send("evm_snapshot", []);
  return async () => {
    await send("evm_revert", [kept]);
    kept = await send("evm_snapshot", []);
  };
}
