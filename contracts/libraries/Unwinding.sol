// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {BondId, BondRole, bondId} from "../types/BondId.sol";
import {MemberId} from "../types/MemberId.sol";
import {StageBook} from "./StageBook.sol";
import {StageClock} from "./StageClock.sol";
import {StageClosing} from "./StageClosing.sol";
import {StageCourt} from "./StageCourt.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title Ends without a trade
/// @notice Of a chain that has not begun, of a stage that cannot or will not be delivered: everything goes back. Runs in
/// the trade contract's name.
library Unwinding {
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;
    using StageClosing for ChainRecord;
    using StageClosing for TradeCall;
    using StageCourt for ChainRecord;

    /// @notice See `ITradeChains.withdrawAcceptance`.
    function withdrawAcceptance(ChainRecord storage record, TradeCall memory call) external {
        // Check: the chain has not begun, and the caller has accepted it.
        record.requireProposed(call);
        MemberId member = StageBook.member(call);
        (uint32 provides, uint32 receives) = record.rolesOf(member);
        if (provides | receives == 0) revert ITradeChains.NotAParticipant(call.chain, member);
        provides &= record.chain.providersAccepted;
        receives &= record.chain.receiversAccepted;
        if (provides | receives == 0) revert ITradeChains.NotAccepted(call.chain, member);

        // Effect: it is not accepted any more.
        record.chain.providersAccepted &= ~provides;
        record.chain.receiversAccepted &= ~receives;
        emit ITradeChains.AcceptanceWithdrawn(call.chain, member);

        // Interaction: prices and bonds go back.
        _giveBack(record, call, provides, receives);
    }

    /// @notice See `ITradeChains.dissolve`.
    function dissolve(ChainRecord storage record, TradeCall memory call) external {
        // Check: the chain has not begun; a participant declines, or time has run out.
        uint40 now_ = call.now_;
        record.requireProposed(call);
        uint40 acceptBy = record.chain.acceptBy;
        if (now_ < acceptBy) {
            (uint32 provides, uint32 receives) = record.rolesOf(call.member);
            if (provides | receives == 0) {
                revert ITradeChains.AcceptanceOpen(call.chain, acceptBy);
            }
        }

        // Effect: the chain is over.
        record.chain.state = ITradeChains.ChainState.Dissolved;
        emit ITradeChains.ChainDissolved(call.chain);

        // Interaction: prices and bonds go back to everybody who had accepted.
        ITradeChains.Chain memory chain = record.chain;
        _giveBack(record, call, chain.providersAccepted, chain.receiversAccepted);
    }

    /// @notice See `ITradeChains.cancelStage`.
    function cancelStage(ChainRecord storage record, TradeCall memory call) external {
        // Check: a side, in time, and an input that never came.
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = record.stageIn(call, ITradeChains.StageState.Open);
        stage.sideOfCaller(call);
        // A replacement provider knew what had not come.
        if (stage.replaced) revert ITradeChains.AlreadyReplaced(call.chain, call.stage);
        if (stage.waitsFor & record.chain.undelivered == 0) {
            revert ITradeChains.InputsDelivered(call.chain, call.stage);
        }
        uint32 window = record.responseWindow(call);
        StageClock.requireBefore(now_, StageClock.ends(stage.mark, window));

        _undo(record, call, ITradeChains.Closing.Cancelled, now_);
    }

    /// @notice See `ITradeChains.closeLapsed`.
    function closeLapsed(ChainRecord storage record, TradeCall memory call) external {
        // Check: forgotten for long enough.
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = record.stageIn(call, ITradeChains.StageState.Open);
        uint40 due = StageClock.due(stage.mark, stage.duration, stage.extension);
        uint32 window = call.charter.dealRulesOf(record.chain.version).lapseWindow;
        StageClock.requireFrom(now_, StageClock.ends(due, window));

        _undo(record, call, ITradeChains.Closing.Lapsed, now_);
    }

    function _undo(
        ChainRecord storage record,
        TradeCall memory call,
        ITradeChains.Closing closing,
        uint40 now_
    ) private {
        ITradeChains.Stage storage stage = record.stages[call.stage];
        StageClosing.Settling memory money = record.settling(call, 0, stage.price);

        // Effect: the stage closes.
        record.close(call, closing, now_);

        // Interaction: price and bonds go back.
        call.settle(money);
    }

    /// @dev Gives back what the providers and receivers of the given stages had put in.
    function _giveBack(
        ChainRecord storage record,
        TradeCall memory call,
        uint32 providers,
        uint32 receivers
    ) private {
        uint8 stageCount = record.chain.stageCount;
        for (uint8 i = 0; i < stageCount; ++i) {
            ITradeChains.Stage storage stage = record.stages[i];
            if (providers & StageBook.bit(i) != 0) {
                call.vault.release(bondId(call.chain, i, BondRole.Provider), stage.provider);
            }
            if (receivers & StageBook.bit(i) != 0) {
                BondId bond = bondId(call.chain, i, BondRole.Receiver);
                call.stage = i;
                uint96 price = stage.price;
                if (price > 0) call.vault.pay(bond, record.divide(call, 0, price));
                call.vault.release(bond, stage.receiver);
            }
        }
    }
}
