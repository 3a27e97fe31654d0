// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IModule} from "../interfaces/IModule.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {MemberId, NO_MEMBER} from "../types/MemberId.sol";

/// @title The way up from a party to those who answer for it with money
/// @notice Liability rises at most six steps, and whoever it may reach may speak for the party they pay for.
library SuretyPath {
    /// @notice Checks that a member stood above a party at a past time. Where a seat in judgement is void because its way
    /// passes through the other party, whoever sits there still pays, and so still counts.
    /// @param path One bit a step, the most significant of the `steps` bits first; it picks slot 0 or 1
    /// @param steps 1 to 6
    /// @param time A past time of the protocol clock
    function requireAbove(
        ISuretyGraph graph,
        MemberId caller,
        MemberId party,
        uint256 path,
        uint8 steps,
        uint40 time
    ) internal view {
        MemberId holder = graph.seatHolder(party, NO_MEMBER, path, steps, time);
        if (holder != caller) revert IModule.WrongMember(caller, holder);
    }
}
