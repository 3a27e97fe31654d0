import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import { loadFixture, setStorageAt } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { AbiCoder, keccak256, toBeHex } from "ethers";

import {
  CARD_STATES,
  deployStubbedCommunity,
  type MemberRecord,
  type StubbedCommunity,
} from "../support/stubbedCommunity";
import { readStorageLayout } from "../support/storageLayout";

const UINT32_MAX = 2n ** 32n - 1n;
const UINT96_MAX = 2n ** 96n - 1n;

const CLEAN: MemberRecord["standing"] = {
  defaults: 0n,
  faultPaid: 0n,
  overdue: 0n,
  excused: 0n,
  principalsLost: 0n,
  recourseOpened: 0n,
};

/** Writes a member's counters straight to storage. */
async function setStanding(
  { membership }: StubbedCommunity,
  id: bigint,
  standing: MemberRecord["standing"],
): Promise<void> {
  const layout = await readStorageLayout("contracts/Membership.sol", "Membership");
  const root = layout.variables["_standings"];
  const places = layout.structs["IMembership.Standing"];
  if (!root || !places) throw new Error("The register has moved");
  let word = 0n;
  for (const [name, value] of Object.entries(standing)) {
    word |= value << BigInt(8 * (places[name]?.offset ?? 0));
  }
  const slot = keccak256(AbiCoder.defaultAbiCoder().encode(["uint32", "uint256"], [id, root.slot]));
  await setStorageAt(await membership.getAddress(), slot, toBeHex(word, 32));
}

/** Everybody but the modules that may. */
function others(community: StubbedCommunity, allowed: HardhatEthersSigner): HardhatEthersSigner[] {
  return [
    community.stranger,
    community.deployer,
    community.governor,
    community.guardian,
    community.forwarder,
    community.founders[0].wallet,
    community.trade,
    community.vaultSigner,
    community.graphSigner,
  ].filter((signer) => signer !== allowed);
}

describe("Membership.recordFault", () => {
  for (const [defaulted, paid, expected] of [
    [true, 0n, { defaults: 1n }],
    [false, 7n, { faultPaid: 7n }],
    [true, UINT96_MAX, { defaults: 1n, faultPaid: UINT96_MAX }],
    [false, 0n, {}],
  ] as const) {
    it(`<MEM-8> counts a default: ${defaulted}, and ${paid} paid`, async () => {
      const { membership, trade, recordOf } = await loadFixture(deployStubbedCommunity);
      const before = await recordOf(2n);

      await expect(membership.connect(trade).recordFault(2n, defaulted, paid))
        .to.emit(membership, "FaultRecorded")
        .withArgs(2n, defaulted, paid);

      expect(await recordOf(2n)).to.deep.equal({
        ...before,
        standing: { ...CLEAN, ...expected },
      });
      expect((await recordOf(1n)).standing).to.deep.equal(CLEAN);
    });
  }

  it("<MEM-8> adds up", async () => {
    const { membership, trade, recordOf } = await loadFixture(deployStubbedCommunity);

    for (const paid of [3n, 6n]) await membership.connect(trade).recordFault(1n, true, paid);
    expect((await recordOf(1n)).standing).to.deep.equal({ ...CLEAN, defaults: 2n, faultPaid: 9n });
  });

  for (const [defaults, faultPaid, paid] of [
    [UINT32_MAX - 1n, UINT96_MAX - 5n, 5n],
    [UINT32_MAX, UINT96_MAX - 5n, 6n],
    [UINT32_MAX, UINT96_MAX, UINT96_MAX],
  ] as const) {
    it(`<MEM-8> stops at the most it holds: ${defaults} defaults, ${faultPaid} + ${paid}`, async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { membership, trade, recordOf } = community;
      await setStanding(community, 1n, { ...CLEAN, defaults, faultPaid });

      await membership.connect(trade).recordFault(1n, true, paid);
      expect((await recordOf(1n)).standing).to.deep.equal({
        ...CLEAN,
        defaults: UINT32_MAX,
        faultPaid: UINT96_MAX,
      });
    });
  }

  it("<MEM-8> counts under a pause, and in any state of the member", async () => {
    const { membership, trade, memberIn, pause } = await loadFixture(deployStubbedCommunity);
    const members = [];
    for (const state of CARD_STATES) members.push(await memberIn(state));
    await pause();

    for (const { id } of members) {
      await membership.connect(trade).recordFault(id, true, 1n);
      expect((await membership.standingOf(id)).defaults).to.equal(1n);
    }
  });

  it("<MEM-8> <CHA-5> is the trade contract's alone", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { membership, trade } = community;

    for (const caller of others(community, trade)) {
      await expect(membership.connect(caller).recordFault(1n, true, 1n))
        .to.be.revertedWithCustomError(membership, "NotModule")
        .withArgs(caller);
    }
  });
});

for (const [name, event, counter] of [
  ["recordOverdue", "OverdueRecorded", "overdue"],
  ["recordExcuse", "ExcuseRecorded", "excused"],
] as const) {
  describe(`Membership.${name}`, () => {
    it("<MEM-8> counts one more", async () => {
      const { membership, vaultSigner, recordOf } = await loadFixture(deployStubbedCommunity);
      const before = await recordOf(2n);

      for (const count of [1n, 2n]) {
        await expect(membership.connect(vaultSigner)[name](2n))
          .to.emit(membership, event)
          .withArgs(2n);
        expect(await recordOf(2n)).to.deep.equal({
          ...before,
          standing: { ...CLEAN, [counter]: count },
        });
      }
      expect((await recordOf(1n)).standing).to.deep.equal(CLEAN);
    });

    for (const count of [UINT32_MAX - 1n, UINT32_MAX]) {
      it(`<MEM-8> stops at the most it holds: ${count} + 1`, async () => {
        const community = await loadFixture(deployStubbedCommunity);
        const { membership, vaultSigner, recordOf } = community;
        await setStanding(community, 1n, { ...CLEAN, [counter]: count });

        await membership.connect(vaultSigner)[name](1n);
        expect((await recordOf(1n)).standing).to.deep.equal({ ...CLEAN, [counter]: UINT32_MAX });
      });
    }

    it("<CHA-4> <MEM-8> counts under a pause", async () => {
      const { membership, vaultSigner, pause } = await loadFixture(deployStubbedCommunity);
      await pause();

      await expect(membership.connect(vaultSigner)[name](1n)).to.emit(membership, event);
    });

    it("<MEM-8> <CHA-5> is the vault's alone", async () => {
      const community = await loadFixture(deployStubbedCommunity);
      const { membership, vaultSigner } = community;

      for (const caller of others(community, vaultSigner)) {
        await expect(membership.connect(caller)[name](1n))
          .to.be.revertedWithCustomError(membership, "NotModule")
          .withArgs(caller);
      }
    });
  });
}

describe("Membership.standingOf", () => {
  it("<MEM-8> takes the number of recourses opened from the vault", async () => {
    const { membership, setAccount } = await loadFixture(deployStubbedCommunity);
    await setAccount(2n, { recourseOpened: 255n });

    expect(await membership.standingOf(2n)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 255n]);
  });

  it("<MEM-8> does not let one counter touch another", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { membership, trade, vaultSigner, recordOf } = community;
    const full = {
      defaults: UINT32_MAX,
      faultPaid: UINT96_MAX,
      overdue: UINT32_MAX,
      excused: UINT32_MAX,
      principalsLost: UINT32_MAX,
      recourseOpened: 0n,
    };
    await setStanding(community, 1n, full);

    await membership.connect(trade).recordFault(1n, true, 1n);
    await membership.connect(vaultSigner).recordOverdue(1n);
    await membership.connect(vaultSigner).recordExcuse(1n);
    expect((await recordOf(1n)).standing).to.deep.equal(full);
  });

  it("<MEM-8> stops counting lost principals at the most it holds, and expels all the same", async () => {
    const community = await loadFixture(deployStubbedCommunity);
    const { membership, memberIn } = community;
    await setStanding(community, 1n, { ...CLEAN, principalsLost: UINT32_MAX });
    await setStanding(community, 2n, { ...CLEAN, principalsLost: UINT32_MAX - 1n });

    await memberIn("Expelled");
    for (const id of [1n, 2n]) {
      expect((await membership.standingOf(id)).principalsLost).to.equal(UINT32_MAX);
    }
  });

  it("<MEM-8> is clean for numbers that nobody has", async () => {
    const { membership } = await loadFixture(deployStubbedCommunity);

    expect(await membership.standingOf(99n)).to.deep.equal([0n, 0n, 0n, 0n, 0n, 0n]);
  });
});
