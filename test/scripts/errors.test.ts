import { expect } from "chai";
import { AbiCoder, Interface, ZeroAddress } from "ethers";

import { decodeRevertData, ProtocolError } from "../../scripts/lib/errors";
import { TestToken__factory } from "../../typechain-types/factories/local/TestToken__factory";

describe("decodeRevertData", () => {
  it("decodes a custom error with its arguments by name", () => {
    const data = TestToken__factory.createInterface().encodeErrorResult(
      "ERC20InsufficientBalance",
      [ZeroAddress, 1n, 2n],
    );

    const error = decodeRevertData(data);

    expect(error).to.be.instanceOf(ProtocolError);
    expect(error?.errorName).to.equal("ERC20InsufficientBalance");
    expect(error?.args).to.deep.equal({ sender: ZeroAddress, balance: 1n, needed: 2n });
    expect(error?.shortMessage).to.equal(
      `ERC20InsufficientBalance(sender: ${ZeroAddress}, balance: 1, needed: 2)`,
    );
  });

  it("decodes Solidity's own errors", () => {
    const panic = new Interface(["error Panic(uint256 code)"]).encodeErrorResult("Panic", [17n]);
    const reason = `0x08c379a0${AbiCoder.defaultAbiCoder().encode(["string"], ["no"]).slice(2)}`;

    expect(decodeRevertData(panic)?.errorName).to.equal("Panic");
    expect(Object.values(decodeRevertData(reason)?.args ?? {})).to.deep.equal(["no"]);
  });

  for (const data of ["0x", "0x123456", "0xffffffff", "no hex"]) {
    it(`knows nothing of ${data}`, () => {
      expect(decodeRevertData(data)).to.equal(undefined);
    });
  }
});
