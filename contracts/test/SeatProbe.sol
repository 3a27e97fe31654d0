// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {MemberId} from "../types/MemberId.sol";

/// @title Asks the surety graph for many answers in one call
contract SeatProbe {
    /// @dev The holders of all seats `steps` up from a party, in the order of their paths.
    function holders(
        ISuretyGraph graph,
        MemberId party,
        MemberId opponent,
        uint8 steps,
        uint40 time
    ) external view returns (MemberId[] memory seats) {
        seats = new MemberId[](1 << steps);
        for (uint256 path = 0; path < seats.length; ++path) {
            seats[path] = graph.seatHolder(party, opponent, path, steps, time);
        }
    }

    /// @dev The guarantors of each member at each time, member by member.
    function guarantorsAt(
        ISuretyGraph graph,
        MemberId[] calldata members,
        uint40[] calldata times
    ) external view returns (ISuretyGraph.Guarantors[] memory found) {
        found = new ISuretyGraph.Guarantors[](members.length * times.length);
        for (uint256 i = 0; i < found.length; ++i) {
            found[i] = graph.guarantorsAt(members[i / times.length], times[i % times.length]);
        }
    }
}
