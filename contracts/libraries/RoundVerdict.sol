// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {EVEN_FAULT, Fault} from "../types/Fault.sol";
import {MedianTally} from "./MedianTally.sol";

/// @title What a round's votes come to (CRT-4)
/// @notice Below the circle the two sides must agree; in the circle the median of all votes rules.
library RoundVerdict {
    using MedianTally for uint256;

    /// @dev The most that the two sides' opinions may differ for a ruling (basis points).
    uint16 internal constant MAX_DIFFERENCE = 2_000;

    /// @notice The verdict of two sides.
    /// @param provider Votes of the provider's half of the panel
    /// @param receiver Votes of the receiver's half
    /// @param sideSeats Seats of each half, void ones included
    /// @param quorumBps The share of each half that must vote
    /// @return quorate Both sides have their quorum, and so an opinion
    /// @return agreed The opinions are close enough for a ruling
    /// @return mean The mean of the opinions
    function ofSides(
        uint256 provider,
        uint256 receiver,
        uint256 sideSeats,
        uint16 quorumBps
    ) internal pure returns (bool quorate, bool agreed, Fault mean) {
        quorate =
            provider.voters().isQuorate(sideSeats, quorumBps) &&
            receiver.voters().isQuorate(sideSeats, quorumBps);
        if (!quorate) return (false, false, EVEN_FAULT);

        uint16 one = Fault.unwrap(provider.median());
        uint16 other = Fault.unwrap(receiver.median());
        agreed = (one > other ? one - other : other - one) <= MAX_DIFFERENCE;
        // Medians are multiples of 500 basis points, so their mean is whole.
        mean = Fault.wrap((one + other) / 2);
    }

    /// @notice The verdict of the circle: the median of all votes, or `fallbackRuling` if there is none.
    function ofCircle(uint256 votes, Fault fallbackRuling) internal pure returns (Fault) {
        return votes == 0 ? fallbackRuling : votes.median();
    }
}
