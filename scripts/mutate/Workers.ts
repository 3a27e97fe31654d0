import { fork, type ChildProcess } from "node:child_process";
import path from "node:path";

import { TOO_MUCH, type Reply, type Request, type TracedFixture } from "./messages";

/** How long a worker may take to load Hardhat and the tests. */
const TIME_TO_LOAD = 300_000;

/** How much longer than the processor's time a mutant may take on a machine that does other things as well. */
export const WAITING = 10;

/** With more memory than that in use (bytes), another process takes a worker's place. */
const MOST_MEMORY = 3.5 * 2 ** 30;

/** What a worker answers, or what became of it. */
export type Answer = Reply | { kind: "late" } | { kind: "crashed" };

/** A process that runs tests on mutants; it is started anew when one does not end. */
export class Worker {
  readonly #args: readonly string[];
  #process: ChildProcess | undefined;
  #fixtures: TracedFixture[] = [];

  constructor(artifactsFile: string, testFiles: readonly string[]) {
    this.#args = [artifactsFile, ...testFiles];
  }

  /** Tells the worker, and each that takes its place, what the fixtures run. */
  async learn(fixtures: TracedFixture[]): Promise<void> {
    this.#fixtures = fixtures;
    await this.ask({ kind: "fixtures", fixtures }, TIME_TO_LOAD);
  }

  /** Asks and waits for the answer; without one in time, the worker is ended. */
  async ask(request: Request, milliseconds: number): Promise<Answer> {
    if (this.#process === undefined) {
      this.#process = fork(path.join(__dirname, "worker.ts"), [...this.#args], {
        execArgv: ["--expose-gc", "-r", "ts-node/register/transpile-only"],
        env: { ...process.env, HARDHAT_NETWORK: "hardhat" },
      });
      const { kind } = await this.#next(TIME_TO_LOAD);
      if (kind !== "ready") throw new Error("A worker does not start");
      if (request.kind !== "fixtures" && this.#fixtures.length > 0) {
        await this.learn(this.#fixtures);
      }
    }
    this.#process.send(request);
    return this.#next(milliseconds);
  }

  stop(): void {
    this.#process?.kill("SIGKILL");
    this.#process = undefined;
  }

  async #next(milliseconds: number): Promise<Answer> {
    const worker = this.#process;
    return new Promise((resolve) => {
      const end = (answer: Answer): void => {
        clearTimeout(timer);
        worker?.off("message", onMessage);
        worker?.off("exit", onExit);
        if (answer.kind === "late" || answer.kind === "crashed") this.stop();
        resolve(answer);
      };
      const onMessage = (reply: Reply & { memory: number }): void => {
        end(reply);
        if (reply.memory > MOST_MEMORY) this.stop();
      };
      const onExit = (code: number | null): void => {
        end({ kind: code === TOO_MUCH ? "late" : "crashed" });
      };
      const timer = setTimeout(() => {
        end({ kind: "late" });
      }, milliseconds);
      worker?.on("message", onMessage);
      worker?.on("exit", onExit);
    });
  }
}
