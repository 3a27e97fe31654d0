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

    /// @notice See `ITradeChains.post`.
    function post(
        ChainRecord storage record,
        TradeCall memory call,
        bytes32 digest,
        string calldata uri
    ) external {
        ITradeChains.Stage storage stage = _open(record, call);
        MemberId author = StageBook.member(call);
        if (
            author != stage.provider &&
            author != stage.receiver &&
            !record.isGuarantor(call, Side.Provider, author) &&
            !record.isGuarantor(call, Side.Receiver, author)
        ) revert ITradeChains.NotAParty(call.chain, call.stage, author);
        _tell(stage, call, digest, uri);
    }

    /// @notice See `ITradeChains.postFor`.
    function postFor(
        ChainRecord storage record,
        TradeCall memory call,
        Side side,
        uint8 steps,
        uint256 path,
        bytes32 digest,
        string calldata uri
    ) external {
        ITradeChains.Stage storage stage = _open(record, call);
        stage.requireBacker(call, side, steps, path);
        _tell(stage, call, digest, uri);
    }

    /// @dev The stage, unless its chain is dissolved.
    function _open(
        ChainRecord storage record,
        TradeCall memory call
    ) private view returns (ITradeChains.Stage storage stage) {
        stage = record.stageAt(call);
        ITradeChains.ChainState chainState = record.chain.state;
        if (chainState == ITradeChains.ChainState.Dissolved) {
            revert ITradeChains.WrongChainState(call.chain, chainState);
        }
    }

    /// @dev Gives the caller's message the next number, and tells it and where its document is.
    function _tell(
        ITradeChains.Stage storage stage,
        TradeCall memory call,
        bytes32 digest,
        string calldata uri
    ) private {
        uint16 sequence = stage.nextMessage();
        emit ITradeChains.MessagePosted(call.chain, call.stage, sequence, call.member, digest);
        uint256 group = DisputeId.unwrap(stage.disputeName(call));
        emit IERC1497.Evidence(address(call.court), group, call.caller, uri);
    }
}
