import { loadFixture } from "@nomicfoundation/hardhat-network-helpers";
import { expect } from "chai";
import type { ContractTransactionResponse } from "ethers";

import type { MemberHandle } from "../support/community";
import {
  CARD_STATES,
  deployStubbedCommunity,
  MemberState,
  PROFILE,
  type StateName,
  type StubbedCommunity,
} from "../support/stubbedCommunity";

type CardState = (typeof CARD_STATES)[number];

/** A call that moves a member from one state to another. */
interface Move {
  name: string;
  from: CardState;
  to: CardState;
  call(community: StubbedCommunity, member: MemberHandle): Promise<ContractTransactionResponse>;
}

/** The whole table. Minting a card is None -> Applicant; founders begin as Active. */
const MOVES: readonly Move[] = [
  {
    name: "applyForMembership",
    from: "Resigned",
    to: "Applicant",
    call: ({ membership }, { wallet }) =>
      membership.connect(wallet).applyForMembership(PROFILE, 1n, 0n, 2n, 0n, 0n),
  },
  {
    name: "withdrawApplication",
    from: "Applicant",
    to: "Resigned",
    call: ({ membership }, { wallet }) => membership.connect(wallet).withdrawApplication(),
  },
  {
    name: "activate",
    from: "Applicant",
    to: "Active",
    call: ({ membership, graphSigner }, { id }) => membership.connect(graphSigner).activate(id),
  },
  {
    name: "resign",
    from: "Active",
    to: "Resigned",
    call: ({ membership }, { wallet }) => membership.connect(wallet).resign(),
  },
  {
    name: "expel",
    from: "Active",
    to: "Expelled",
    call: async ({ membership, setAccount }, { id }) => {
      await setAccount(id, { owed: 1n, dueBy: 1n });
      return membership.expel(id);
    },
  },
];

describe("The states of a member", () => {
  for (const move of MOVES) {
    for (const from of CARD_STATES) {
      const allowed = from === move.from;
      it(`<MEM-4> ${move.name} ${allowed ? `moves ${from} to ${move.to}` : `refuses ${from}`}`, async () => {
        const community = await loadFixture(deployStubbedCommunity);
        const { membership, memberIn } = community;
        const member = await memberIn(from);

        if (allowed) {
          await move.call(community, member);
        } else {
          await expect(move.call(community, member))
            .to.be.revertedWithCustomError(membership, "WrongMemberState")
            .withArgs(member.id, MemberState[from]);
        }
        const after: StateName = allowed ? move.to : from;
        expect(await membership.stateOf(member.id)).to.equal(MemberState[after]);
      });
    }
  }

  it("<MEM-4> no call moves an expelled member", async () => {
    const community = await loadFixture(deployStubbedCommunity);

    expect(MOVES.filter(({ from }) => from === "Expelled")).to.be.empty;
    const member = await community.memberIn("Expelled");
    for (const move of MOVES) {
      await expect(move.call(community, member)).to.be.revertedWithCustomError(
        community.membership,
        "WrongMemberState",
      );
    }
  });
});
