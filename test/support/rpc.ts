import type { EIP1193Provider } from "@nomicfoundation/ignition-core";

interface RpcAnswer {
  result?: unknown;
  error?: { code: number; message: string; data?: unknown };
}

/** An error that a node answered with. */
export class RpcError extends Error {
  override readonly name = "RpcError";

  constructor(
    readonly code: number,
    message: string,
    readonly data: unknown,
  ) {
    super(message);
  }
}

/** Speaks JSON-RPC over HTTP with a node. */
export function httpProvider(url: string): EIP1193Provider {
  let id = 0;
  return {
    async request({ method, params = [] }) {
      const response = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ jsonrpc: "2.0", id: ++id, method, params }),
      });
      const { result, error } = (await response.json()) as RpcAnswer;
      if (error !== undefined) throw new RpcError(error.code, error.message, error.data);
      return result;
    },
  };
}
