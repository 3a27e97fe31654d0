import { Signature, type Signer, type TypedDataDomain } from "ethers";

/** A token that takes permits (ERC-2612). */
export interface PermitToken {
  name: () => Promise<string>;
  getAddress: () => Promise<string>;
  nonces: (owner: string) => Promise<bigint>;
}

/** What the permit allows. */
export interface PermitTerms {
  spender: string;
  value: bigint;
  /** Seconds of wall time. */
  deadline: bigint;
  chainId: bigint;
}

const TYPES = {
  Permit: [
    { name: "owner", type: "address" },
    { name: "spender", type: "address" },
    { name: "value", type: "uint256" },
    { name: "nonce", type: "uint256" },
    { name: "deadline", type: "uint256" },
  ],
};

/** Signs a permit of a token whose EIP-712 domain has its name and version 1, as most have. */
export async function signPermit(
  token: PermitToken,
  owner: Signer,
  { spender, value, deadline, chainId }: PermitTerms,
): Promise<Signature> {
  const domain: TypedDataDomain = {
    name: await token.name(),
    version: "1",
    chainId,
    verifyingContract: await token.getAddress(),
  };
  const address = await owner.getAddress();
  const nonce = await token.nonces(address);
  const message = { owner: address, spender, value, nonce, deadline };
  return Signature.from(await owner.signTypedData(domain, TYPES, message));
}
