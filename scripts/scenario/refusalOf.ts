import { decodeRevertData, type ProtocolError } from "../lib/errors";

/** The custom error that a contract refused a call with; undefined if that is not what went wrong. */
export function refusalOf(error: unknown): ProtocolError | undefined {
  for (let inner = error; typeof inner === "object" && inner !== null;) {
    const { data, error: nested, cause } = inner as Record<"data" | "error" | "cause", unknown>;
    const text = typeof data === "string" ? data : (data as { data?: unknown } | undefined)?.data;
    const decoded = typeof text === "string" ? decodeRevertData(text) : undefined;
    if (decoded !== undefined) return decoded;
    inner = nested ?? cause;
  }
  return undefined;
}
