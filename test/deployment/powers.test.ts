import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { type BaseContract, ZeroAddress } from "ethers";
import { ethers } from "hardhat";

import { deployLinked } from "../../scripts/lib/deployLinked";
import type { Modules } from "../../scripts/lib/deployModules";
import { type Community, deployCommunity, TOKEN } from "../support/community";
import {
  BETWEEN_MODULES,
  MEMBERS,
  OF_GOVERNOR,
  OF_GUARDIAN,
  zeroArguments,
} from "../support/privileged";

type ModuleName = Exclude<keyof Modules, "forwarder">;
const MODULES: ModuleName[] = ["charter", "membership", "vault", "graph", "court", "trade"];

function between(name: ModuleName): readonly string[] {
  return name in BETWEEN_MODULES ? BETWEEN_MODULES[name as keyof typeof BETWEEN_MODULES] : [];
}

async function deployUnsealed(): Promise<Community> {
  return deployCommunity({ unsealed: true });
}

/** What `seal` of each module is called with. */
function sealsOf({ charter, membership, vault, graph, court, trade }: Community) {
  return [
    { module: charter as BaseContract, args: [membership] },
    { module: membership as BaseContract, args: [vault, graph, trade] },
    { module: vault as BaseContract, args: [graph, trade, court] },
    { module: court as BaseContract, args: [trade] },
  ];
}

describe("the deployer's powers", () => {
  describe("given a sealed community", () => {
    for (const name of MODULES) {
      it(`<CHA-5> every function of the ${name} is known, as for members or as guarded`, async () => {
        const community = await loadFixture(deployCommunity);
        const guarded = name === "charter" ? [...OF_GOVERNOR, ...OF_GUARDIAN] : between(name);
        const known = new Set<string>([...guarded, ...MEMBERS[name], "seal"]);

        const unknown: string[] = [];
        community[name].interface.forEachFunction((fragment) => {
          if (!fragment.constant && !known.has(fragment.name)) unknown.push(fragment.name);
        });

        expect(unknown).to.deep.equal([]);
      });
    }

    for (const name of MODULES) {
      for (const functionName of between(name)) {
        it(`<CHA-5> refuses the deployer ${name}.${functionName}`, async () => {
          const { deployer, [name]: module } = await loadFixture(deployCommunity);
          const method = (module as BaseContract).getFunction(functionName);

          await expect(method.send(...zeroArguments(method.fragment)))
            .to.be.revertedWithCustomError(module, "NotModule")
            .withArgs(deployer.address);
        });
      }
    }

    for (const functionName of OF_GOVERNOR) {
      it(`<CHA-5> refuses the deployer charter.${functionName}`, async () => {
        const { charter, deployer, governor } = await loadFixture(deployCommunity);
        const method = (charter as BaseContract).getFunction(functionName);

        await expect(method.send(...zeroArguments(method.fragment)))
          .to.be.revertedWithCustomError(charter, "NotGovernor")
          .withArgs(deployer.address, governor.address);
      });
    }

    for (const functionName of OF_GUARDIAN) {
      it(`<CHA-5> refuses the deployer charter.${functionName}`, async () => {
        const { charter, deployer, guardian } = await loadFixture(deployCommunity);

        await expect((charter as BaseContract).getFunction(functionName).send())
          .to.be.revertedWithCustomError(charter, "NotGuardian")
          .withArgs(deployer.address, guardian.address);
      });
    }

    it("<CHA-5> refuses the deployer every seal", async () => {
      const community = await loadFixture(deployCommunity);

      for (const { module, args } of sealsOf(community)) {
        await expect(module.getFunction("seal").send(...args)).to.be.revertedWithCustomError(
          module,
          "AlreadySealed",
        );
      }
    });

    it("<CHA-5> takes the deployer for a stranger", async () => {
      const { deployer, membership, vault } = await loadFixture(deployCommunity);

      expect(await membership.memberOf(deployer)).to.deep.equal([0n, 0n]);
      await expect(vault.connect(deployer).withdraw(1n, deployer))
        .to.be.revertedWithCustomError(vault, "NotAMember")
        .withArgs(deployer.address);
    });

    it("<CHA-5> has no proxy: no code can be replaced", async () => {
      const community = await loadFixture(deployCommunity);

      for (const name of MODULES) {
        const code = (await community[name].getDeployedCode()) ?? "";
        const opcodes = opcodesOf(code);
        expect(opcodes, name).not.to.include(SELFDESTRUCT);
        // Trade calls its libraries, whose addresses are part of its code.
        if (name !== "trade") expect(opcodes, name).not.to.include(DELEGATECALL);
        expect(opcodes, name).not.to.include(CALLCODE);
      }
    });
  });

  describe("given modules that are not sealed yet", () => {
    it("<CHA-5> takes no deposit", async () => {
      const { founders, fund, vault, token } = await loadFixture(deployUnsealed);
      const [anna] = founders;
      await fund(anna.wallet, TOKEN);

      await expect(
        vault.connect(anna.wallet).deposit(anna.id, TOKEN),
      ).to.be.revertedWithCustomError(vault, "NotSealed");

      expect(await token.balanceOf(anna.wallet)).to.equal(TOKEN);
    });

    it("takes no application", async () => {
      const { newWallet, membership } = await loadFixture(deployUnsealed);
      const newcomer = await newWallet();

      await expect(
        membership.connect(newcomer).applyForMembership(ethers.ZeroHash, 1n, 0n, 2n, 0n, 0n),
      ).to.be.revertedWithCustomError(membership, "NotSealed");
    });

    it("<CHA-5> lets nobody but the deployer seal", async () => {
      const community = await loadFixture(deployUnsealed);
      const { deployer, governor } = community;

      for (const { module, args } of sealsOf(community)) {
        await expect(
          module
            .connect(governor)
            .getFunction("seal")
            .send(...args),
        )
          .to.be.revertedWithCustomError(module, "NotDeployer")
          .withArgs(governor.address, deployer.address);
      }
    });

    it("<CHA-5> lets the deployer seal once", async () => {
      const community = await loadFixture(deployUnsealed);

      for (const { module, args } of sealsOf(community)) {
        const seal = module.getFunction("seal");
        await expect(seal.send(...args)).to.emit(module, "Sealed");
        await expect(seal.send(...args)).to.be.revertedWithCustomError(module, "AlreadySealed");
      }
    });

    it("seals with no zero address", async () => {
      const community = await loadFixture(deployUnsealed);

      for (const { module, args } of sealsOf(community)) {
        for (const position of args.keys()) {
          const withZero = args.map((arg, index) => (index === position ? ZeroAddress : arg));
          await expect(module.getFunction("seal").send(...withZero)).to.be.revertedWithCustomError(
            module,
            "ZeroAddress",
          );
        }
      }
    });

    it("deploys with no zero address", async () => {
      const community = await loadFixture(deployUnsealed);
      const { charter, membership, vault, graph, court } = community;
      const { forwarder, founders, token, deployer, parameters } = community;
      const wallets = founders.map(({ wallet }) => wallet.address);
      const constructors: [name: string, args: unknown[], nonzero: number[]][] = [
        ["Charter", [token, parameters, deployer.address, deployer.address], [0, 2]],
        ["Membership", [charter, forwarder, wallets], [0]],
        ["CoverVault", [charter, membership, forwarder], [0, 1]],
        ["SuretyGraph", [charter, membership, vault, forwarder], [0, 1, 2]],
        ["GuarantorCourt", [charter, membership, vault, graph, forwarder], [0, 1, 2, 3]],
        ["TradeChains", [charter, membership, vault, graph, court, forwarder], [0, 1, 2, 3, 4]],
      ];

      for (const [name, args, nonzero] of constructors) {
        for (const position of nonzero) {
          const withZero = args.map((arg, index) => (index === position ? ZeroAddress : arg));
          await expect(deployLinked(name, withZero, deployer), `${name} ${position}`).to.be
            .reverted;
        }
      }
    });
  });
});

const CALLCODE = 0xf2;
const DELEGATECALL = 0xf4;
const SELFDESTRUCT = 0xff;
const PUSH1 = 0x60;
const PUSH32 = 0x7f;

/** The operations in a contract's code, without what they push and without the metadata at the end. */
function opcodesOf(code: string): Set<number> {
  const bytes = ethers.getBytes(code);
  const metadata = ((bytes.at(-2) ?? 0) << 8) + (bytes.at(-1) ?? 0) + 2;
  const opcodes = new Set<number>();
  for (let at = 0; at < bytes.length - metadata; at++) {
    const opcode = bytes[at] ?? 0;
    opcodes.add(opcode);
    if (opcode >= PUSH1 && opcode <= PUSH32) at += opcode - PUSH1 + 1;
  }
  return opcodes;
}
