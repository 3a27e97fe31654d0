import { reportingTo, type ReportingNetwork } from "../lib/hearReports";
import { SWITCH_ADDRESS, TRACING } from "./weave";

/** The parts of Hardhat's in-process network that are changed here; not of its public interface. */
interface NetworkWrapper extends ReportingNetwork {
  _provider: object;
  _providerConfig: ReportingNetwork["_providerConfig"] & { transactionGasCap: bigint };
}

interface WrapperClass {
  prototype: NetworkWrapper;
}

type Fixture = () => Promise<unknown>;

/** A chain on which a fixture has run. */
interface Prepared {
  chain: object;
  snapshot: unknown;
  data: unknown;
  uses: number;
}

/** After that many tests a fixture is run anew: tests use up wallets that a fixture holds. */
const MOST_USES = 12;

/** Fixtures kept at a time; each holds a chain. */
const MOST_KEPT = 20;

/** How often the memory in use is looked at, in requests, and how much of it is too much (bytes). */
const LOOKED_AT_EVERY = 400;
const MOST_MEMORY = 2 ** 31;

/** The network's own limit of a transaction's gas, which is not in question here. */
const NO_CAP = 2n ** 40n;

/** What a call may use, so that a loop that does not end is over before its steps fill the memory. */
export const MOST_GAS = 2 ** 25;

/**
 * The networks that tests run on while a mutant is on: a chain for each fixture, kept for the next
 * mutant when the fixture does not run its code.
 */
export class Chains {
  /** The code that ran last, by mutant number, when tracing. */
  readonly hits = new Set<number>();

  /** The mutants whose code a fixture runs, once it was traced. */
  readonly fixtureHits = new Map<string, Set<number>>();

  /** The fixtures that were loaded since this was last cleared. */
  readonly loaded = new Set<string>();

  /** How long each fixture takes (milliseconds). */
  readonly fixtureTimes = new Map<string, number>();

  /** How long fixtures took since this was last set to 0 (milliseconds). */
  preparing = 0;

  #on = 0n;
  #isTracing = false;
  #wrapper: NetworkWrapper | undefined;
  #preparing = false;
  #requests = 0;

  /** Whether the network is one that a mutant before this has used. */
  #isUsed = false;
  readonly #kept = new Map<Fixture, Prepared>();
  readonly #own = new Map<Fixture, Prepared>();

  /** Takes what the network reports as code that has run. */
  readonly #reporting = reportingTo((word) => {
    this.hits.add(Number(Buffer.from(word).readBigUInt64BE(24)));
  });

  /** Takes the network's class over; to be called before the network is first used. */
  constructor(wrapperClass: WrapperClass) {
    const { request } = wrapperClass.prototype;
    wrapperClass.prototype.request = Chains.#takenOver(this, request);
  }

  static #takenOver(chains: Chains, request: NetworkWrapper["request"]): NetworkWrapper["request"] {
    return async function (this: NetworkWrapper, call) {
      if (chains.#wrapper === undefined) {
        chains.#wrapper = this;
        this._providerConfig.transactionGasCap = NO_CAP;
        chains.#isUsed = true;
      }
      // What chains and answers hold outside of the script's own memory does not count for the garbage collector.
      const isTime = ++chains.#requests % LOOKED_AT_EVERY === 0;
      if (isTime && process.memoryUsage.rss() > MOST_MEMORY) globalThis.gc?.();
      if (chains.#isUsed) {
        chains.#isUsed = false;
        await chains.#reset();
      }
      return request.call(this, withLittleGas(call));
    };
  }

  /** Turns a mutant on, on an empty chain. */
  turnOn(mutant: bigint): void {
    this.#on = mutant;
    this.#isTracing = mutant === TRACING;
    this.#own.clear();
    this.#isUsed = true;
  }

  /** Does what `loadFixture` does, with a chain for each fixture. */
  async load(fixture: Fixture): Promise<unknown> {
    const name = `${fixture.name} ${fixture.toString()}`;
    this.loaded.add(name);
    if (this.#preparing) return fixture();
    this.#isUsed = false;

    const isChanged = this.fixtureHits.get(name)?.has(Number(this.#on)) ?? true;
    const shelf = isChanged ? this.#own : this.#kept;
    let prepared = shelf.get(fixture);
    if (prepared === undefined || prepared.uses >= MOST_USES) {
      const on = this.#on;
      if (!isChanged) this.#on = 0n;
      prepared = await this.#prepare(fixture, name);
      this.#on = on;
      shelf.delete(fixture);
      shelf.set(fixture, prepared);
      const [oldest] = shelf.keys();
      if (shelf.size > MOST_KEPT && oldest !== undefined) shelf.delete(oldest);
    } else {
      this.#network()._provider = prepared.chain;
      await this.#send("evm_revert", [prepared.snapshot]);
      prepared.snapshot = await this.#send("evm_snapshot");
      await this.#send("evm_setAutomine", [true]);
    }
    prepared.uses++;
    await this.#setSwitch();
    return prepared.data;
  }

  async #prepare(fixture: Fixture, name: string): Promise<Prepared> {
    this.#preparing = true;
    const started = performance.now();
    const before = new Set(this.hits);
    try {
      await this.#reset();
      this.hits.clear();
      const data = await fixture();
      if (this.#on === TRACING) this.fixtureHits.set(name, new Set(this.hits));
      const snapshot = await this.#send("evm_snapshot");
      return { chain: this.#network()._provider, snapshot, data, uses: 0 };
    } finally {
      const time = Math.round(performance.now() - started);
      this.fixtureTimes.set(name, time);
      this.preparing += time;
      this.#preparing = false;
      this.hits.clear();
      for (const hit of before) this.hits.add(hit);
    }
  }

  async #reset(): Promise<void> {
    const config = this.#network()._providerConfig;
    config.observability = this.#isTracing ? this.#reporting : {};
    await this.#send("hardhat_reset");
    await this.#setSwitch();
  }

  async #setSwitch(): Promise<void> {
    await this.#send("hardhat_setBalance", [SWITCH_ADDRESS, `0x${this.#on.toString(16)}`]);
  }

  async #send(method: string, params: unknown[] = []): Promise<unknown> {
    return this.#network().request({ method, params });
  }

  #network(): NetworkWrapper {
    if (this.#wrapper === undefined) throw new Error("The network has not been used yet");
    return this.#wrapper;
  }
}

/** A request; if it calls a contract, with no more gas than a call may use. */
function withLittleGas(call: Parameters<NetworkWrapper["request"]>[0]): typeof call {
  const [transaction, ...others] = call.params ?? [];
  if (!/^eth_(call|sendTransaction)$/.test(call.method) || !isCall(transaction)) return call;
  const gas = Math.min(MOST_GAS, Number(transaction.gas ?? MOST_GAS));
  return { ...call, params: [{ ...transaction, gas: `0x${gas.toString(16)}` }, ...others] };
}

/** Whether it goes to a contract and does not deploy one. */
function isCall(transaction: unknown): transaction is { to: string; gas?: string } {
  const to = (transaction as { to?: unknown } | undefined)?.to;
  return to !== undefined && to !== null;
}
