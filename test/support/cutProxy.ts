import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** When and how a connection breaks. */
export interface Cut {
  /** How many transactions pass before it breaks. */
  after: number;
  /**
   * What happens to the next transaction: there is none, for the connection is broken already; or it
   * is the one that breaks it, and either never arrives, or arrives and its answer is lost.
   */
  next: "none" | "requestLost" | "answerLost";
}

/** A connection to a node that breaks. */
export interface CutProxy {
  url: string;
  stop: () => Promise<void>;
}

/** Stands between a client and a node, and from the cut on breaks off every request. */
export async function cutProxy(target: string, { after, next }: Cut): Promise<CutProxy> {
  let sent = 0;
  let broken = false;

  /** The node's answer, or undefined when it gets lost. */
  const forward = async (body: string): Promise<string | undefined> => {
    if (broken) return undefined;
    if (!body.includes('"eth_sendTransaction"')) return ask(target, body);

    sent++;
    if (sent <= after) {
      broken = sent === after && next === "none";
      return ask(target, body);
    }
    broken = true;
    if (next === "answerLost") await ask(target, body);
    return undefined;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const answer = await forward(body);
    if (answer === undefined) {
      response.destroy();
      return;
    }
    response.writeHead(200, { "content-type": "application/json" }).end(answer);
  };

  const server = createServer((request, response) => {
    handle(request, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    stop: () =>
      new Promise((resolve, reject) => {
        server.closeAllConnections();
        server.close((error) => {
          if (error) reject(error);
          else resolve();
        });
      }),
  };
}

async function ask(url: string, body: string): Promise<string> {
  const headers = { "content-type": "application/json" };
  return (await fetch(url, { method: "POST", headers, body })).text();
}
