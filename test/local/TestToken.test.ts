import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { MaxUint256, Signature } from "ethers";
import { ethers } from "hardhat";

const NAME = "Test Dollar";
const SYMBOL = "TUSD";

async function deployToken() {
  const [holder, spender, stranger] = await ethers.getSigners();
  if (!holder || !spender || !stranger) throw new Error("The network has too few accounts");
  const token = await ethers.deployContract("TestToken", [NAME, SYMBOL]);
  return { holder, spender, stranger, token };
}

type Fixture = Awaited<ReturnType<typeof deployToken>>;

async function signPermit(fixture: Fixture, amount: bigint, deadline: bigint): Promise<Signature> {
  const { holder, spender, token } = fixture;
  const signature = await holder.signTypedData(
    {
      name: NAME,
      version: "1",
      chainId: (await ethers.provider.getNetwork()).chainId,
      verifyingContract: await token.getAddress(),
    },
    {
      Permit: [
        { name: "owner", type: "address" },
        { name: "spender", type: "address" },
        { name: "value", type: "uint256" },
        { name: "nonce", type: "uint256" },
        { name: "deadline", type: "uint256" },
      ],
    },
    {
      owner: holder.address,
      spender: spender.address,
      value: amount,
      nonce: await token.nonces(holder),
      deadline,
    },
  );
  return Signature.from(signature);
}

describe("TestToken", () => {
  it("has the name and symbol it was made with, and no supply", async () => {
    const { token } = await loadFixture(deployToken);

    expect(await token.name()).to.equal(NAME);
    expect(await token.symbol()).to.equal(SYMBOL);
    expect(await token.totalSupply()).to.equal(0n);
  });

  it("lets anyone mint", async () => {
    const { holder, stranger, token } = await loadFixture(deployToken);

    await expect(token.connect(stranger).mint(holder, 5n)).to.changeTokenBalance(token, holder, 5n);
  });

  describe("given a permit signed by the holder", () => {
    it("lets the spender take the amount, handed in by a stranger", async () => {
      const fixture = await loadFixture(deployToken);
      const { holder, spender, stranger, token } = fixture;
      await token.mint(holder, 7n);
      const { v, r, s } = await signPermit(fixture, 7n, MaxUint256);

      await token.connect(stranger).permit(holder, spender, 7n, MaxUint256, v, r, s);
      await expect(token.connect(spender).transferFrom(holder, spender, 7n)).to.changeTokenBalances(
        token,
        [holder, spender],
        [-7n, 7n],
      );
    });

    it("refuses it for another amount", async () => {
      const fixture = await loadFixture(deployToken);
      const { holder, spender, token } = fixture;
      const { v, r, s } = await signPermit(fixture, 7n, MaxUint256);

      await expect(
        token.permit(holder, spender, 8n, MaxUint256, v, r, s),
      ).to.be.revertedWithCustomError(token, "ERC2612InvalidSigner");
    });

    it("refuses it after the deadline", async () => {
      const fixture = await loadFixture(deployToken);
      const { holder, spender, token } = fixture;
      const { v, r, s } = await signPermit(fixture, 7n, 1n);

      await expect(token.permit(holder, spender, 7n, 1n, v, r, s))
        .to.be.revertedWithCustomError(token, "ERC2612ExpiredSignature")
        .withArgs(1n);
    });
  });
});
