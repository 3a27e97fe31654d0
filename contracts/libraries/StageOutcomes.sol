// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {BondId} from "../types/BondId.sol";
import {EVEN_FAULT, FAULT_SCALE, Fault, PROVIDER_AT_FAULT} from "../types/Fault.sol";
import {MemberId} from "../types/MemberId.sol";
import {Side} from "../types/Side.sol";
import {StageBook} from "./StageBook.sol";
import {StageClock} from "./StageClock.sol";
import {StageClosing} from "./StageClosing.sol";
import {StageCourt} from "./StageCourt.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title From a claim to its outcome
/// @notice Concession or ruling, refund, awards, and the choice of a remedy. Runs in the trade contract's name.
library StageOutcomes {
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;
    using StageClosing for ChainRecord;
    using StageCourt for ChainRecord;
    using StageCourt for ITradeChains.Stage;

    /// @notice What decides an outcome.
    /// @param fault The provider's share of the blame
    /// @param conceded Whether nobody answered
    /// @param providerFees What the provider paid the court and does not get back (token units)
    /// @param receiverFees What the receiver paid the court and does not get back (token units)
    struct Verdict {
        Fault fault;
        bool conceded;
        uint96 providerFees;
        uint96 receiverFees;
    }

    /// @notice See `ITradeChains.conclude`.
    function conclude(ChainRecord storage record, TradeCall memory call) external {
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = record.stageAt(call);
        ITradeChains.StageState state = stage.state;
        if (state == ITradeChains.StageState.Claimed) {
            StageClock.requireFrom(now_, stage.windowEnd());
            if (!record.isConceding(call)) {
                stage.bringToCourtUnanswered(call);
                return;
            }
            _fix(record, call, Verdict(PROVIDER_AT_FAULT, true, 0, 0), now_);
            stage.closeDispute(call);
        } else if (state == ITradeChains.StageState.Disputed) {
            _fix(record, call, _ruling(stage, call), now_);
        } else if (state != ITradeChains.StageState.Drawing) {
            revert ITradeChains.WrongStageState(call.chain, call.stage, state);
        }
        _drawAll(record, call, now_);
    }

    /// @notice See `ITradeChains.drawAward`.
    function drawAward(ChainRecord storage record, TradeCall memory call, Side from) external {
        // Check: the outcome is fixed, and this award is still to be drawn.
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = record.stageIn(call, ITradeChains.StageState.Drawing);
        uint96 award = _awardFrom(stage, from);
        if (award == 0) revert ITradeChains.NothingToDraw(call.chain, call.stage, from);

        // Effect: each bond is drawn once.
        _setAward(stage, from, 0);

        // Interaction: the award goes to the other side, or waits for the receiver's choice.
        BondId bond = stage.bondName(call, from);
        if (_isHeld(stage, from)) {
            call.vault.drawToEscrow(bond, award, stage.bondName(call, Side.Receiver));
        } else {
            call.vault.draw(bond, award, stage.partyOn(StageBook.opposite(from)));
        }
        if (_awardFrom(stage, StageBook.opposite(from)) == 0) _finish(record, call, now_);
    }

    /// @dev Fixes the outcome, divides the price and counts the fault; the awards are left to be drawn.
    function _fix(
        ChainRecord storage record,
        TradeCall memory call,
        Verdict memory verdict,
        uint40 now_
    ) private {
        ITradeChains.Stage storage stage = record.stages[call.stage];
        Fault fault = verdict.fault;
        bool blamesProvider = Fault.unwrap(fault) >= Fault.unwrap(EVEN_FAULT);
        // A replacement is not replaced again, nor a stage of which no money is left: the receiver has nothing to choose.
        uint96 price = stage.price;
        uint96 refund = fault.ofAmount(price);
        bool chooses = blamesProvider && !stage.isReplaced() && (refund > 0 || price == 0);
        (uint96 toReceiver, uint96 toProvider) = _awards(stage, verdict);

        // Effect: from here on only the draws are left.
        stage.receiverClaim = toReceiver;
        stage.providerClaim = toProvider;
        stage.answered = chooses;
        // A delivery that failed counts as none.
        if (blamesProvider) stage.kind = ITradeChains.ClaimKind.None;
        stage.state = ITradeChains.StageState.Drawing;
        stage.mark = now_;
        emit ITradeChains.OutcomeFixed(
            call.chain,
            call.stage,
            fault,
            verdict.conceded,
            refund,
            toReceiver,
            toProvider
        );

        // Interaction: the price is divided, the register counts.
        ICoverVault.Payment[] memory payments = record.divide(
            call,
            price - refund,
            chooses ? 0 : refund
        );
        if (payments.length > 0) call.vault.pay(stage.bondName(call, Side.Receiver), payments);
        if (blamesProvider || toReceiver > 0) {
            call.membership.recordFault(stage.provider, blamesProvider, toReceiver);
        }
        if (!blamesProvider || toProvider > 0) {
            call.membership.recordFault(stage.receiver, !blamesProvider, toProvider);
        }
    }

    /// @dev Draws what is still to be drawn. A draw that fails is left for later and takes nothing else with it.
    function _drawAll(ChainRecord storage record, TradeCall memory call, uint40 now_) private {
        ITradeChains.Stage storage stage = record.stages[call.stage];
        bool drawn = _tryDraw(stage, call, Side.Provider);
        if (_tryDraw(stage, call, Side.Receiver) && drawn) _finish(record, call, now_);
    }

    /// @dev Draws the award from a side's bond, if it is still to be drawn, and tells whether none is left.
    function _tryDraw(
        ITradeChains.Stage storage stage,
        TradeCall memory call,
        Side from
    ) private returns (bool) {
        uint96 award = _awardFrom(stage, from);
        if (award == 0) return true;

        // Effect: each bond is drawn once.
        _setAward(stage, from, 0);

        // Interaction: the award goes to the other side, or waits for the receiver's choice.
        BondId bond = stage.bondName(call, from);
        if (_isHeld(stage, from)) {
            BondId held = stage.bondName(call, Side.Receiver);
            try call.vault.drawToEscrow(bond, award, held) {
                return true;
            } catch {}
        } else {
            MemberId to = stage.partyOn(StageBook.opposite(from));
            try call.vault.draw(bond, award, to) {
                return true;
            } catch {}
        }
        _setAward(stage, from, award);
        return false;
    }

    /// @dev Everything is drawn: the rest of the bonds goes back. The receiver chooses a remedy, or the stage closes.
    function _finish(ChainRecord storage record, TradeCall memory call, uint40 now_) private {
        ITradeChains.Stage storage stage = record.stages[call.stage];
        BondId provider = stage.bondName(call, Side.Provider);
        BondId receiver = stage.bondName(call, Side.Receiver);
        // Without money the receiver's record would close, and a replacement needs it.
        bool closes = !stage.answered;
        bool frees = closes || stage.price > 0;
        if (closes) {
            record.close(call, ITradeChains.Closing.Ruled, now_);
        } else {
            stage.answered = false;
            stage.state = ITradeChains.StageState.Remedy;
            stage.mark = now_;
            emit ITradeChains.RemedyOpened(call.chain, call.stage, stage.windowEnd());
        }
        if (!frees) {
            call.vault.release(provider, stage.provider);
            return;
        }
        ICoverVault.Payment[] memory none;
        call.vault.settle(provider, stage.provider, receiver, stage.receiver, none);
    }

    function _ruling(
        ITradeChains.Stage storage stage,
        TradeCall memory call
    ) private returns (Verdict memory verdict) {
        bool isFinal;
        (isFinal, verdict.fault, verdict.providerFees, verdict.receiverFees) = call.court.conclude(
            stage.disputeName(call)
        );
        if (!isFinal) revert ITradeChains.NotFinal(call.chain, call.stage);
    }

    function _setAward(ITradeChains.Stage storage stage, Side from, uint96 award) private {
        if (from == Side.Provider) stage.receiverClaim = award;
        else stage.providerClaim = award;
    }

    /// @dev What is still to be drawn from a side's bond.
    function _awardFrom(ITradeChains.Stage storage stage, Side from) private view returns (uint96) {
        return from == Side.Provider ? stage.receiverClaim : stage.providerClaim;
    }

    /// @dev Whether the award from a side's bond waits for the receiver's choice.
    function _isHeld(ITradeChains.Stage storage stage, Side from) private view returns (bool) {
        return from == Side.Provider && stage.answered;
    }

    /// @dev What each side gets from the other's bond.
    function _awards(
        ITradeChains.Stage storage stage,
        Verdict memory verdict
    ) private view returns (uint96 toReceiver, uint96 toProvider) {
        Fault fault = verdict.fault;
        Fault rest = Fault.wrap(FAULT_SCALE - Fault.unwrap(fault));
        toReceiver = _award(fault, stage.receiverClaim, verdict.receiverFees, stage.providerBond);
        toProvider = _award(rest, stage.providerClaim, verdict.providerFees, stage.receiverBond);
    }

    /// @dev A share of what a side claimed and of the fees it lost, as far as the other side's bond reaches.
    function _award(
        Fault share,
        uint96 claimed,
        uint96 fees,
        uint96 bond
    ) private pure returns (uint96) {
        uint256 award = uint256(share.ofAmount(claimed)) + share.ofAmount(fees);
        return award < bond ? uint96(award) : bond;
    }
}
