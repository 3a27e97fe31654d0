// Hardhat and ethers work the same few things out for each fixture again: here they are remembered. None depends on
// the code that a mutant changes.
import type * as ethersFunctions from "ethers";
import type { BytesLike } from "ethers";
import { createRequire } from "node:module";
import path from "node:path";

/** From that many characters on, a text of bytes is a contract's code: it comes from the compiler or from here. */
const LONG = 20_000;

// Where the functions are, not where they are passed on: others find them there.
const load = createRequire(__filename);
const ETHERS = path.dirname(load.resolve("ethers"));
const HARDHAT = createRequire(load.resolve("hardhat/package.json"));
const UTIL = path.dirname(HARDHAT.resolve("@ethereumjs/util"));
const accounts = load(path.join(UTIL, "account.js")) as {
  privateToAddress: (key: Uint8Array) => Uint8Array;
};
const addresses = load(path.join(ETHERS, "address/address.js")) as Pick<
  typeof ethersFunctions,
  "getAddress"
>;
const data = load(path.join(ETHERS, "utils/data.js")) as Pick<
  typeof ethersFunctions,
  "concat" | "getBytes" | "hexlify"
>;

/** Lets each of a module's functions below answer from memory; to be called before tests run. */
export function rememberConversions(): void {
  const { privateToAddress } = accounts;
  const byPrivateKey = new Map<string, Uint8Array>();
  replace(accounts, {
    privateToAddress: (key: Uint8Array) =>
      known(byPrivateKey, Buffer.from(key).toString("hex"), () => privateToAddress(key)),
  });

  const { getAddress } = addresses;
  const checksummed = new Map<string, string>();
  replace(addresses, {
    getAddress: (address: string) => known(checksummed, address, () => getAddress(address)),
  });

  const { getBytes, hexlify } = data;
  const bytes = new Map<string, Uint8Array>();
  const texts = new WeakMap<Uint8Array, string>();
  const hexOf = (value: BytesLike): string => {
    if (typeof value !== "string") return texts.get(value) ?? hexlify(value);
    return value.length < LONG ? hexlify(value) : value;
  };
  replace(data, {
    getBytes: (value: BytesLike, name?: string) => {
      if (typeof value !== "string" || value.length < LONG) return getBytes(value, name);
      const found = known(bytes, value, () => getBytes(value, name));
      texts.set(found, value);
      return found;
    },
    hexlify: hexOf,
    concat: (values: readonly BytesLike[]) =>
      `0x${values.map((value) => hexOf(value).slice(2)).join("")}`,
  });
}

/** A module's functions, for all who have loaded it. */
function replace<Module extends object>(module: Module, functions: Partial<Module>): void {
  Object.assign(module, functions);
}

function known<Value>(values: Map<string, Value>, name: string, find: () => Value): Value {
  const found = values.get(name) ?? find();
  values.set(name, found);
  return found;
}
