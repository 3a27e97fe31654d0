// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {IModule} from "../interfaces/IModule.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {Fault} from "../types/Fault.sol";
import {Side} from "../types/Side.sol";
import {StageBook} from "./StageBook.sol";
import {StageClosing} from "./StageClosing.sol";
import {StageCourt} from "./StageCourt.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title What the two sides of a stage can agree on
/// @notice A settlement, or a longer duration. An offer is one hash that holds the state it was made in, so that it dies
/// with any change of it. Runs in the trade contract's name.
library StageAgreements {
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;
    using StageClosing for ChainRecord;
    using StageClosing for TradeCall;
    using StageCourt for ChainRecord;
    using StageCourt for ITradeChains.Stage;

    /// @notice The terms of a settlement.
    /// @param fault The provider's share
    /// @param compensation Token units
    /// @param payer From whose bond
    struct Settlement {
        Fault fault;
        uint256 compensation;
        Side payer;
    }

    /// @notice See `ITradeChains.proposeSettlement`.
    function proposeSettlement(
        ChainRecord storage record,
        TradeCall memory call,
        Settlement memory terms
    ) external {
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = _settleableStage(record, call);
        Side side = stage.sideOfCaller(call);
        _requireTerms(record, call, terms);
        _requireNotFinal(record, call, now_);
        record.annexes[call.stage].offer = _settlementHash(stage, side, terms);
        emit ITradeChains.SettlementProposed(
            call.chain,
            call.stage,
            side,
            terms.fault,
            uint96(terms.compensation),
            terms.payer
        );
    }

    /// @notice See `ITradeChains.acceptSettlement`.
    function acceptSettlement(
        ChainRecord storage record,
        TradeCall memory call,
        Settlement memory terms
    ) external {
        // Check: the other side's offer stands, and nothing is final.
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = _settleableStage(record, call);
        Side offeror = StageBook.opposite(stage.sideOfCaller(call));
        _requireTerms(record, call, terms);
        _requireNotFinal(record, call, now_);
        _takeOffer(record, call, _settlementHash(stage, offeror, terms));
        bool isClaimed = stage.kind != ITradeChains.ClaimKind.None;
        uint96 refund = terms.fault.ofAmount(stage.price);
        StageClosing.Settling memory money = record.settling(call, stage.price - refund, refund);

        // Effect: the stage closes.
        uint96 compensation = uint96(terms.compensation);
        emit ITradeChains.StageSettled(
            call.chain,
            call.stage,
            terms.fault,
            compensation,
            terms.payer
        );
        record.close(call, ITradeChains.Closing.Settled, now_);

        // Interaction: the dispute ends, the price is divided, the compensation is the payer's own money.
        if (isClaimed) stage.closeDispute(call);
        if (compensation > 0) {
            call.vault.drawOwn(
                terms.payer == Side.Provider ? money.providerBond : money.receiverBond,
                compensation,
                stage.partyOn(StageBook.opposite(terms.payer))
            );
        }
        call.settle(money);
    }

    /// @notice See `ITradeChains.proposeExtension`.
    function proposeExtension(
        ChainRecord storage record,
        TradeCall memory call,
        uint32 duration
    ) external {
        (ITradeChains.Stage storage stage, Side side) = _extendableStage(record, call, duration);
        record.annexes[call.stage].offer = _extensionHash(stage, side, duration);
        emit ITradeChains.ExtensionProposed(call.chain, call.stage, side, duration);
    }

    /// @notice See `ITradeChains.acceptExtension`.
    function acceptExtension(
        ChainRecord storage record,
        TradeCall memory call,
        uint32 duration
    ) external {
        (ITradeChains.Stage storage stage, Side side) = _extendableStage(record, call, duration);
        _takeOffer(record, call, _extensionHash(stage, StageBook.opposite(side), duration));
        stage.extension = duration - stage.duration;
        emit ITradeChains.StageExtended(call.chain, call.stage, duration);
    }

    /// @dev Spends an offer.
    function _takeOffer(ChainRecord storage record, TradeCall memory call, bytes32 offer) private {
        if (record.annexes[call.stage].offer != offer) {
            revert ITradeChains.NoSuchOffer(call.chain, call.stage);
        }
        delete record.annexes[call.stage].offer;
    }

    /// @dev A claim that silence takes to court, and has taken there by now, is brought there first: only so it shows
    /// whether time has made a ruling final.
    function _requireNotFinal(
        ChainRecord storage record,
        TradeCall memory call,
        uint40 now_
    ) private {
        ITradeChains.Stage storage stage = record.stages[call.stage];
        if (stage.state == ITradeChains.StageState.Claimed) {
            if (now_ < stage.windowEnd()) return;
            if (record.isConceding(call)) revert ITradeChains.AlreadyFinal(call.chain, call.stage);
            stage.bringToCourtUnanswered(call);
        }
        if (stage.state != ITradeChains.StageState.Disputed) return;
        (IGuarantorCourt.Dispute memory dispute, ) = call.court.current(stage.disputeName(call));
        if (dispute.state == IGuarantorCourt.DisputeState.Final) {
            revert ITradeChains.AlreadyFinal(call.chain, call.stage);
        }
    }

    function _settleableStage(
        ChainRecord storage record,
        TradeCall memory call
    ) private view returns (ITradeChains.Stage storage stage) {
        stage = record.stageAt(call);
        ITradeChains.StageState state = stage.state;
        // Open, Delivered, Claimed and Disputed stand in this order; Waiting before them, also while nothing has begun.
        bool waits =
            state == ITradeChains.StageState.Waiting &&
                record.chain.state == ITradeChains.ChainState.Active;
        bool runs =
            state >= ITradeChains.StageState.Open && state <= ITradeChains.StageState.Disputed;
        if (!waits && !runs) revert ITradeChains.WrongStageState(call.chain, call.stage, state);
    }

    function _requireTerms(
        ChainRecord storage record,
        TradeCall memory call,
        Settlement memory terms
    ) private view {
        if (!terms.fault.isValid()) revert ITradeChains.InvalidFault(terms.fault);
        if (Fault.unwrap(terms.fault) > 0 && record.hasOtherPayees(call)) {
            revert ITradeChains.PayeesAtStake(call.chain, call.stage);
        }
        if (terms.compensation > type(uint96).max) {
            revert IModule.AmountTooLarge(terms.compensation, type(uint96).max);
        }
    }

    /// @dev The stage, if it can still be given the new duration by both sides, and the caller's side.
    function _extendableStage(
        ChainRecord storage record,
        TradeCall memory call,
        uint32 duration
    ) private view returns (ITradeChains.Stage storage stage, Side side) {
        stage = record.stageIn(call, ITradeChains.StageState.Open);
        side = stage.sideOfCaller(call);
        uint32 min = stage.duration + stage.extension + 1;
        uint32 max = stage.duration * 2;
        if (duration < min || duration > max) {
            revert ITradeChains.DurationOutOfRange(duration, min, max);
        }
    }

    function _settlementHash(
        ITradeChains.Stage storage stage,
        Side by,
        Settlement memory terms
    ) private view returns (bytes32) {
        return keccak256(abi.encode("settlement", by, terms, stage.state, stage.mark));
    }

    function _extensionHash(
        ITradeChains.Stage storage stage,
        Side by,
        uint32 duration
    ) private view returns (bytes32) {
        return keccak256(abi.encode("extension", by, duration, stage.state, stage.mark));
    }
}
