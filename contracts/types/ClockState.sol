// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {withField} from "./Word.sol";

/// @notice The protocol clock as one storage word: wall time less all time spent paused. Beside it stand the number of
/// the parameter set in force and what that set asks of a vouch, so that one read answers what almost every transaction
/// asks. A pause ends by itself; another cannot start for as long as the longest pause lasts.
///
/// | bits | field | bits | field |
/// | --- | --- | --- | --- |
/// | 0 | pauseStart | 120 | version |
/// | 40 | pauseEnd | 136 | maxPremiumBps |
/// | 80 | frozen | 152 | minPledge |
type ClockState is uint256;

using {
    pauseEnd,
    version,
    maxPremiumBps,
    minPledge,
    read,
    isPaused,
    earliestPause,
    withPause,
    withPauseEnd,
    withRules
} for ClockState global;

/// @dev The longest pause, and the least time between the end of one and the start of the next (seconds).
uint40 constant PAUSE_LIMIT = 14 days;

/// @notice Wall time at which the last pause ended or will end by itself; 0 if there never was one.
function pauseEnd(ClockState state) pure returns (uint40) {
    return uint40(ClockState.unwrap(state) >> 40);
}

/// @notice The number of the parameter set in force.
function version(ClockState state) pure returns (uint16) {
    return uint16(ClockState.unwrap(state) >> 120);
}

/// @notice The most a guarantor may charge in a new vouch (basis points).
function maxPremiumBps(ClockState state) pure returns (uint16) {
    return uint16(ClockState.unwrap(state) >> 136);
}

/// @notice The least a guarantor pledges in a new vouch (token units).
function minPledge(ClockState state) pure returns (uint96) {
    return uint96(ClockState.unwrap(state) >> 152);
}

/// @notice What the clock shows at wall time `wall`, which must not lie before the start of the last pause.
function read(ClockState state, uint40 wall) pure returns (uint40) {
    uint40 end = state.pauseEnd();
    uint40 stop = wall < end ? wall : end;
    return wall - _frozen(state) - (stop - _pauseStart(state));
}

/// @notice A pause covers its first second and not its last.
function isPaused(ClockState state, uint40 wall) pure returns (bool) {
    return wall < state.pauseEnd();
}

/// @notice The wall time from which the next pause may begin.
function earliestPause(ClockState state) pure returns (uint40) {
    return state.pauseEnd() + PAUSE_LIMIT;
}

/// @notice The clock when a pause begins at wall time `wall`, which must not lie before `earliestPause`.
function withPause(ClockState state, uint40 wall) pure returns (ClockState) {
    uint256 frozen = _frozen(state) + state.pauseEnd() - _pauseStart(state);
    uint256 times = (frozen << 80) | (uint256(wall + PAUSE_LIMIT) << 40) | wall;
    return ClockState.wrap(withField(ClockState.unwrap(state), 0, type(uint120).max, times));
}

/// @notice The clock when a running pause ends at wall time `wall`.
function withPauseEnd(ClockState state, uint40 wall) pure returns (ClockState) {
    return ClockState.wrap(withField(ClockState.unwrap(state), 40, type(uint40).max, wall));
}

/// @notice The clock with a new parameter set in force.
function withRules(
    ClockState state,
    uint16 version_,
    uint16 maxPremiumBps_,
    uint96 minPledge_
) pure returns (ClockState) {
    uint256 rules = (uint256(minPledge_) << 32) | (uint256(maxPremiumBps_) << 16) | version_;
    return ClockState.wrap(withField(ClockState.unwrap(state), 120, type(uint128).max, rules));
}

/// @dev Wall time at which the last pause began; 0 if there never was one.
function _pauseStart(ClockState state) pure returns (uint40) {
    return uint40(ClockState.unwrap(state));
}

/// @dev Seconds spent in the pauses before the last.
function _frozen(ClockState state) pure returns (uint40) {
    return uint40(ClockState.unwrap(state) >> 80);
}
