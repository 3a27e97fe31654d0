import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import { encodeBytes32String, MaxUint256 } from "ethers";
import { ethers } from "hardhat";

import type { ITradeChains } from "../../typechain-types";
import { DAY, HOUR } from "../support/community";
import { setMemberCount } from "../support/memberCount";
import { changes } from "../vault/changes";
import {
  CHAIN_TERMS,
  ChainState,
  deployTrade,
  DURATION,
  INSPECTION,
  STAGE_TERMS,
  StageState,
  type StageOverrides,
  type TradeFixture,
} from "./tradeFixture";

const MAX_AMOUNT = 2n ** 96n - 1n;
const MAX_MEMBER = 2n ** 32n - 1n;

const STAGES_TYPE =
  "tuple(uint32 provider, uint32 receiver, uint256 price, uint256 listPrice, uint256 providerBond, uint256 receiverBond, uint32 duration, uint32 inspection, uint32 waitsFor, bytes32 terms, tuple(uint32 member, uint16 shareBps)[] payees)[]";

/** The name of a chain, computed from what was proposed. */
function nameOf(
  proposer: bigint,
  stages: ITradeChains.StageTermsStruct[],
  terms: string,
  acceptBy: bigint,
): bigint {
  const digest = ethers.keccak256(
    ethers.AbiCoder.defaultAbiCoder().encode(
      ["uint32", STAGES_TYPE, "bytes32", "uint40"],
      [proposer, stages, terms, acceptBy],
    ),
  );
  return (BigInt(digest) >> 24n) << 24n;
}

/** Proposes at a clock of its own, which is also returned. */
async function proposeNow(
  { trade, provider, at, now }: TradeFixture,
  stages: ITradeChains.StageTermsStruct[],
  acceptIn: bigint,
) {
  const clock = (await now()) + 100n;
  await at(clock);
  return {
    clock,
    proposed: trade.connect(provider.wallet).propose(stages, CHAIN_TERMS, clock + acceptIn),
  };
}

describe("TradeChains.propose", () => {
  it("<CHN-1> names a chain after everything that is proposed", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, terms, provider } = fixture;
    const stages = [terms(), terms({ waitsFor: 1n, payees: [{ member: 12n, shareBps: 100n }] })];
    const { clock, proposed } = await proposeNow(fixture, stages, DAY);
    const chain = nameOf(provider.id, stages, CHAIN_TERMS, clock + DAY);

    await expect(proposed)
      .to.emit(trade, "ChainProposed")
      .withArgs(chain, provider.id, CHAIN_TERMS, clock - 1n, clock + DAY, 1n);
    expect(chain % 2n ** 24n).to.equal(0n);
  });

  it("<CHN-1> stores the chain in one slot and each stage as it was proposed", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, terms } = fixture;
    const stages = [
      terms(),
      terms({
        provider: 11n,
        receiver: 12n,
        price: 7n,
        listPrice: 8n,
        providerBond: 6n,
        receiverBond: 5n,
        duration: 1n,
        inspection: HOUR,
        waitsFor: 1n,
      }),
    ];
    const { clock, proposed } = await proposeNow(fixture, stages, 30n * DAY);
    await proposed;
    const chain = nameOf(10n, stages, CHAIN_TERMS, clock + 30n * DAY);

    expect(await trade.chainOf(chain)).to.deep.equal([
      ...[clock - 1n, clock + 30n * DAY, 1n, 2n, ChainState.Proposed],
      ...[0n, 0n, 0n, 0n],
    ]);
    expect(await trade.stageOf(chain, 1)).to.deep.equal([
      ...[11n, 12n, 7n, 6n],
      ...[5n, 1n, HOUR, 1n, 0n, StageState.Waiting, 0n, 0n],
      ...[0n, 0n, 0n, 0n, 0n, false, false],
    ]);
    expect(await trade.snapshotOf(chain, 1)).to.equal(clock - 1n);
  });

  it("<CHN-1> tells the terms of each stage, the list price among them", async () => {
    const fixture = await loadFixture(deployTrade);
    const { trade, terms, provider } = fixture;
    const stages = [terms(), terms({ listPrice: 2_000n, payees: [{ member: 12n, shareBps: 1n }] })];
    const { clock, proposed } = await proposeNow(fixture, stages, DAY);
    const chain = nameOf(provider.id, stages, CHAIN_TERMS, clock + DAY);
    await proposed;

    const told = await trade.queryFilter(trade.filters.StageProposed(chain));
    expect(told.map(({ args }) => args.stage)).to.deep.equal([0n, 1n]);
    const [first, second] = told;
    expect(first?.args.terms).to.deep.equal([
      ...[10n, 11n, 1_000n, 1_200n, 300n, 200n],
      ...[DURATION, INSPECTION, 0n, STAGE_TERMS, []],
    ]);
    expect(second?.args.terms).to.deep.equal([
      ...[10n, 11n, 1_000n, 2_000n, 300n, 200n],
      ...[DURATION, INSPECTION, 0n, STAGE_TERMS, [[12n, 1n]]],
    ]);
  });

  it("<CHA-2> <CHN-1> keeps the charter version of its time", async () => {
    const { trade, charter, governor, parameters, propose, warp } = await loadFixture(deployTrade);
    const changed = { ...parameters, responseWindow: HOUR };
    const change = await charter.connect(governor).scheduleParameters.staticCall(changed);
    await charter.connect(governor).scheduleParameters(changed);
    await warp(2n * DAY);
    const before = await propose();
    await charter.executeChange(change);

    const after = await propose();

    expect((await trade.chainOf(before)).version).to.equal(1n);
    expect((await trade.chainOf(after)).version).to.equal(2n);
  });

  it("<CHN-1> moves nobody's money", async () => {
    const fixture = await loadFixture(deployTrade);

    expect(await changes(fixture, () => fixture.propose())).to.deep.equal({});
  });

  it("<CHN-1> gives the same proposal of another member another name", async () => {
    const { propose, provider, outsider } = await loadFixture(deployTrade);

    expect(await propose([{}], outsider)).not.to.equal(await propose([{}], provider));
  });

  it("<CHN-1> refuses what was proposed already", async () => {
    const { trade, terms, provider, now } = await loadFixture(deployTrade);
    const proposal: [ITradeChains.StageTermsStruct[], string, bigint] = [
      [terms()],
      CHAIN_TERMS,
      (await now()) + DAY,
    ];
    const chain = await trade.connect(provider.wallet).propose.staticCall(...proposal);
    await trade.connect(provider.wallet).propose(...proposal);

    await expect(trade.connect(provider.wallet).propose(...proposal))
      .to.be.revertedWithCustomError(trade, "ChainExists")
      .withArgs(chain);
  });

  describe("when somebody may not propose", () => {
    it("<CHN-1> refuses a wallet without a card", async () => {
      const { trade, terms, stranger, now } = await loadFixture(deployTrade);

      await expect(trade.connect(stranger).propose([terms()], CHAIN_TERMS, (await now()) + DAY))
        .to.be.revertedWithCustomError(trade, "NotAMember")
        .withArgs(stranger.address);
    });

    it("<MEM-4> refuses a member without good standing", async () => {
      const { graph, propose, provider, providerGuarantors } = await loadFixture(deployTrade);
      await graph.connect(providerGuarantors[1].wallet).withdrawSurety(provider.id, 1);

      await expect(propose())
        .to.be.revertedWithCustomError(graph, "NotInGoodStanding")
        .withArgs(provider.id, provider.id, 0n);
    });
  });

  describe("when it cannot be accepted in a proper time", () => {
    for (const [what, acceptIn, valid] of [
      ["a second ago", -1n, false],
      ["now", 0n, false],
      ["a second later", 1n, true],
      ["in 30 days", 30n * DAY, true],
      ["a second after that", 30n * DAY + 1n, false],
    ] as const) {
      it(`<CHN-1> ${valid ? "takes" : "refuses"} an acceptance until ${what}`, async () => {
        const fixture = await loadFixture(deployTrade);
        const { trade, terms } = fixture;
        const { clock, proposed } = await proposeNow(fixture, [terms()], acceptIn);

        if (valid) {
          await expect(proposed)
            .to.emit(trade, "ChainProposed")
            .withArgs(
              nameOf(10n, [terms()], CHAIN_TERMS, clock + acceptIn),
              10n,
              CHAIN_TERMS,
              clock - 1n,
              clock + acceptIn,
              1n,
            );
        } else {
          await expect(proposed)
            .to.be.revertedWithCustomError(trade, "AcceptByOutOfRange")
            .withArgs(clock + acceptIn, clock + 1n, clock + 30n * DAY);
        }
      });
    }
  });

  describe("when the number of stages is out of range", () => {
    for (const count of [0, 33]) {
      it(`<CHN-1> refuses ${count} stages`, async () => {
        const { trade, propose } = await loadFixture(deployTrade);

        await expect(propose(Array.from({ length: count }, () => ({}))))
          .to.be.revertedWithCustomError(trade, "StageCountOutOfRange")
          .withArgs(count, 1n, 32n);
      });
    }

    it("<CHN-1> takes 32 stages, each waiting for the one before", async () => {
      const { trade, propose } = await loadFixture(deployTrade);

      const chain = await propose(
        Array.from({ length: 32 }, (_, i) => ({ waitsFor: i === 0 ? 0n : 1n << BigInt(i - 1) })),
      );

      expect((await trade.chainOf(chain)).stageCount).to.equal(32n);
      expect((await trade.stageOf(chain, 31)).waitsFor).to.equal(1n << 30n);
    });
  });

  describe("when a field of a stage is out of range", () => {
    interface Range {
      field: string;
      of: (value: bigint) => StageOverrides;
      min: bigint;
      max: bigint;
      /** Values next to the range are told apart from it only where a type can hold them. */
      below?: bigint;
      above?: bigint;
    }
    const ranges: readonly Range[] = [
      {
        field: "listPrice",
        of: (listPrice) => ({ listPrice }),
        min: 1_000n,
        max: MAX_AMOUNT,
        below: 999n,
      },
      {
        field: "providerBond",
        of: (providerBond) => ({ providerBond }),
        min: 0n,
        max: 1_000n,
        above: 1_001n,
      },
      {
        field: "receiverBond",
        of: (receiverBond) => ({ receiverBond }),
        min: 0n,
        max: 1_000n,
        above: 1_001n,
      },
      {
        field: "duration",
        of: (duration) => ({ duration }),
        min: 1n,
        max: 365n * DAY,
        below: 0n,
        above: 365n * DAY + 1n,
      },
      {
        field: "inspection",
        of: (inspection) => ({ inspection }),
        min: HOUR,
        max: 90n * DAY,
        below: HOUR - 1n,
        above: 90n * DAY + 1n,
      },
      {
        field: "waitsFor",
        of: (waitsFor) => ({ waitsFor }),
        min: 0n,
        max: 1n,
        above: 2n,
      },
    ];
    const STORED = ["providerBond", "receiverBond", "duration", "inspection", "waitsFor"] as const;
    const isStored = (field: string): field is (typeof STORED)[number] =>
      (STORED as readonly string[]).includes(field);

    for (const { field, of, min, max, below, above } of ranges) {
      for (const value of [below, above]) {
        if (value === undefined) continue;
        it(`<CHN-1> refuses ${field} ${value}`, async () => {
          const { trade, propose } = await loadFixture(deployTrade);

          await expect(propose([{}, of(value)]))
            .to.be.revertedWithCustomError(trade, "StageFieldOutOfRange")
            .withArgs(1n, encodeBytes32String(field), value, min, max);
        });
      }
      for (const value of [min, max]) {
        it(`<CHN-1> takes ${field} ${value}`, async () => {
          const { trade, propose } = await loadFixture(deployTrade);

          const chain = await propose([{}, of(value)]);

          expect((await trade.chainOf(chain)).state).to.equal(ChainState.Proposed);
          // The list price stands in the event only.
          if (isStored(field)) {
            expect((await trade.stageOf(chain, 1))[field]).to.equal(value);
          }
        });
      }
    }

    for (const side of ["provider", "receiver"] as const) {
      it(`<CHN-1> refuses a stage without a ${side}`, async () => {
        const { trade, propose } = await loadFixture(deployTrade);

        await expect(propose([{ [side]: 0n }]))
          .to.be.revertedWithCustomError(trade, "StageFieldOutOfRange")
          .withArgs(0n, encodeBytes32String(side), 0n, 1n, MAX_MEMBER);
      });
    }

    it("<CHN-1> a first stage waits for none", async () => {
      const { trade, propose } = await loadFixture(deployTrade);

      await expect(propose([{ waitsFor: 1n }]))
        .to.be.revertedWithCustomError(trade, "StageFieldOutOfRange")
        .withArgs(0n, encodeBytes32String("waitsFor"), 1n, 0n, 0n);
    });

    it("<CHN-1> refuses a provider who is the receiver", async () => {
      const { trade, propose, provider } = await loadFixture(deployTrade);

      await expect(propose([{}, { receiver: provider.id }]))
        .to.be.revertedWithCustomError(trade, "SameParties")
        .withArgs(1n, provider.id);
    });

    for (const [field, value] of [
      ["price", MAX_AMOUNT + 1n],
      ["price", MaxUint256],
      ["listPrice", MAX_AMOUNT + 1n],
    ] as const) {
      it(`<COV-9> refuses a ${field} of ${value}`, async () => {
        const { trade, propose } = await loadFixture(deployTrade);

        await expect(propose([{ [field]: value }]))
          .to.be.revertedWithCustomError(trade, "AmountTooLarge")
          .withArgs(value, MAX_AMOUNT);
      });
    }

    it("<COV-9> takes the greatest price there is", async () => {
      const { trade, propose } = await loadFixture(deployTrade);

      const chain = await propose([{ price: MAX_AMOUNT, listPrice: MAX_AMOUNT }]);

      expect((await trade.stageOf(chain, 0)).price).to.equal(MAX_AMOUNT);
    });
  });

  describe("when a stage has payees", () => {
    it("<CHN-10> keeps up to 32 of them in order", async () => {
      const { trade, propose } = await loadFixture(deployTrade);
      const payees = Array.from({ length: 32 }, (_, i) => ({
        member: BigInt(1 + (i % 12)),
        shareBps: BigInt(i + 1),
      }));

      const chain = await propose([{ payees: payees.slice(0, 6) }, { payees }]);

      expect(await trade.payeesOf(chain, 0)).to.deep.equal(
        payees.slice(0, 6).map(({ member, shareBps }) => [member, shareBps]),
      );
      expect(await trade.payeesOf(chain, 1)).to.deep.equal(
        payees.map(({ member, shareBps }) => [member, shareBps]),
      );
      expect((await trade.stageOf(chain, 1)).payeeCount).to.equal(32n);
    });

    for (const count of [1, 5, 10, 11]) {
      it(`<CHN-10> keeps ${count} of them`, async () => {
        const { trade, propose } = await loadFixture(deployTrade);
        const payees = Array.from({ length: count }, () => ({ member: 12n, shareBps: 9n }));

        const chain = await propose([{ payees }]);

        expect(await trade.payeesOf(chain, 0)).to.deep.equal(payees.map(() => [12n, 9n]));
      });
    }

    it("<CHN-10> keeps members with great numbers", async () => {
      const { trade, membership, propose } = await loadFixture(deployTrade);
      await setMemberCount(membership, 70_002n);

      const chain = await propose([{ payees: [{ member: 70_001n, shareBps: 9n }] }]);

      expect(await trade.payeesOf(chain, 0)).to.deep.equal([[70_001n, 9n]]);
    });

    it("<CHN-10> lets payees share everything", async () => {
      const { trade, propose } = await loadFixture(deployTrade);

      const chain = await propose([{ payees: [{ member: 12n, shareBps: 10_000n }] }]);

      expect(await trade.payeesOf(chain, 0)).to.deep.equal([[12n, 10_000n]]);
    });

    for (const [what, field, payees, value, min, max] of [
      ["33 payees", "payees", new Array(33).fill([12n, 1n]), 33n, 0n, 32n],
      ["a payee who is nobody", "payee", [[0n, 1n]], 0n, 1n, 12n],
      ["a payee who is not yet a member", "payee", [[13n, 1n]], 13n, 1n, 12n],
      ["a share of nothing", "share", [[12n, 0n]], 0n, 1n, 10_000n],
      ["a share of more than all", "share", [[12n, 10_001n]], 10_001n, 1n, 10_000n],
      [
        "shares above all together",
        "shares",
        [
          [12n, 5_001n],
          [1n, 5_000n],
        ],
        10_001n,
        0n,
        10_000n,
      ],
    ] as [string, string, [bigint, bigint][], bigint, bigint, bigint][]) {
      it(`<CHN-10> refuses ${what}`, async () => {
        const { trade, propose } = await loadFixture(deployTrade);

        await expect(
          propose([{}, { payees: payees.map(([member, shareBps]) => ({ member, shareBps })) }]),
        )
          .to.be.revertedWithCustomError(trade, "StageFieldOutOfRange")
          .withArgs(1n, encodeBytes32String(field), value, min, max);
      });
    }
  });
});
