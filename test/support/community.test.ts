import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { type Community, deployCommunity, TOKEN, type GuarantorTree } from "./community";

describe("deployCommunity", () => {
  it("gives a sealed community of five founders", async () => {
    const { founders, membership, vault, token, charter, parameters, now, deposit, account } =
      await loadFixture(deployCommunity);

    expect(await membership.memberCount()).to.equal(5n);
    expect(founders.map(({ id }) => id)).to.deep.equal([1n, 2n, 3n, 4n, 5n]);
    expect(await charter.parameters()).to.deep.equal(Object.values(parameters));
    expect(await charter.clock()).to.equal(await now());
    const [anna] = founders;
    await deposit(anna, 3n * TOKEN);
    expect((await account(anna.id)).free).to.equal(3n * TOKEN);
    expect(await token.balanceOf(vault)).to.equal(3n * TOKEN);
  });

  it("joins members", async () => {
    const { founders, membership, newWallet, join, deposit, conservation, audit } =
      await loadFixture(deployCommunity);
    const [anna, bolat] = founders;
    await deposit(anna, 10n);
    await deposit(bolat, 20n);

    const newcomer = await join(await newWallet(), [anna, bolat], {
      pledges: [4n, 5n],
      premiums: [100n, 200n],
    });

    expect(newcomer.id).to.equal(6n);
    expect(await membership.stateOf(newcomer.id)).to.equal(2n);
    expect(await conservation()).to.deep.equal({
      deposits: 30n,
      escrows: 0n,
      fees: 0n,
      total: 30n,
      balance: 30n,
    });
    expect(await audit()).to.deep.equal([]);
  });

  for (const founders of [5, 64]) {
    describe(`given a tree of six levels over ${founders} founders`, () => {
      async function planted(): Promise<Community & { six: GuarantorTree }> {
        const community = await deployCommunity({ founders });
        return { ...community, six: await community.tree(6, { own: 10n }) };
      }

      it("has twice as many guarantors on every level", async () => {
        const { six, graph, audit } = await loadFixture(planted);

        expect(six.levels.map(({ length }) => length)).to.deep.equal([1, 2, 4, 8, 16, 32, 64]);
        expect(new Set(six.levels.flat().map(({ id }) => id)).size).to.equal(127);
        expect(six.cover).to.equal(1_260n);
        const { room0, room1, free } = await graph.coverOf(six.party.id);
        expect([free, room0, room1]).to.deep.equal([0n, 630n, 630n]);
        expect(await audit()).to.deep.equal([]);
      });
    });
  }
});
