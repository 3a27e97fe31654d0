// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IModule} from "../interfaces/IModule.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {ChainId, chainIdOf} from "../types/ChainId.sol";
import {BASIS_POINTS, MAX_PAYEES, MAX_STAGES} from "../types/Limits.sol";
import {MemberId} from "../types/MemberId.sol";
import {PayeeList} from "./PayeeList.sol";
import {StageBook} from "./StageBook.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title Proposing a chain
/// @notice Every field is checked once, here, and stored. Runs in the trade contract's name.
library ChainProposals {
    using PayeeList for mapping(uint256 => uint256);

    uint40 private constant MAX_ACCEPTANCE = 30 days;
    uint256 private constant MAX_DURATION = 365 days;
    uint256 private constant MIN_INSPECTION = 1 hours;
    uint256 private constant MAX_INSPECTION = 90 days;

    /// @notice See `ITradeChains.propose`.
    function propose(
        mapping(ChainId chain => ChainRecord record) storage records,
        TradeCall memory call,
        ITradeChains.StageTerms[] calldata stages,
        bytes32 terms,
        uint40 acceptBy
    ) external returns (ChainId chain) {
        // Check: a member in good standing, and a name of its own.
        (uint40 now_, uint16 version) = (call.now_, call.version);
        MemberId proposer = StageBook.member(call);
        call.graph.requireGoodStanding(proposer);
        if (stages.length == 0 || stages.length > MAX_STAGES) {
            revert ITradeChains.StageCountOutOfRange(stages.length, 1, MAX_STAGES);
        }
        if (acceptBy <= now_ || acceptBy > now_ + MAX_ACCEPTANCE) {
            revert ITradeChains.AcceptByOutOfRange(acceptBy, now_ + 1, now_ + MAX_ACCEPTANCE);
        }
        chain = chainIdOf(keccak256(abi.encode(proposer, stages, terms, acceptBy)));
        ChainRecord storage record = records[chain];
        if (record.chain.state != ITradeChains.ChainState.None) {
            revert ITradeChains.ChainExists(chain);
        }

        // Effect: the chain can be accepted.
        record.chain.snapshot = now_ - 1;
        record.chain.acceptBy = acceptBy;
        record.chain.version = version;
        record.chain.stageCount = uint8(stages.length);
        record.chain.state = ITradeChains.ChainState.Proposed;
        emit ITradeChains.ChainProposed(chain, proposer, terms, now_ - 1, acceptBy, version);
        for (uint8 i = 0; i < stages.length; ++i) {
            _validate(stages[i], i);
            if (stages[i].payees.length > 0) _storePayees(record, call, stages[i].payees, i);
            _store(record, stages[i], i);
            emit ITradeChains.StageProposed(chain, i, stages[i]);
        }
    }

    function _store(
        ChainRecord storage record,
        ITradeChains.StageTerms calldata terms,
        uint8 index
    ) private {
        // The amounts and times were checked to fit.
        ITradeChains.Stage storage stage = record.stages[index];
        stage.provider = terms.provider;
        stage.receiver = terms.receiver;
        stage.price = uint96(terms.price);
        stage.providerBond = uint96(terms.providerBond);
        stage.receiverBond = uint96(terms.receiverBond);
        stage.duration = terms.duration;
        stage.inspection = uint24(terms.inspection);
        stage.waitsFor = terms.waitsFor;
        stage.state = ITradeChains.StageState.Waiting;
        stage.payeeCount = uint8(terms.payees.length);
    }

    /// @dev A payee is credited without a say, so they must be members now.
    function _storePayees(
        ChainRecord storage record,
        TradeCall memory call,
        ITradeChains.Payee[] calldata payees,
        uint8 index
    ) private {
        StageBook.requireRange(index, "payees", payees.length, 0, MAX_PAYEES);
        uint32 memberCount = call.membership.memberCount();
        uint256 shares;
        for (uint256 i = 0; i < payees.length; ++i) {
            uint256 member = MemberId.unwrap(payees[i].member);
            StageBook.requireRange(index, "payee", member, 1, memberCount);
            StageBook.requireRange(index, "share", payees[i].shareBps, 1, BASIS_POINTS);
            shares += payees[i].shareBps;
        }
        StageBook.requireRange(index, "shares", shares, 0, BASIS_POINTS);
        record.annexes[index].payees.store(payees);
    }

    function _validate(ITradeChains.StageTerms calldata stage, uint8 index) private pure {
        // Whoever is not a member by now cannot accept either.
        uint256 lastId = type(uint32).max;
        StageBook.requireRange(index, "provider", MemberId.unwrap(stage.provider), 1, lastId);
        StageBook.requireRange(index, "receiver", MemberId.unwrap(stage.receiver), 1, lastId);
        if (stage.provider == stage.receiver) {
            revert ITradeChains.SameParties(index, stage.provider);
        }
        uint256 max = type(uint96).max;
        if (stage.price > max) revert IModule.AmountTooLarge(stage.price, max);
        if (stage.listPrice > max) revert IModule.AmountTooLarge(stage.listPrice, max);
        StageBook.requireRange(index, "listPrice", stage.listPrice, stage.price, max);
        StageBook.requireRange(index, "providerBond", stage.providerBond, 0, stage.price);
        StageBook.requireRange(index, "receiverBond", stage.receiverBond, 0, stage.price);
        StageBook.requireRange(index, "duration", stage.duration, 1, MAX_DURATION);
        StageBook.requireRange(
            index,
            "inspection",
            stage.inspection,
            MIN_INSPECTION,
            MAX_INSPECTION
        );
        StageBook.requireRange(index, "waitsFor", stage.waitsFor, 0, (uint256(1) << index) - 1);
    }
}
