import { HardhatArtifactResolver } from "@nomicfoundation/hardhat-ignition/helpers";
import {
  deploy,
  type DeploymentResult,
  DeploymentResultType,
  trackTransaction,
} from "@nomicfoundation/ignition-core";
import { expect } from "chai";
import { JsonRpcProvider, keccak256 } from "ethers";
import hre from "hardhat";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import CommunityModule from "../../ignition/modules/Community";
import { deployLinked } from "../../scripts/lib/deployLinked";
import { type AnvilNode, startAnvil } from "../support/anvil";
import { type Cut, cutProxy } from "../support/cutProxy";
import { httpProvider } from "../support/rpc";

/** Seven modules, six libraries and four seals. */
const TRANSACTIONS = 17;
const STORAGE_SLOTS = 16;

const DEPLOYED = DeploymentResultType.SUCCESSFUL_DEPLOYMENT;

/** What a deployment came to: for each contract its address, its code, and the begin of its storage. */
type Outcome = Record<string, { address: string; codeHash: string; storage: string[] }>;

interface Site {
  node: AnvilNode;
  chain: JsonRpcProvider;
  journal: string;
  token: string;
}

describe("a deployment over HTTP to another node", () => {
  const sites: Site[] = [];
  let uninterrupted: Outcome;

  async function newSite(): Promise<Site> {
    const node = await startAnvil();
    const chain = new JsonRpcProvider(node.url, undefined, { cacheTimeout: -1 });
    const token = await deployLinked("TestToken", ["Test Dollar", "TUSD"], await chain.getSigner());
    const journal = await mkdtemp(path.join(tmpdir(), "kepil-journal-"));
    const site = { node, chain, journal, token: await token.getAddress() };
    sites.push(site);
    return site;
  }

  async function clear(): Promise<void> {
    for (const { node, chain, journal } of sites.splice(0)) {
      chain.destroy();
      await node.stop();
      await rm(journal, { recursive: true, force: true });
    }
  }

  afterEach(clear);

  async function run({ node, journal, token }: Site, url = node.url): Promise<DeploymentResult> {
    const provider = httpProvider(url);
    const accounts = (await httpProvider(node.url).request({ method: "eth_accounts" })) as string[];
    const [, governor = "", guardian = "", ...founders] = accounts;
    return deploy({
      config: { requiredConfirmations: 1, blockPollingInterval: 10, retryInterval: 10 },
      provider,
      deploymentDir: journal,
      artifactResolver: new HardhatArtifactResolver(hre),
      ignitionModule: CommunityModule,
      deploymentParameters: {
        Community: { token, governor, guardian, founders: founders.slice(0, 5) },
      },
      accounts,
    });
  }

  /** Runs it through a connection that breaks. */
  async function runInto(site: Site, cut: Cut): Promise<void> {
    const proxy = await cutProxy(site.node.url, cut);
    try {
      await expect(run(site, proxy.url)).to.be.rejected;
    } finally {
      await proxy.stop();
    }
  }

  /** What `npx hardhat ignition track-tx` does. */
  async function track({ journal, node }: Site, hash = ""): Promise<void> {
    await trackTransaction(journal, hash, httpProvider(node.url), 1);
  }

  async function outcomeOf({ chain }: Site, result: DeploymentResult): Promise<Outcome> {
    if (result.type !== DEPLOYED) throw new Error(JSON.stringify(result, undefined, 2));
    const outcome: Outcome = {};
    for (const { id, address } of Object.values(result.contracts)) {
      // The graph's storage holds the second in which it was deployed.
      const slots = id.endsWith("SuretyGraph") ? 0 : STORAGE_SLOTS;
      outcome[id] = {
        address,
        codeHash: keccak256(await chain.getCode(address)),
        storage: await Promise.all(
          Array.from({ length: slots }, (_, slot) => chain.getStorage(address, slot)),
        ),
      };
    }
    return outcome;
  }

  before(async () => {
    const site = await newSite();
    uninterrupted = await outcomeOf(site, await run(site));
    await clear();
  });

  it("comes to a community that takes deposits", async () => {
    const site = await newSite();
    const { chain, token } = site;
    const outcome = await outcomeOf(site, await run(site));
    expect(await chain.getTransactionCount(await chain.getSigner())).to.equal(1 + TRANSACTIONS);

    const anna = await chain.getSigner(3);
    const tusd = await hre.ethers.getContractAt("TestToken", token, anna);
    const vault = await hre.ethers.getContractAt(
      "CoverVault",
      outcome["Community#CoverVault"]?.address ?? "",
      anna,
    );
    await (await tusd.mint(anna, 9n)).wait();
    await (await tusd.approve(vault, 9n)).wait();
    await (await vault.deposit(1n, 9n)).wait();

    expect((await vault.account(1n)).free).to.equal(9n);
  });

  it("sends nothing when it is run again", async () => {
    const site = await newSite();
    const first = await outcomeOf(site, await run(site));
    const deployer = await site.chain.getSigner();
    const sent = await site.chain.getTransactionCount(deployer);

    expect(await outcomeOf(site, await run(site))).to.deep.equal(first);

    expect(await site.chain.getTransactionCount(deployer)).to.equal(sent);
  });

  for (const after of [1, 5, 9, TRANSACTIONS - 1]) {
    describe(`given a connection that broke after ${after} transactions`, () => {
      it("is resumed from its journal and comes to the same", async () => {
        const site = await newSite();
        await runInto(site, { after, next: "none" });

        const resumed = await outcomeOf(site, await run(site));

        expect(resumed).to.deep.equal(uninterrupted);
      });
    });
  }

  describe("given a connection that broke again and again", () => {
    it("is resumed each time and comes to the same", async () => {
      const site = await newSite();
      for (let turn = 0; turn < 5; turn++) await runInto(site, { after: 2, next: "none" });

      const resumed = await outcomeOf(site, await run(site));

      expect(resumed).to.deep.equal(uninterrupted);
    });
  });

  describe("given a transaction that arrived while its answer was lost", () => {
    it("is resumed once the journal is told of it, and comes to the same", async () => {
      const site = await newSite();
      await runInto(site, { after: 10, next: "answerLost" });
      const block = await site.chain.getBlock("latest");

      await expect(run(site)).to.be.rejectedWith("track-tx");
      await track(site, block?.transactions[0]);
      const resumed = await outcomeOf(site, await run(site));

      expect(resumed).to.deep.equal(uninterrupted);
    });
  });

  describe("given a transaction that never arrived", () => {
    it("is resumed once its number is used for another", async () => {
      const site = await newSite();
      await runInto(site, { after: 11, next: "requestLost" });

      await expect(run(site)).to.be.rejectedWith("track-tx");
      const deployer = await site.chain.getSigner();
      const { hash } = await deployer.sendTransaction({ to: deployer, value: 0n });
      await track(site, hash);
      const resumed = await outcomeOf(site, await run(site));

      expect(Object.keys(resumed)).to.deep.equal(Object.keys(uninterrupted));
    });
  });
});
