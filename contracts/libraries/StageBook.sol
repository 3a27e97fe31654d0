// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IModule} from "../interfaces/IModule.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {BondId, BondRole, bondId} from "../types/BondId.sol";
import {DisputeId, disputeId} from "../types/DisputeId.sol";
import {GuarantorPair} from "../types/GuarantorPair.sol";
import {MAX_STAGES} from "../types/Limits.sol";
import {MemberId} from "../types/MemberId.sol";
import {NO_PLEDGE, PledgeId} from "../types/PledgeId.sol";
import {Side} from "../types/Side.sol";
import {PayeeList} from "./PayeeList.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title Looking things up in a chain
/// @notice Stages, sides, names of bonds and disputes, snapshots, which pledges may back a bond and who stands behind it.
library StageBook {
    using PayeeList for mapping(uint256 => uint256);

    /// @dev The stage of the call, if there is one that has not finally closed.
    function stageAt(
        ChainRecord storage self,
        TradeCall memory call
    ) internal view returns (ITradeChains.Stage storage stage) {
        if (call.stage >= MAX_STAGES) revert ITradeChains.NoSuchStage(call.chain, call.stage);
        stage = self.stages[call.stage];
        if (stage.state == ITradeChains.StageState.None) {
            if (!isClosed(self, call.stage)) {
                revert ITradeChains.NoSuchStage(call.chain, call.stage);
            }
            ITradeChains.StageState closed = ITradeChains.StageState.Closed;
            revert ITradeChains.WrongStageState(call.chain, call.stage, closed);
        }
    }

    /// @dev Whether the stage has finally closed: the chain knows, the stage's own state is cleared.
    function isClosed(ChainRecord storage self, uint8 stage) internal view returns (bool) {
        return self.chain.closed & bit(stage) != 0;
    }

    /// @dev The stage of the call, if it is in `state`.
    function stageIn(
        ChainRecord storage self,
        TradeCall memory call,
        ITradeChains.StageState state
    ) internal view returns (ITradeChains.Stage storage stage) {
        stage = stageAt(self, call);
        if (stage.state != state) {
            revert ITradeChains.WrongStageState(call.chain, call.stage, stage.state);
        }
    }

    function requireProposed(ChainRecord storage self, TradeCall memory call) internal view {
        ITradeChains.ChainState state = self.chain.state;
        if (state != ITradeChains.ChainState.Proposed) {
            revert ITradeChains.WrongChainState(call.chain, state);
        }
    }

    /// @dev The member who calls, if it is one.
    function member(TradeCall memory call) internal pure returns (MemberId) {
        if (call.member.isNone()) revert IModule.NotAMember(call.caller);
        return call.member;
    }

    /// @dev Which side of the stage the caller is on.
    function sideOfCaller(
        ITradeChains.Stage storage self,
        TradeCall memory call
    ) internal view returns (Side) {
        MemberId caller = member(call);
        if (caller == self.provider) return Side.Provider;
        if (caller == self.receiver) return Side.Receiver;
        revert ITradeChains.NotAParty(call.chain, call.stage, caller);
    }

    function partyOn(ITradeChains.Stage storage self, Side side) internal view returns (MemberId) {
        return side == Side.Provider ? self.provider : self.receiver;
    }

    /// @dev The bond a side promised (token units).
    function bondOf(ITradeChains.Stage storage self, Side side) internal view returns (uint96) {
        return side == Side.Provider ? self.providerBond : self.receiverBond;
    }

    /// @dev The name of a side's bond record in the vault.
    function bondName(
        ITradeChains.Stage storage self,
        TradeCall memory call,
        Side side
    ) internal view returns (BondId) {
        BondRole role = BondRole.Receiver;
        if (side == Side.Provider) {
            role = isReplaced(self) ? BondRole.Replacement : BondRole.Provider;
        }
        return bondId(call.chain, call.stage, role);
    }

    function disputeName(
        ITradeChains.Stage storage self,
        TradeCall memory call
    ) internal view returns (DisputeId) {
        return disputeId(call.chain, call.stage, isReplaced(self));
    }

    /// @dev The number of the next piece of evidence or message. The last number is given to all that follow: to use the
    /// numbers up keeps nobody from speaking.
    function nextMessage(ITradeChains.Stage storage self) internal returns (uint16 sequence) {
        sequence = self.messages;
        if (sequence == type(uint16).max) return sequence;
        self.messages = ++sequence;
    }

    /// @dev Whether the provider is a replacement. A stage with a receiver's bond has none, which spares a storage slot.
    function isReplaced(ITradeChains.Stage storage self) internal view returns (bool) {
        return self.receiverBond == 0 && self.replaced;
    }

    /// @dev The time that the stage's guarantors and panels are taken at.
    function snapshotOf(ChainRecord storage self, uint8 stage) internal view returns (uint40) {
        if (isReplaced(self.stages[stage])) return self.annexes[stage].appointment.snapshot;
        return self.chain.snapshot;
    }

    /// @dev Whether a member answered for a side of the stage at its snapshot. Pledges that back a bond are of these
    /// guarantors, too: the pair had not changed when the bond was locked.
    function isGuarantor(
        ChainRecord storage self,
        TradeCall memory call,
        Side side,
        MemberId guarantor
    ) internal view returns (bool) {
        ISuretyGraph.Guarantors memory pair = call.graph.guarantorsAt(
            partyOn(self.stages[call.stage], side),
            snapshotOf(self, call.stage)
        );
        return guarantor == pair.guarantor0 || guarantor == pair.guarantor1;
    }

    /// @dev Checks that the caller is a member and no party, and stands behind a side's bond at the end of the way up that
    /// they name.
    function requireBacker(
        ITradeChains.Stage storage self,
        TradeCall memory call,
        Side side,
        uint8 steps,
        uint256 path
    ) internal view {
        MemberId caller = member(call);
        if (caller == self.provider || caller == self.receiver) {
            revert ITradeChains.IsAParty(call.chain, call.stage, caller);
        }
        MemberId backer = call.vault.backerOf(bondName(self, call, side), path, steps);
        if (caller != backer) revert IModule.WrongMember(caller, backer);
    }

    /// @dev Whether anybody but the two sides has a share of what the stage pays out.
    function hasOtherPayees(
        ChainRecord storage self,
        TradeCall memory call
    ) internal view returns (bool) {
        ITradeChains.Stage storage stage = self.stages[call.stage];
        uint8 payeeCount = stage.payeeCount;
        if (payeeCount == 0) return false;
        (MemberId provider, MemberId receiver) = (stage.provider, stage.receiver);
        ITradeChains.Payee[] memory payees = self.annexes[call.stage].payees.load(payeeCount);
        for (uint256 i = 0; i < payeeCount; ++i) {
            MemberId payee = payees[i].member;
            if (payee != provider && payee != receiver) return true;
        }
        return false;
    }

    /// @dev Which stages a member provides or receives in, as bitmaps.
    function rolesOf(
        ChainRecord storage self,
        MemberId participant
    ) internal view returns (uint32 provides, uint32 receives) {
        uint8 stageCount = self.chain.stageCount;
        for (uint8 i = 0; i < stageCount; ++i) {
            ITradeChains.Stage storage stage = self.stages[i];
            if (stage.provider == participant) provides |= bit(i);
            else if (stage.receiver == participant) receives |= bit(i);
        }
    }

    /// @dev The pledges that may back a member's bonds in the chain: nobody backs a deal they take part in.
    function backingOf(
        ChainRecord storage self,
        MemberId principal,
        GuarantorPair pair
    ) internal view returns (PledgeId backing0, PledgeId backing1) {
        (backing0, backing1) = (pair.pledgeAt(principal, 0), pair.pledgeAt(principal, 1));
        (MemberId guarantor0, MemberId guarantor1) = (pair.occupant(0), pair.occupant(1));
        uint8 stageCount = self.chain.stageCount;
        for (uint8 i = 0; i < stageCount; ++i) {
            ITradeChains.Stage storage stage = self.stages[i];
            (MemberId provider, MemberId receiver) = (stage.provider, stage.receiver);
            if (provider == guarantor0 || receiver == guarantor0) backing0 = NO_PLEDGE;
            if (provider == guarantor1 || receiver == guarantor1) backing1 = NO_PLEDGE;
        }
    }

    function requireRange(
        uint8 stage,
        bytes32 field,
        uint256 value,
        uint256 min,
        uint256 max
    ) internal pure {
        if (value < min || value > max) {
            revert ITradeChains.StageFieldOutOfRange(stage, field, value, min, max);
        }
    }

    function opposite(Side side) internal pure returns (Side) {
        return side == Side.Provider ? Side.Receiver : Side.Provider;
    }

    function bit(uint8 stage) internal pure returns (uint32) {
        return uint32(1) << stage;
    }

    /// @dev How many stages are in a bitmap.
    function count(uint32 stages) internal pure returns (uint256 stageCount) {
        for (; stages != 0; stages &= stages - 1) ++stageCount;
    }

    /// @dev A bitmap of all stages of a chain.
    function allOf(uint8 stageCount) internal pure returns (uint32) {
        return type(uint32).max >> (MAX_STAGES - stageCount);
    }
}
