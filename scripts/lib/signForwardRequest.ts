import type { Signer } from "ethers";

import type { Forwarder } from "../../typechain-types";

/** A member's call that somebody else will hand in. */
export interface ForwardCall {
  /** The contract that is called. */
  to: string;
  data: string;
  /** Gas that the call gets; who hands it in pays for as much. */
  gas?: bigint;
  /** Until when it may be handed in, in seconds of wall time. */
  deadline: bigint;
  /** Instead of the signer's next number: for several requests in one batch. */
  nonce?: bigint;
}

/** What `Forwarder.execute` takes. */
export interface SignedRequest {
  from: string;
  to: string;
  value: bigint;
  gas: bigint;
  deadline: bigint;
  data: string;
  signature: string;
}

const TYPES = {
  ForwardRequest: [
    { name: "from", type: "address" },
    { name: "to", type: "address" },
    { name: "value", type: "uint256" },
    { name: "gas", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint48" },
    { name: "data", type: "bytes" },
  ],
};

const DEFAULT_GAS = 1_000_000n;

/** Signs a call (EIP-712), so that anyone can hand it in to the forwarder and pay for it. */
export async function signForwardRequest(
  forwarder: Forwarder,
  signer: Signer,
  { to, data, gas = DEFAULT_GAS, deadline, nonce }: ForwardCall,
): Promise<SignedRequest> {
  const from = await signer.getAddress();
  const { name, version, chainId, verifyingContract } = await forwarder.eip712Domain();
  const message = {
    from,
    to,
    value: 0n,
    gas,
    nonce: nonce ?? (await forwarder.nonces(from)),
    deadline,
    data,
  };
  const signature = await signer.signTypedData(
    { name, version, chainId, verifyingContract },
    TYPES,
    message,
  );
  return { from, to, value: 0n, gas, deadline, data, signature };
}
