import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";

import { pledgeId } from "../../scripts/lib/names";
import { DAY, type MemberHandle } from "../support/community";
import { at, deployGraphCommunity, type GraphCommunity } from "./graphCommunity";

describe("SuretyGraph.coverOf", () => {
  interface Covered extends GraphCommunity {
    anna: MemberHandle;
    bolat: MemberHandle;
    /** Founders stand for both with 40 and 50. */
    dana: MemberHandle;
    erlan: MemberHandle;
    /** Dana and Erlan, with 30 free each, stand for Farida with 70 and 25. */
    farida: MemberHandle;
  }

  async function covered(): Promise<Covered> {
    const community = await deployGraphCommunity();
    const [anna, bolat] = community.founders;
    const { join, newWallet, deposit } = community;
    const dana = await join(await newWallet(), [anna, bolat], { pledges: [40n, 50n] });
    const erlan = await join(await newWallet(), [anna, bolat], { pledges: [40n, 50n] });
    await deposit(dana, 30n);
    await deposit(erlan, 30n);
    const until = (await community.now()) + 30n * DAY;
    const farida = await join(await newWallet(), [dana, erlan], { pledges: [70n, 25n], until });
    return { ...community, anna, bolat, dana, erlan, farida };
  }

  it("<COV-3> is the free deposit and the room of both pledges", async () => {
    const { graph, dana, erlan, farida, deposit } = await loadFixture(covered);
    await deposit(farida, 3n);

    expect(await graph.coverOf(farida.id)).to.deep.equal([3n, 70n, 25n]);
    expect(await graph.coverOf(dana.id)).to.deep.equal([0n, 20n, 30n]);
    expect(await graph.coverOf(erlan.id)).to.deep.equal([5n, 40n, 50n]);
  });

  it("<COV-3> is what a bond can be locked for", async () => {
    const { vault, farida, lockBond } = await loadFixture(covered);

    await expect(lockBond(farida, 96n))
      .to.be.revertedWithCustomError(vault, "InsufficientCover")
      .withArgs(farida.id, 96n, 95n);
    await lockBond(farida, 95n);
  });

  it("<COV-3> leaves out the pledge of a guarantor who owes recourse", async () => {
    const { graph, dana, farida, indebt } = await loadFixture(covered);
    await indebt(dana, 10n);

    expect(await graph.coverOf(farida.id)).to.deep.equal([0n, 0n, 25n]);
  });

  it("<COV-3> leaves out the pledge of an expelled guarantor", async () => {
    const { graph, vault, erlan, farida, horizon, expel, fund, deployer } =
      await loadFixture(covered);
    await graph.connect(erlan.wallet).renewPledge(farida.id, 1, horizon);
    await expel(erlan);
    // The debt is paid, so that it is the expulsion alone that counts.
    await fund(deployer, 1n);
    const { serial0 } = await graph.pairOf(erlan.id);
    await vault.connect(deployer).repay((erlan.id << 32n) | serial0, 1n);
    expect(await vault.owedBy(erlan.id)).to.equal(0n);
    const { serial1 } = await graph.pairOf(farida.id);
    expect(await vault.roomOf(pledgeId(farida.id, 1, serial1))).to.equal(25n);

    expect((await graph.coverOf(farida.id)).room1).to.equal(0n);
  });

  it("<COV-3> leaves out pledges that have run out", async () => {
    const { graph, farida, warp } = await loadFixture(covered);
    await warp(30n * DAY);

    expect(await graph.coverOf(farida.id)).to.deep.equal([0n, 0n, 0n]);
  });

  it("<SUR-4> leaves out a pledge that has ended", async () => {
    const { graph, dana, farida, withdraw } = await loadFixture(covered);
    await withdraw(dana, farida, 0);

    expect(await graph.coverOf(farida.id)).to.deep.equal([0n, 0n, 25n]);
  });

  it("is a founder's own deposit alone, and nothing for nominees and for nobody", async () => {
    const { graph, anna, bolat, applicant, account } = await loadFixture(covered);
    const gulnar = await applicant([anna, bolat]);

    expect(await graph.coverOf(anna.id)).to.deep.equal([(await account(anna.id)).free, 0n, 0n]);
    expect(await graph.coverOf(gulnar.id)).to.deep.equal([0n, 0n, 0n]);
    expect(await graph.coverOf(0n)).to.deep.equal([0n, 0n, 0n]);
  });
});

describe("SuretyGraph.verifyPath", () => {
  interface Chained extends GraphCommunity {
    /** Each stands for the next (in slot 0 or 1 in turn). */
    chain: MemberHandle[];
  }

  async function chained(): Promise<Chained> {
    const community = await deployGraphCommunity();
    const [anna, bolat] = community.founders;
    const chain: MemberHandle[] = [anna];
    for (let length = 1; length <= 7; length++) {
      const last = at(chain, length - 1);
      chain.push(await community.joined(length % 2 === 1 ? [last, bolat] : [bolat, last]));
    }
    return { ...community, chain };
  }

  const ids = (members: readonly MemberHandle[]): bigint[] => members.map(({ id }) => id);

  it("<SUR-7> confirms sureties upwards, downwards and both", async () => {
    const { graph, chain, founders } = await loadFixture(chained);
    const bolat = at(founders, 1);

    expect(await graph.verifyPath(ids(chain.slice(0, 7)))).to.equal(true);
    expect(await graph.verifyPath(ids(chain.slice(0, 7)).reverse())).to.equal(true);
    expect(await graph.verifyPath(ids(chain.slice(0, 2)))).to.equal(true);
    expect(await graph.verifyPath(ids([at(chain, 1), bolat, at(chain, 7)]))).to.equal(true);
    expect(await graph.verifyPath(ids([bolat, at(chain, 2), at(chain, 1), at(chain, 0)]))).to.equal(
      true,
    );
  });

  it("<SUR-7> denies a step that is no surety", async () => {
    const { graph, chain, founders, applicant } = await loadFixture(chained);
    const [anna, bolat, chingiz] = founders;
    const applied = await applicant([anna, bolat]);

    for (const path of [
      [at(chain, 0), at(chain, 2)],
      [at(chain, 1), at(chain, 1)],
      [anna, bolat], // neighbours in the ring are no sureties
      [at(chain, 1), chingiz],
      [anna, applied], // only nominated
      [anna, at(chain, 1), at(chain, 2), at(chain, 4)],
    ]) {
      expect(await graph.verifyPath(ids(path))).to.equal(false);
    }
    expect(await graph.verifyPath([0n, 0n])).to.equal(false);
    expect(await graph.verifyPath([0n, anna.id])).to.equal(false);
    expect(await graph.verifyPath([anna.id, 0n])).to.equal(false);
    expect(await graph.verifyPath([anna.id, 99n])).to.equal(false);
  });

  it("<SUR-7> follows sureties as they begin and end", async () => {
    const { graph, chain, founders, take, withdraw } = await loadFixture(chained);
    const path = ids(chain.slice(2, 5));
    await withdraw(at(chain, 3), at(chain, 4), 1);
    expect(await graph.verifyPath(path)).to.equal(false);

    await take(at(chain, 3), at(chain, 4), 1);
    expect(await graph.verifyPath(path)).to.equal(true);
    await take(at(founders, 2), at(chain, 4), 1);
    expect(await graph.verifyPath(path)).to.equal(false);
  });

  for (const length of [0, 1, 8]) {
    it(`<SUR-7> refuses ${length} members: six handshakes join at most seven`, async () => {
      const { graph, chain } = await loadFixture(chained);

      await expect(graph.verifyPath(ids(chain.slice(0, length))))
        .to.be.revertedWithCustomError(graph, "PathLengthOutOfRange")
        .withArgs(length);
    });
  }
});
