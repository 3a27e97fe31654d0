import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ethers, ignition } from "hardhat";

import CommunityModule from "../../ignition/modules/Community";
import LocalTokenModule from "../../ignition/modules/LocalToken";
import { DEFAULT_PARAMETERS } from "../../scripts/lib/defaultParameters";

async function deployByIgnition() {
  const [deployer, governor, guardian, ...others] = await ethers.getSigners();
  if (!deployer || !governor || !guardian) throw new Error("The network has too few accounts");
  const founders = others.slice(0, 7);
  const { token } = await ignition.deploy(LocalTokenModule);
  const modules = await ignition.deploy(CommunityModule, {
    parameters: {
      Community: {
        token: await token.getAddress(),
        governor: governor.address,
        guardian: guardian.address,
        founders: founders.map(({ address }) => address),
        seatFee: 5n,
        rounds: 4,
      },
    },
  });
  const addressOf = async (name: keyof typeof modules) => modules[name].getAddress();
  return {
    governor,
    guardian,
    founders,
    token: await ethers.getContractAt("TestToken", token),
    forwarder: await ethers.getContractAt("Forwarder", await addressOf("forwarder")),
    charter: await ethers.getContractAt("Charter", await addressOf("charter")),
    membership: await ethers.getContractAt("Membership", await addressOf("membership")),
    vault: await ethers.getContractAt("CoverVault", await addressOf("vault")),
    graph: await ethers.getContractAt("SuretyGraph", await addressOf("graph")),
    court: await ethers.getContractAt("GuarantorCourt", await addressOf("court")),
    trade: await ethers.getContractAt("TradeChains", await addressOf("trade")),
  };
}

describe("the Ignition module of a community", () => {
  it("<CHA-1> gives the charter the parameters of the file, and defaults for the rest", async () => {
    const { charter, governor, guardian, token } = await loadFixture(deployByIgnition);

    expect(await charter.token()).to.equal(await token.getAddress());
    expect(await charter.governor()).to.equal(governor.address);
    expect(await charter.guardian()).to.equal(guardian.address);
    expect(await charter.parameters()).to.deep.equal(
      Object.values({ ...DEFAULT_PARAMETERS, seatFee: 5n, rounds: 4n }),
    );
  });

  it("gives every founder a card, in the order of the file", async () => {
    const { membership, graph, founders } = await loadFixture(deployByIgnition);

    expect(await membership.memberCount()).to.equal(7n);
    for (const [index, founder] of founders.entries()) {
      expect(await membership.memberOf(founder)).to.deep.equal([BigInt(index + 1), 2n]);
      expect(await graph.founderAt(index)).to.equal(BigInt(index + 1));
    }
  });

  it("<CHA-5> seals every module, so that nobody can wire them again", async () => {
    const { charter, membership, vault, court, trade, graph } = await loadFixture(deployByIgnition);

    await expect(charter.seal(membership)).to.be.revertedWithCustomError(charter, "AlreadySealed");
    await expect(membership.seal(vault, graph, trade)).to.be.revertedWithCustomError(
      membership,
      "AlreadySealed",
    );
    await expect(vault.seal(graph, trade, court)).to.be.revertedWithCustomError(
      vault,
      "AlreadySealed",
    );
    await expect(court.seal(trade)).to.be.revertedWithCustomError(court, "AlreadySealed");
  });

  it("wires the modules to one another", async () => {
    const { founders, membership, graph, vault, token, trade, charter, forwarder } =
      await loadFixture(deployByIgnition);
    const [anna, bolat, newcomer] = [founders[0], founders[1], (await ethers.getSigners())[20]];
    if (!anna || !bolat || !newcomer) throw new Error("Too few accounts");
    const deposit = 100n;
    for (const wallet of [anna, bolat]) {
      await token.mint(wallet, deposit);
      await token.connect(wallet).approve(vault, deposit);
      await vault.connect(wallet).deposit(await membership.idOf(wallet), deposit);
    }

    await membership.connect(newcomer).applyForMembership(ethers.ZeroHash, 1n, 0n, 2n, 0n, 0n);
    const until = (await charter.clock()) + 1_000n;
    await graph.connect(anna).vouch(newcomer, 0, 40n, until, 0);
    await graph.connect(bolat).vouch(newcomer, 1, 40n, until, 0);
    await trade.connect(newcomer).propose(
      [
        {
          provider: 8n,
          receiver: 1n,
          price: 60n,
          listPrice: 60n,
          providerBond: 60n,
          receiverBond: 0n,
          duration: 100n,
          inspection: 3_600n,
          waitsFor: 0n,
          terms: ethers.ZeroHash,
          payees: [],
        },
      ],
      ethers.ZeroHash,
      until,
    );

    expect((await vault.account(1n)).free).to.equal(60n);
    for (const module of [membership, vault, graph, trade]) {
      expect(await module.isTrustedForwarder(forwarder)).to.equal(true);
    }
  });

  describe("when the token's address has no code", () => {
    it("sends nothing", async () => {
      const [deployer, stranger, ...others] = await ethers.getSigners();
      if (!deployer || !stranger) throw new Error("The network has too few accounts");
      const before = await ethers.provider.getTransactionCount(deployer);

      await expect(
        ignition.deploy(CommunityModule, {
          parameters: {
            Community: {
              token: stranger.address,
              governor: stranger.address,
              guardian: stranger.address,
              founders: others.slice(0, 3).map(({ address }) => address),
            },
          },
        }),
      ).to.be.rejectedWith("totalSupply");

      expect(await ethers.provider.getTransactionCount(deployer)).to.equal(before);
    });
  });
});
