// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The protocol clock: wall time less all time spent paused
/// @notice Pure arithmetic over one storage slot. A pause ends by itself; another cannot start for as long as the
/// longest pause lasts.
library PausableClock {
    /// @dev The longest pause, and the least time between the end of one and the start of the next (seconds).
    uint40 internal constant PAUSE_LIMIT = 14 days;

    /// @notice The state of the clock.
    /// @param pauseStart Wall time at which the last pause began; 0 if there never was one
    /// @param pauseEnd Wall time at which the last pause ended or will end by itself
    /// @param frozen Seconds spent in the pauses before the last
    /// @param version The parameter set in force: it lives here so that one read answers what almost every transaction
    /// asks
    struct State {
        // slot 0
        uint40 pauseStart;
        uint40 pauseEnd;
        uint40 frozen;
        uint16 version;
    }

    /// @dev Begins a pause at wall time `wall`, which must not lie before `earliestPause`.
    function begin(State storage self, uint40 wall) internal returns (uint40 pauseEnd) {
        pauseEnd = wall + PAUSE_LIMIT;
        self.frozen += self.pauseEnd - self.pauseStart;
        self.pauseStart = wall;
        self.pauseEnd = pauseEnd;
    }

    /// @dev Ends a running pause at wall time `wall`.
    function end(State storage self, uint40 wall) internal {
        self.pauseEnd = wall;
    }

    /// @dev What the clock shows at wall time `wall`, which must not lie before the start of the last pause.
    function read(State memory self, uint40 wall) internal pure returns (uint40) {
        uint40 stop = wall < self.pauseEnd ? wall : self.pauseEnd;
        return wall - self.frozen - (stop - self.pauseStart);
    }

    /// @dev A pause covers its first second and not its last.
    function isPaused(State memory self, uint40 wall) internal pure returns (bool) {
        return wall < self.pauseEnd;
    }

    /// @dev The wall time from which the next pause may begin.
    function earliestPause(State memory self) internal pure returns (uint40) {
        return self.pauseEnd + PAUSE_LIMIT;
    }
}
