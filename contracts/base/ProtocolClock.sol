// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICharter} from "../interfaces/ICharter.sol";
import {ClockState} from "../types/ClockState.sol";

/// @title The protocol clock as a contract keeps it
/// @notice Of the charter, which owns the clock, and of the membership, which follows it.
abstract contract ProtocolClock {
    ClockState internal _clock;

    /// @dev What the clock shows, unless it stands still.
    function _runningTime(ClockState state) internal view returns (uint40) {
        uint40 wall = _wallTime();
        if (state.isPaused(wall)) revert ICharter.CommunityPaused(state.pauseEnd());
        return state.read(wall);
    }

    /// @dev What the clock shows, paused or not.
    function _time(ClockState state) internal view returns (uint40) {
        return state.read(_wallTime());
    }

    /// @dev Seconds since the epoch fit 40 bits for another 34,000 years.
    function _wallTime() internal view returns (uint40) {
        return uint40(block.timestamp);
    }
}
