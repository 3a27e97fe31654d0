// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {IModule} from "../interfaces/IModule.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {BondId} from "../types/BondId.sol";
import {GuarantorPair} from "../types/GuarantorPair.sol";
import {MemberId} from "../types/MemberId.sol";
import {PledgeId} from "../types/PledgeId.sol";
import {Side} from "../types/Side.sol";
import {StageBook} from "./StageBook.sol";
import {StageClock} from "./StageClock.sol";
import {StageClosing} from "./StageClosing.sol";
import {StageCourt} from "./StageCourt.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title What becomes of a broken stage
/// @notice The receiver takes the money, or finds a new provider. Runs in the trade contract's name.
library StageRemedies {
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;
    using StageClosing for ChainRecord;
    using StageCourt for ITradeChains.Stage;

    /// @notice A replacement.
    /// @param provider The new provider
    /// @param price Token units
    /// @param bond Token units
    /// @param duration Seconds
    struct Replacement {
        MemberId provider;
        uint256 price;
        uint256 bond;
        uint32 duration;
    }

    /// @notice See `ITradeChains.takeMoney`.
    function takeMoney(ChainRecord storage record, TradeCall memory call) external {
        // Check: the receiver, or anyone once the time to choose has passed.
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = _brokenStage(record, call);
        uint40 until = stage.windowEnd();
        if (now_ < until && StageBook.member(call) != stage.receiver) {
            revert ITradeChains.TooEarly(now_, until);
        }

        // Effect: the stage closes without a replacement.
        BondId held = stage.bondName(call, Side.Receiver);
        uint96 money = call.vault.bond(held).escrow;
        ICoverVault.Payment[] memory payments = record.divide(call, 0, money);
        emit ITradeChains.MoneyTaken(call.chain, call.stage, money);
        record.close(call, ITradeChains.Closing.Ruled, now_);

        // Interaction: the money is the receiver's.
        if (money > 0) call.vault.pay(held, payments);
        call.vault.release(held, stage.receiver);
    }

    /// @notice See `ITradeChains.appointReplacement`.
    function appointReplacement(
        ChainRecord storage record,
        TradeCall memory call,
        Replacement memory terms
    ) external {
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = _brokenStage(record, call);
        MemberId receiver = StageBook.member(call);
        if (receiver != stage.receiver) {
            revert ITradeChains.WrongSide(call.chain, call.stage, Side.Receiver);
        }
        StageClock.requireBefore(now_, stage.windowEnd());
        call.graph.requireGoodStanding(receiver);
        _requireTerms(stage, call, terms);
        uint96 price = uint96(terms.price);
        uint96 bond = uint96(terms.bond);
        record.annexes[call.stage].appointment = ITradeChains.Appointment({
            provider: terms.provider,
            price: price,
            bond: bond,
            duration: terms.duration,
            snapshot: now_ - 1
        });
        emit ITradeChains.ReplacementAppointed(
            call.chain,
            call.stage,
            terms.provider,
            price,
            bond,
            terms.duration
        );
    }

    /// @notice See `ITradeChains.acceptReplacement`.
    /// @param terms The appointment repeated, by the appointed member
    function acceptReplacement(
        ChainRecord storage record,
        TradeCall memory call,
        Replacement memory terms
    ) external {
        // Check: the appointed member, on the appointed terms, in time, and both sides in good standing.
        uint40 now_ = call.now_;
        ITradeChains.Stage storage stage = _brokenStage(record, call);
        ITradeChains.Appointment memory agreed = record.annexes[call.stage].appointment;
        _requireAgreed(call, agreed, terms);
        StageClock.requireBefore(now_, stage.windowEnd());
        GuarantorPair pair = call.graph.requireGoodStandingSince(agreed.provider, agreed.snapshot);
        call.graph.requireGoodStanding(stage.receiver);
        // The provider who failed takes part, too.
        (PledgeId backing0, PledgeId backing1) = record.backingOf(agreed.provider, pair);

        // Effect: the stage reopens with the new provider.
        _reopen(record, call, agreed, now_);

        // Interaction: what the new price leaves is the receiver's, the new bond is locked.
        BondId held = stage.bondName(call, Side.Receiver);
        uint96 rest = call.vault.bond(held).escrow - agreed.price;
        if (rest > 0) call.vault.pay(held, record.divide(call, 0, rest));
        ICoverVault.Commitment[] memory commitments = new ICoverVault.Commitment[](1);
        commitments[0].bond = stage.bondName(call, Side.Provider);
        commitments[0].amount = agreed.bond;
        call.vault.commit(agreed.provider, commitments, backing0, backing1);
    }

    function _reopen(
        ChainRecord storage record,
        TradeCall memory call,
        ITradeChains.Appointment memory agreed,
        uint40 now_
    ) private {
        ITradeChains.Stage storage stage = record.stages[call.stage];
        stage.provider = agreed.provider;
        stage.price = agreed.price;
        stage.providerBond = agreed.bond;
        stage.receiverBond = 0;
        stage.duration = agreed.duration;
        stage.extension = 0;
        stage.kind = ITradeChains.ClaimKind.None;
        stage.claimant = Side.Provider;
        stage.replaced = true;
        // The items were of a delivery that failed.
        if (record.annexes[call.stage].itemsRoot != 0) {
            delete record.annexes[call.stage].itemsRoot;
        }
        emit ITradeChains.ReplacementAccepted(call.chain, call.stage, agreed.provider);
        record.open(call, call.stage, now_);
    }

    function _brokenStage(
        ChainRecord storage record,
        TradeCall memory call
    ) private view returns (ITradeChains.Stage storage) {
        return record.stageIn(call, ITradeChains.StageState.Remedy);
    }

    function _requireTerms(
        ITradeChains.Stage storage stage,
        TradeCall memory call,
        Replacement memory terms
    ) private view {
        uint256 provider = MemberId.unwrap(terms.provider);
        uint8 index = call.stage;
        StageBook.requireRange(index, "provider", provider, 1, call.membership.memberCount());
        if (terms.provider == stage.receiver) {
            revert ITradeChains.SameParties(index, terms.provider);
        }
        uint256 money = call.vault.bond(stage.bondName(call, Side.Receiver)).escrow;
        StageBook.requireRange(index, "price", terms.price, 0, money);
        StageBook.requireRange(index, "providerBond", terms.bond, 0, terms.price);
        StageBook.requireRange(index, "duration", terms.duration, 1, stage.duration);
    }

    function _requireAgreed(
        TradeCall memory call,
        ITradeChains.Appointment memory agreed,
        Replacement memory terms
    ) private pure {
        if (agreed.provider.isNone()) revert ITradeChains.NoAppointment(call.chain, call.stage);
        MemberId member = StageBook.member(call);
        if (member != agreed.provider) revert IModule.WrongMember(member, agreed.provider);
        if (
            terms.price != agreed.price ||
            terms.bond != agreed.bond ||
            terms.duration != agreed.duration
        ) revert ITradeChains.NoSuchOffer(call.chain, call.stage);
    }
}
