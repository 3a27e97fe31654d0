// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {MemberId} from "../types/MemberId.sol";
import {Side} from "../types/Side.sol";
import {StageBook} from "./StageBook.sol";
import {StageClock} from "./StageClock.sol";
import {StageCourt} from "./StageCourt.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title Claiming that a deal was broken, and answering
/// @notice Runs in the trade contract's name.
library StageClaims {
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;
    using StageCourt for ChainRecord;
    using StageCourt for ITradeChains.Stage;

    /// @notice What is claimed.
    /// @param kind See `ClaimKind`
    /// @param amount Claimed from the other side's bond (token units)
    /// @param evidence Digest
    /// @param fromWallet Whether the fee comes from the caller's wallet
    struct Claim {
        ITradeChains.ClaimKind kind;
        uint256 amount;
        bytes32 evidence;
        bool fromWallet;
    }

    /// @notice See `ITradeChains.claim`.
    function claim(ChainRecord storage record, TradeCall memory call, Claim memory input) internal {
        // Check: the right side, in time, within the other side's bond.
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = _claimable(record, call, input.kind);
        Side side = stage.sideOfCaller(call);
        _requireClaimTime(stage, call, side, input.kind, now_);
        uint96 bond = stage.bondOf(StageBook.opposite(side));
        uint256 min = bond > 0 ? 1 : 0;
        if (input.amount < min || input.amount > bond) {
            revert ITradeChains.ClaimOutOfRange(input.amount, min, bond);
        }
        uint32 window = record.responseWindow(call);

        // Effect: the stage awaits an answer.
        uint96 amount = uint96(input.amount);
        if (side == Side.Receiver) stage.receiverClaim = amount;
        else stage.providerClaim = amount;
        stage.kind = input.kind;
        stage.claimant = side;
        stage.extension = window;
        stage.state = ITradeChains.StageState.Claimed;
        stage.mark = now_;
        emit ITradeChains.StageClaimed(
            call.chain,
            call.stage,
            stage.nextMessage(),
            input.kind,
            side,
            amount,
            input.evidence
        );

        // Interaction: the court takes the fee of the first panel.
        call.court.file(
            stage.disputeName(call),
            stage.provider,
            stage.receiver,
            record.snapshotOf(call.stage),
            record.chain.version,
            side,
            record.isConceding(call) ? 0 : StageClock.ends(now_, window),
            input.fromWallet ? call.caller : address(0)
        );
    }

    /// @notice See `ITradeChains.answer`.
    function answer(
        ChainRecord storage record,
        TradeCall memory call,
        uint256 counterclaim,
        bytes32 evidence
    ) internal {
        (ITradeChains.Stage storage stage, MemberId member) = _answerable(record, call);
        Side side = StageBook.opposite(stage.claimant);
        if (member != stage.partyOn(side)) {
            bool isClaimant = member == stage.partyOn(stage.claimant);
            if (isClaimant || !record.isGuarantor(call, side, member)) {
                revert ITradeChains.NotAParty(call.chain, call.stage, member);
            }
            if (counterclaim > 0) revert ITradeChains.CounterclaimByGuarantor(member);
            _contest(record, call, member, evidence);
            return;
        }
        uint96 bond = stage.bondOf(stage.claimant);
        if (counterclaim > bond) revert ITradeChains.ClaimOutOfRange(counterclaim, 0, bond);
        uint96 amount = uint96(counterclaim);
        emit ITradeChains.ClaimAnswered(
            call.chain,
            call.stage,
            stage.nextMessage(),
            member,
            amount,
            evidence
        );
        call.court.open(stage.bringToCourt(call, amount, call.now_), call.now_);
    }

    /// @notice See `ITradeChains.answerFor`.
    function answerFor(
        ChainRecord storage record,
        TradeCall memory call,
        uint8 steps,
        uint256 path,
        bytes32 evidence
    ) internal {
        (ITradeChains.Stage storage stage, MemberId member) = _answerable(record, call);
        stage.requireBacker(call, StageBook.opposite(stage.claimant), steps, path);
        _contest(record, call, member, evidence);
    }

    /// @notice See `ITradeChains.appealFor`.
    function appealFor(
        ChainRecord storage record,
        TradeCall memory call,
        Side side,
        uint8 steps,
        uint256 path,
        bool fromWallet
    ) internal {
        ITradeChains.Stage storage stage = record.stageAt(call);
        ITradeChains.StageState state = stage.state;
        // The court may have opened by itself: that is booked here later.
        if (state != ITradeChains.StageState.Claimed && state != ITradeChains.StageState.Disputed) {
            revert ITradeChains.WrongStageState(call.chain, call.stage, state);
        }
        stage.requireBacker(call, side, steps, path);
        call.court.appealFor(
            stage.disputeName(call),
            side,
            call.member,
            fromWallet ? call.caller : address(0)
        );
    }

    /// @dev The stage, if its claim can still be answered, and who calls.
    function _answerable(
        ChainRecord storage record,
        TradeCall memory call
    ) private view returns (ITradeChains.Stage storage stage, MemberId member) {
        stage = record.stageIn(call, ITradeChains.StageState.Claimed);
        StageClock.requireBefore(call.now_, stage.windowEnd());
        member = StageBook.member(call);
    }

    /// @dev Somebody who answers for the party contests the claim: the court opens when the time to answer ends.
    function _contest(
        ChainRecord storage record,
        TradeCall memory call,
        MemberId member,
        bytes32 evidence
    ) private {
        ITradeChains.Stage storage stage = record.stages[call.stage];
        if (stage.answered) revert ITradeChains.AlreadyAnswered(call.chain, call.stage);
        bool conceding = record.isConceding(call);
        stage.answered = true;
        emit ITradeChains.ClaimAnswered(
            call.chain,
            call.stage,
            stage.nextMessage(),
            member,
            0,
            evidence
        );
        if (conceding) call.court.scheduleOpening(stage.disputeName(call), stage.windowEnd());
    }

    /// @dev The stage, if it is in the state that a claim of this kind needs.
    function _claimable(
        ChainRecord storage record,
        TradeCall memory call,
        ITradeChains.ClaimKind kind
    ) private view returns (ITradeChains.Stage storage) {
        if (kind == ITradeChains.ClaimKind.None) revert ITradeChains.InvalidClaimKind(kind);
        return
            record.stageIn(
                call,
                kind == ITradeChains.ClaimKind.Defect
                    ? ITradeChains.StageState.Delivered
                    : ITradeChains.StageState.Open
            );
    }

    /// @dev A default is the receiver's to claim, once due; a defect too, within the inspection time; anything else
    /// either side's while the stage is open.
    function _requireClaimTime(
        ITradeChains.Stage storage stage,
        TradeCall memory call,
        Side side,
        ITradeChains.ClaimKind kind,
        uint40 now_
    ) private view {
        bool isDefault = kind == ITradeChains.ClaimKind.Default;
        if (!isDefault && kind != ITradeChains.ClaimKind.Defect) return;
        if (side != Side.Receiver) {
            revert ITradeChains.WrongSide(call.chain, call.stage, Side.Receiver);
        }
        if (isDefault) {
            uint40 due = StageClock.due(stage.mark, stage.duration, stage.extension);
            StageClock.requireFrom(now_, due);
        } else {
            StageClock.requireBefore(now_, StageClock.ends(stage.mark, stage.inspection));
        }
    }
}
