import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";

/** A local node of another make than the one the other tests run on. */
export interface AnvilNode {
  url: string;
  stop: () => Promise<void>;
}

const STARTING_MS = 20_000;

/**
 * Starts Anvil on a free port of the loopback interface, with unlocked accounts.
 *
 * @param chainId Not Hardhat's 31337, whose deployments Ignition throws away between runs.
 */
export async function startAnvil(chainId = 7_331): Promise<AnvilNode> {
  const node = spawn(
    process.execPath,
    [
      require.resolve("@foundry-rs/anvil/bin.mjs"),
      ...["--host", "127.0.0.1", "--port", "0", "--chain-id", String(chainId)],
    ],
    { stdio: ["ignore", "pipe", "inherit"], env: { ...process.env, TARGET_TOOL: "anvil" } },
  );
  const exited = once(node, "exit");
  const kill = (): void => {
    node.kill();
  };
  process.once("exit", kill);

  const stop = async (): Promise<void> => {
    process.off("exit", kill);
    kill();
    await exited;
  };

  const timer = setTimeout(kill, STARTING_MS);
  try {
    for await (const line of createInterface(node.stdout)) {
      const [, address] = /^Listening on (\S+)$/.exec(line) ?? [];
      if (address !== undefined) {
        node.stdout.resume();
        return { url: `http://${address}`, stop };
      }
    }
    throw new Error("Anvil ended before it listened");
  } catch (error) {
    await stop();
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
