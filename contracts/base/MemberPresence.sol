// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMembership} from "../interfaces/IMembership.sol";
import {ClockState} from "../types/ClockState.sol";
import {MemberId} from "../types/MemberId.sol";
import {ProtocolClock} from "./ProtocolClock.sol";
import {SoulboundCard} from "./SoulboundCard.sol";

/// @title Who calls, and when
/// @notice A copy of the charter's clock beside the cards, so that one call answers what almost every transaction asks.
/// @dev The charter hands its clock over when it is sealed, and in the transaction of every change from then on. Until
/// then there is no time here, and nothing that needs it can be done.
abstract contract MemberPresence is ProtocolClock, SoulboundCard {
    /// @inheritdoc IMembership
    function clockState() external view returns (ClockState) {
        return _clock;
    }

    /// @inheritdoc IMembership
    function time() external view returns (uint40) {
        return _time(_followedClock());
    }

    /// @inheritdoc IMembership
    function whoCalls(
        address wallet
    ) external view returns (uint40 now_, uint16 version, MemberId id) {
        ClockState state = _followedClock();
        now_ = _runningTime(state);
        version = state.version();
        id = _idOf[wallet];
    }

    /// @inheritdoc IMembership
    function whoCallsAndState(
        address wallet
    ) external view returns (uint40 now_, MemberId id, MemberState state) {
        now_ = _running();
        id = _idOf[wallet];
        state = _members[id].state;
    }

    /// @dev What the clock shows, unless it stands still.
    function _running() internal view returns (uint40) {
        return _runningTime(_followedClock());
    }

    function _followedClock() private view returns (ClockState state) {
        state = _clock;
        // The parameter sets are numbered from 1.
        if (state.version() == 0) revert NotSealed();
    }
}
