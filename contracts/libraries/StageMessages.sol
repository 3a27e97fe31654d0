// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1497} from "../interfaces/IERC1497.sol";
import {ITradeChains} from "../interfaces/ITradeChains.sol";
import {DisputeId} from "../types/DisputeId.sol";
import {MemberId} from "../types/MemberId.sol";
import {Side} from "../types/Side.sol";
import {StageBook} from "./StageBook.sol";
import {ChainRecord, TradeCall} from "./TradeStorage.sol";

/// @title Evidence and messages
/// @notice They stand in events only; the number of each shows their order. Runs in the trade contract's name.
library StageMessages {
    using StageBook for ChainRecord;
    using StageBook for ITradeChains.Stage;

    /// @dev Leaves room in a stage's sequence for a delivery, a claim and two answers of each of two providers.
    uint16 private constant MAX_MESSAGES = type(uint16).max - 8;

    /// @notice See `ITradeChains.post`.
    function post(
        ChainRecord storage record,
        TradeCall memory call,
        bytes32 digest,
        string calldata uri
    ) external {
        ITradeChains.Stage storage stage = record.stageAt(call);
        ITradeChains.ChainState chainState = record.chain.state;
        if (chainState == ITradeChains.ChainState.Dissolved) {
            revert ITradeChains.WrongChainState(call.chain, chainState);
        }
        MemberId author = StageBook.member(call);
        if (
            author != stage.provider &&
            author != stage.receiver &&
            !record.isGuarantor(call, Side.Provider, author) &&
            !record.isGuarantor(call, Side.Receiver, author)
        ) revert ITradeChains.NotAParty(call.chain, call.stage, author);
        if (stage.messages >= MAX_MESSAGES) {
            revert ITradeChains.TooManyMessages(call.chain, call.stage);
        }
        uint16 sequence = stage.nextMessage();
        emit ITradeChains.MessagePosted(call.chain, call.stage, sequence, author, digest);
        uint256 group = DisputeId.unwrap(stage.disputeName(call));
        emit IERC1497.Evidence(address(call.court), group, call.caller, uri);
    }
}
