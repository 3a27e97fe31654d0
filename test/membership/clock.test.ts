import { loadFixture, time } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { ZeroAddress } from "ethers";

import { parametersChange, scheduled } from "../charter/changes";
import {
  CARD_STATES,
  DAY,
  deployStubbedCommunity,
  deployUnsealedCommunity,
  MemberState,
  type StubbedCommunity,
} from "../support/stubbedCommunity";

type Changes = Record<string, (community: StubbedCommunity) => Promise<void>>;

const pause = async ({ charter, guardian }: StubbedCommunity): Promise<void> => {
  await charter.connect(guardian).pause();
};

const adopt = async (community: StubbedCommunity): Promise<void> => {
  const change = parametersChange();
  await time.increaseTo(await scheduled(community, change));
  await community.charter.executeChange(change.id);
};

/** Everything that changes the charter's clock or what stands beside it. */
const CHANGES: Changes = {
  "a pause": pause,
  "a pause that was ended early": async (community) => {
    await pause(community);
    await time.increase(DAY);
    await community.charter.connect(community.guardian).resume();
  },
  "a pause that ended by itself": async (community) => {
    await pause(community);
    await time.increase(14n * DAY);
  },
  "a second pause": async (community) => {
    await pause(community);
    await time.increase(28n * DAY);
    await pause(community);
  },
  "a change of the parameters": adopt,
  "a change of the parameters and a pause": async (community) => {
    await adopt(community);
    await pause(community);
  },
};

/** Asserts that the membership's clock is the charter's, now and when a pause is over. */
async function expectSameClock({ charter, membership }: StubbedCommunity): Promise<void> {
  expect(await membership.clockState()).to.equal(await charter.clockState());
  for (const days of [0n, 7n, 7n]) {
    await time.increase(days * DAY + 1n);
    expect(await membership.time()).to.equal((await charter.time()).now_);
  }
}

describe("The membership's clock", () => {
  describe("given a charter that is not sealed", () => {
    it("<CHA-5> does not run", async () => {
      const community = await loadFixture(deployUnsealedCommunity);
      const { membership, founders } = community;

      for (const change of [undefined, adopt, pause]) {
        await change?.(community);

        expect(await membership.clockState()).to.equal(0n);
        for (const ask of [
          () => membership.time(),
          () => membership.whoCalls(founders[0].wallet),
          () => membership.whoCallsAndState(founders[0].wallet),
          () => membership.connect(founders[0].wallet).setRecovery(0n),
        ]) {
          await expect(ask()).to.be.revertedWithCustomError(membership, "NotSealed");
        }
      }
    });

    for (const [name, change] of Object.entries(CHANGES)) {
      it(`<CHA-5> is the charter's from the seal on, after ${name}`, async () => {
        const community = await loadFixture(deployUnsealedCommunity);
        await change(community);

        await community.charter.seal(community.membership);

        await expectSameClock(community);
      });
    }

    it("<CHA-5> a charter is not sealed with the membership of another", async () => {
      const { membership } = await loadFixture(deployUnsealedCommunity);
      const { charter: other } = await deployUnsealedCommunity();

      await expect(other.seal(membership))
        .to.be.revertedWithCustomError(membership, "NotModule")
        .withArgs(other);

      expect(await other.membership()).to.equal(ZeroAddress);
    });
  });

  for (const [name, change] of Object.entries(CHANGES)) {
    it(`<CHA-3> is the charter's after ${name}`, async () => {
      const community = await loadFixture(deployStubbedCommunity);

      await change(community);

      await expectSameClock(community);
    });
  }

  it("<CHA-5> is set by the charter alone", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, membership } = community;
    const before = await membership.clockState();

    for (const caller of [
      ...[community.stranger, community.deployer, community.governor, community.guardian],
      ...[community.forwarder, community.trade, community.vaultSigner, community.graphSigner],
      community.founders[0].wallet,
    ]) {
      await expect(membership.connect(caller).followClock(before + 1n))
        .to.be.revertedWithCustomError(membership, "NotModule")
        .withArgs(caller);
    }
    expect(await membership.clockState()).to.equal(before);
    expect(await charter.clockState()).to.equal(before);
  });
});

describe("Membership.whoCalls", () => {
  it("<CHA-3> tells clock, version and member", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, membership, founders } = community;
    await adopt(community);
    await pause(community);
    await time.increase(14n * DAY);

    const { now_, version } = await charter.running();
    expect(version).to.equal(2n);
    for (const { id, wallet } of founders) {
      expect(await membership.whoCalls(wallet)).to.deep.equal([now_, version, id]);
    }
  });

  it("<MEM-4> knows no stranger", async () => {
    const { charter, membership, stranger } = await loadFixture(deployStubbedCommunity);

    const { now_ } = await charter.running();
    expect(await membership.whoCalls(stranger)).to.deep.equal([now_, 1n, 0n]);
    expect(await membership.whoCallsAndState(stranger)).to.deep.equal([now_, 0n, MemberState.None]);
  });

  it("<MEM-4> tells the state as well where it is asked for", async () => {
    const { charter, membership, memberIn } = await loadFixture(deployStubbedCommunity);

    for (const state of CARD_STATES) {
      const { id, wallet } = await memberIn(state);

      const { now_ } = await charter.running();
      const answer = await membership.whoCallsAndState(wallet);
      expect(answer).to.deep.equal([now_, id, MemberState[state]]);
    }
  });

  it("<CHA-3> refuses from the first second of a pause to the last, as the charter does", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { charter, membership, founders, stranger } = community;
    await pause(community);
    const until = BigInt(await time.latest()) + 14n * DAY;

    for (const moment of [until - 14n * DAY, until - 1n]) {
      if (moment === until - 1n) await time.increaseTo(moment);
      for (const wallet of [founders[0].wallet, stranger]) {
        for (const ask of [
          () => membership.whoCalls(wallet),
          () => membership.whoCallsAndState(wallet),
        ]) {
          await expect(ask())
            .to.be.revertedWithCustomError(charter, "CommunityPaused")
            .withArgs(until);
        }
      }
      await expect(charter.running())
        .to.be.revertedWithCustomError(charter, "CommunityPaused")
        .withArgs(until);
    }
    await time.increaseTo(until);
    expect((await membership.whoCalls(founders[0].wallet)).id).to.equal(1n);
  });
});
