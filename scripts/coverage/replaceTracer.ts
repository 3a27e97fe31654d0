import { hearReports, type ReportingNetwork } from "../lib/hearReports";

/** What solidity-coverage reads of a step of a call. */
interface Step {
  pc: number;
  opcode: { name: string };
  stack: bigint[];
}

type StepListener = (step: Step) => void;

/** The parts of Hardhat's in-process network that trace calls; not of its public interface. */
interface TracedNetwork extends ReportingNetwork {
  _node: { _vm: { evm: { events: object } } };
}

interface WrapperClass {
  create: (...options: never[]) => Promise<object>;
}

/** How often the memory in use is looked at, in requests, and how much more of it is too much (bytes). */
const LOOKED_AT_EVERY = 10;
const MORE_MEMORY = 2 ** 29;

/** Where in a reported word the number of what ran is. */
const NUMBER_AT = 24;

let isUsed = false;

/** Has the network be reset before it is next used. */
export function startAnew(): void {
  isUsed = true;
}

/**
 * Has solidity-coverage see a step for each report of a probe, and no other: a trace holds every step of
 * every call. To be called before the network is made.
 */
export function replaceTracer(wrapperClass: WrapperClass): void {
  const create = wrapperClass.create.bind(wrapperClass);
  wrapperClass.create = async (...options) => {
    const network = (await create(...options)) as TracedNetwork;
    let listener: StepListener | undefined;
    await hearReports(network, (word) => {
      const number = Buffer.from(word).readBigUInt64BE(NUMBER_AT);
      listener?.({ pc: 0, opcode: { name: "PUSH8" }, stack: [number] });
    });
    // After each reset solidity-coverage listens anew. What has no names of events is not traced.
    network._node._vm.evm.events = {
      on: (_event: "step", added: StepListener) => {
        listener = added;
      },
      eventNames: () => [],
    };
    const request = network.request.bind(network);
    let requests = 0;
    let mostMemory = 0;
    network.request = async (call) => {
      if (isUsed) {
        isUsed = false;
        await request({ method: "hardhat_reset" });
      }
      // What answers hold outside of the script's own memory does not count for the garbage collector.
      if (++requests % LOOKED_AT_EVERY === 0 && process.memoryUsage.rss() > mostMemory) {
        globalThis.gc?.();
        mostMemory = process.memoryUsage.rss() + MORE_MEMORY;
      }
      return request(call);
    };
    return network;
  };
}
