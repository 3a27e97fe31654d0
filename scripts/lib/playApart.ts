import { fork } from "node:child_process";
import { once } from "node:events";

import { KepilError } from "./KepilError";

/** Told to a process of its own that does a part of a script's work. */
const PART = "KEPIL_PART";

/** The part that this process is to do; undefined in the process that was started by hand. */
export function ownPart(): unknown {
  const part = process.env[PART];
  return part === undefined ? undefined : (JSON.parse(part) as unknown);
}

/** Tells the process that was started by hand what came of the part. */
export function handBack(result: unknown): void {
  process.send?.(result);
}

/**
 * Lets a script do a part of its work in a process of its own.
 *
 * @throws KepilError when the process fails; it has told why.
 */
export async function playApart(script: string, part: unknown): Promise<unknown> {
  const child = fork(script, { env: { ...process.env, [PART]: JSON.stringify(part) } });
  const messages: unknown[] = [];
  child.on("message", (message) => messages.push(message));
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new KepilError("A part of the work failed, see above.");
  return messages[0];
}
