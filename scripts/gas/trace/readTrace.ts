import { toBeHex } from "ethers";

import {
  type Frame,
  noGas,
  type Preimage,
  type SlotAccess,
  type Trace,
  type WriteKind,
} from "./Trace";
import { operand, type Step } from "./Step";

const COLD_ACCOUNT = 2_600;
const COLD_SLOT = 2_100;
const FRESH_SLOT = 20_000;
const CHANGED_SLOT = 2_900;
const WARM = 100;

const SELECTOR_SHIFT = 224n;
const WORD = 32n;

const CALLS = new Set(["CALL", "STATICCALL", "DELEGATECALL"]);
const ACCOUNT_READS = new Set(["EXTCODESIZE", "EXTCODEHASH", "EXTCODECOPY", "BALANCE"]);
const NOT_READ = new Set(["CREATE", "CREATE2", "CALLCODE", "SELFDESTRUCT", "REVERT", "INVALID"]);

/** A call that may not have returned yet. */
interface Running {
  frame: Frame;
  /** Who called, and what was left before. */
  caller: { running: Running; gas: number } | undefined;
  /** The scratch words of memory (0x00 and 0x20), where Solidity hashes the keys of mappings. */
  scratch: [bigint, bigint];
}

/**
 * Tells calls, uses of gas and storage from the steps of a transaction in which nothing failed and
 * nothing was created.
 *
 * @param target Whom the transaction was sent to
 */
export function readTrace(steps: readonly Step[], target: string): Trace {
  const reader = new TraceReader(target.toLowerCase());
  for (const [index, step] of steps.entries()) reader.read(step, steps[index + 1]);
  return reader.trace;
}

class TraceReader {
  readonly trace: { frames: Frame[]; slots: SlotAccess[]; preimages: Map<bigint, Preimage> };

  private running: Running;

  /** What slots hold, by contract and slot, as far as the trace has shown it. */
  private readonly values = new Map<string, bigint>();

  constructor(target: string) {
    this.trace = { frames: [], slots: [], preimages: new Map() };
    this.running = this.open("TRANSACTION", target, target, undefined);
  }

  read(step: Step, next: Step | undefined): void {
    if (NOT_READ.has(step.op)) throw new RangeError(`A trace with ${step.op} is not understood`);
    this.returnTo(step);
    const { frame } = this.running;

    if (CALLS.has(step.op)) {
      this.call(step, next);
      return;
    }
    frame.total += step.gasCost;
    if (step.op === "SLOAD") {
      this.load(step, next);
    } else if (step.op === "SSTORE") {
      this.store(step);
    } else if (ACCOUNT_READS.has(step.op)) {
      chargeAccount(frame, addressOf(operand(step, 0)), step.gasCost);
    } else if (step.op === "TLOAD" || step.op === "TSTORE") {
      frame.own.transient += step.gasCost;
    } else if (step.op.startsWith("LOG")) {
      frame.own.logs += step.gasCost;
    } else if (step.op === "KECCAK256") {
      frame.own.hashing += step.gasCost;
      if (next !== undefined) this.rememberHash(step, operand(next, 0));
    } else {
      frame.own.computation += step.gasCost;
      this.watch(step);
    }
  }

  /** What tells the function's selector and what will be hashed. */
  private watch(step: Step): void {
    const { frame, scratch } = this.running;
    if (step.op === "MSTORE" && operand(step, 0) === 0n) scratch[0] = operand(step, 1);
    if (step.op === "MSTORE" && operand(step, 0) === WORD) scratch[1] = operand(step, 1);
    if (step.op === "SHR" && operand(step, 0) === SELECTOR_SHIFT) {
      // The first thing that a dispatcher does.
      frame.selector ??= toBeHex(operand(step, 1) >> SELECTOR_SHIFT, 4).slice(2);
    }
  }

  private open(
    kind: Frame["kind"],
    code: string,
    storage: string,
    caller: Running["caller"],
  ): Running {
    const depth = (caller?.running.frame.depth ?? 0) + 1;
    const frame = {
      kind,
      depth,
      code,
      storage,
      own: noGas(),
      total: 0,
      coldAccounts: [],
      slots: [],
    };
    this.trace.frames.push(frame);
    return { frame, caller, scratch: [0n, 0n] };
  }

  private call(step: Step, next: Step | undefined): void {
    if (next === undefined) throw new RangeError("The trace ends with a call");
    const { frame } = this.running;
    const code = addressOf(operand(step, 1));
    if (next.depth <= step.depth) {
      // Nothing runs there: a precompiled contract, or no code.
      const cost = step.gas - next.gas;
      frame.total += cost;
      chargeAccount(frame, code, cost);
      return;
    }
    const storage = step.op === "DELEGATECALL" ? frame.storage : code;
    const caller = { running: this.running, gas: step.gas };
    this.running = this.open(step.op as Frame["kind"], code, storage, caller);
  }

  /** Closes the calls that have returned when this step runs: only now is known what calling cost. */
  private returnTo(step: Step): void {
    while (this.running.frame.depth > step.depth) {
      const { frame, caller } = this.running;
      if (caller === undefined) throw new RangeError("The trace rises above its beginning");
      const whole = caller.gas - step.gas;
      caller.running.frame.total += whole;
      chargeAccount(caller.running.frame, frame.code, whole - frame.total);
      this.running = caller.running;
    }
  }

  private load(step: Step, next: Step | undefined): void {
    const { frame } = this.running;
    const slot = operand(step, 0);
    const cold = step.gasCost >= COLD_SLOT;
    frame.own[cold ? "coldSlots" : "warm"] += step.gasCost;
    this.note({ address: frame.storage, slot, cold });
    if (next !== undefined) this.values.set(`${frame.storage} ${slot}`, operand(next, 0));
  }

  private store(step: Step): void {
    const { frame } = this.running;
    const [slot, value] = [operand(step, 0), operand(step, 1)];
    const key = `${frame.storage} ${slot}`;
    const [paid, cold] = withoutColdSlot(step.gasCost);
    let kind: WriteKind = "later";
    if (paid === FRESH_SLOT) kind = "fresh";
    else if (paid === CHANGED_SLOT) kind = "changed";
    else if ((this.values.get(key) ?? value) === value) kind = "unchanged";

    if (cold) frame.own.coldSlots += COLD_SLOT;
    frame.own[kind === "fresh" ? "freshSlots" : kind === "changed" ? "changedSlots" : "warm"] +=
      paid;
    this.note({ address: frame.storage, slot, cold, write: { kind, value } });
    this.values.set(key, value);
  }

  private note(access: SlotAccess): void {
    this.running.frame.slots.push(access);
    this.trace.slots.push(access);
  }

  private rememberHash(step: Step, hash: bigint): void {
    const [offset, length] = [operand(step, 0), operand(step, 1)];
    const [first, second] = this.running.scratch;
    if (offset !== 0n) return;
    if (length === 2n * WORD) this.trace.preimages.set(hash, { key: first, base: second });
    if (length === WORD) this.trace.preimages.set(hash, { base: first });
  }
}

function chargeAccount(frame: Frame, address: string, cost: number): void {
  const cold = cost >= COLD_ACCOUNT;
  const access = cold ? COLD_ACCOUNT : Math.min(cost, WARM);
  if (cold) frame.coldAccounts.push(address);
  frame.own[cold ? "coldAccounts" : "warm"] += access;
  // Memory for arguments and results.
  frame.own.computation += cost - access;
}

/** Divides what a write cost into the write and the first access to its slot. */
function withoutColdSlot(cost: number): [paid: number, cold: boolean] {
  const paid = cost - COLD_SLOT;
  return [FRESH_SLOT, CHANGED_SLOT, WARM].includes(paid) ? [paid, true] : [cost, false];
}

function addressOf(word: bigint): string {
  return toBeHex(word & (2n ** 160n - 1n), 20);
}
