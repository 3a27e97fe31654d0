// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ITradeChains} from "../interfaces/ITradeChains.sol";

/// @title The deadlines of a stage
/// @notice All of them go by the protocol clock. A deadline means: possible while `now < deadline`; what follows it is possible from `now >= deadline` on.
library StageClock {
    /// @dev The end of a span that began with a stage's last change of state.
    function ends(uint40 mark, uint32 span) internal pure returns (uint40) {
        return mark + span;
    }

    /// @dev When a stage opened at `mark` is due.
    function due(uint40 mark, uint32 duration, uint32 extension) internal pure returns (uint40) {
        return mark + duration + extension;
    }

    function requireBefore(uint40 now_, uint40 deadline) internal pure {
        if (now_ >= deadline) revert ITradeChains.TooLate(now_, deadline);
    }

    function requireFrom(uint40 now_, uint40 earliest) internal pure {
        if (now_ < earliest) revert ITradeChains.TooEarly(now_, earliest);
    }
}
