import { expect } from "chai";
import { Interface } from "ethers";
import hre from "hardhat";
import { createProvider } from "hardhat/internal/core/providers/construction";
import { EdrProviderWrapper } from "hardhat/internal/hardhat-network/provider/provider";
import { z } from "zod";

import { PROBE_FILE, PROBE_SOURCE, withProbe } from "../../../scripts/coverage/probe";
import { replaceTracer, startAnew } from "../../../scripts/coverage/replaceTracer";
import { compileSolidity } from "../../../scripts/lib/compileSolidity";

const FROM = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
const SHOP = new Interface(["function buy()", "function price(uint256 amount)"]);

/** Instrumented as solidity-coverage does. */
const SOURCE = withProbe(`// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

contract Shop {
  function buy() external { abi.encode(0x00000000000000a1); ++sold; revert("closed"); }
  function price(uint256 amount) external pure returns (uint256) {
    abi.encode(0x00000000000000b1);
    if (isMany(0xffffffffffffffff, amount)) abi.encode(0x00000000000000b2);
    return amount;
  }
  uint256 sold;
}

function isMany(bytes8 c__0123abcd, uint256 amount) pure returns (bool) {
  abi.encode(c__0123abcd);
  return amount > 9;
}
`);

const compiled = z.object({
  contracts: z.object({
    "Shop.sol": z.object({
      Shop: z.object({ evm: z.object({ bytecode: z.object({ object: z.string() }) }) }),
    }),
  }),
});

interface Listening {
  _node: {
    _vm: {
      evm: {
        events: { on: (event: "step", listener: (step: { stack: bigint[] }) => void) => void };
      };
    };
  };
}

type Network = Listening & Pick<EdrProviderWrapper, "request">;

describe("replaceTracer", () => {
  const seen: bigint[] = [];
  let network: Network;
  let bytecode: string;
  let to: unknown;

  async function networkWithoutTracer(): Promise<Network> {
    let made: object | undefined;
    const create = EdrProviderWrapper.create.bind(EdrProviderWrapper);
    replaceTracer(EdrProviderWrapper);
    const replaced = EdrProviderWrapper.create.bind(EdrProviderWrapper);
    EdrProviderWrapper.create = async (...options) => {
      const wrapper = await replaced(...options);
      made = wrapper;
      return wrapper;
    };
    try {
      const provider = await createProvider(hre.config, "hardhat");
      await provider.request({ method: "eth_chainId" });
    } finally {
      EdrProviderWrapper.create = create;
    }
    return made as Network;
  }

  async function deployed(): Promise<unknown> {
    const hash = await network.request({
      method: "eth_sendTransaction",
      params: [{ from: FROM, data: bytecode }],
    });
    const receipt = await network.request({ method: "eth_getTransactionReceipt", params: [hash] });
    return (receipt as { contractAddress: string }).contractAddress;
  }

  before(async () => {
    const output = await compileSolidity({
      language: "Solidity",
      sources: { "Shop.sol": { content: SOURCE }, [PROBE_FILE]: { content: PROBE_SOURCE } },
      settings: { viaIR: true, outputSelection: { "*": { "*": ["evm.bytecode.object"] } } },
    });
    bytecode = `0x${compiled.parse(output).contracts["Shop.sol"].Shop.evm.bytecode.object}`;
  });

  beforeEach(async () => {
    network = await networkWithoutTracer();
    network._node._vm.evm.events.on("step", ({ stack }) => {
      seen.push(...stack);
    });
    to = await deployed();
    seen.length = 0;
  });

  for (const method of ["eth_call", "eth_estimateGas", "eth_sendTransaction"]) {
    it(`has what ran seen in ${method}, in pure functions too`, async () => {
      const data = SHOP.encodeFunctionData("price", [9]);

      await network.request({ method, params: [{ from: FROM, to, data, gas: "0x100000" }] });

      expect(new Set(seen)).to.deep.equal(new Set([0xb1n, 0xffffffffffffffffn]));
    });

    it(`has what ran before a revert seen in ${method}`, async () => {
      const data = SHOP.encodeFunctionData("buy");
      const call = { method, params: [{ from: FROM, to, data, gas: "0x100000" }] };

      await expect(network.request(call)).to.be.rejectedWith("closed");

      expect(new Set(seen)).to.deep.equal(new Set([0xa1n]));
    });
  }

  it("has both sides of a condition told apart", async () => {
    const data = SHOP.encodeFunctionData("price", [10]);

    await network.request({ method: "eth_call", params: [{ to, data }] });

    expect(new Set(seen)).to.deep.equal(new Set([0xb1n, 0xb2n, 0xffffffffffffffffn]));
  });

  it("resets the network before it is used again, once, when asked to start anew", async () => {
    startAnew();

    const code = await network.request({ method: "eth_getCode", params: [to, "latest"] });
    expect(code).to.equal("0x");
    expect(await deployed()).to.equal(to);
    expect(await network.request({ method: "eth_blockNumber" })).to.equal("0x1");
  });

  it("still has what ran seen after a reset", async () => {
    await network.request({ method: "hardhat_reset" });
    await deployed();
    const data = SHOP.encodeFunctionData("price", [0]);

    await network.request({ method: "eth_call", params: [{ to, data }] });

    expect(new Set(seen)).to.deep.equal(new Set([0xb1n, 0xffffffffffffffffn]));
  });
});
