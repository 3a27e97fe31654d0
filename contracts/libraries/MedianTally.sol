// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {FAULT_STEP, Fault} from "../types/Fault.sol";
import {BASIS_POINTS} from "../types/Limits.sol";

/// @title Counting votes: how many there are, how many of each, and their median
/// @notice Votes come in words of 64 nibbles, one a seat: 0 has not voted, 1 to 11 is a fault of 0 to 100 per cent, 15
/// has voted and been paid.
/// @dev All nibbles of a word are looked at together, so that a full panel costs what an empty one does.
library MedianTally {
    /// @dev The nibble of the least and of the greatest vote.
    uint256 internal constant FIRST_VOTE = 1;
    uint256 internal constant LAST_VOTE = 11;

    /// @dev The nibble of a seat that voted and was paid for it.
    uint256 internal constant PAID_VOTE = 15;

    uint256 private constant SEATS = 64;

    /// @dev The lowest bit of each nibble, and the lower nibble of each byte.
    uint256 private constant LOW_BITS = type(uint256).max / 0xf;
    uint256 private constant LOW_NIBBLES = (type(uint256).max / 0xff) * 0xf;

    /// @notice The nibble that stands for a vote.
    function encode(Fault vote) internal pure returns (uint256 nibble) {
        return Fault.unwrap(vote) / FAULT_STEP + FIRST_VOTE;
    }

    /// @notice The vote that a nibble from 1 to 11 stands for.
    function decode(uint256 nibble) internal pure returns (Fault vote) {
        return Fault.wrap(uint16((nibble - FIRST_VOTE) * FAULT_STEP));
    }

    /// @notice How many seats of a word have voted, paid or not.
    function voters(uint256 votes) internal pure returns (uint256) {
        return _sum(_voted(votes));
    }

    /// @notice How many seats of a word have `nibble`, which is not 0.
    function count(uint256 votes, uint256 nibble) internal pure returns (uint256) {
        // Where the word has the nibble, the difference has 0.
        return SEATS - voters(votes ^ (nibble * LOW_BITS));
    }

    /// @notice How many votes a word has in each of the 11 buckets.
    function buckets(uint256 votes) internal pure returns (uint8[11] memory counts) {
        for (uint256 bucket = 0; bucket < counts.length; ++bucket) {
            counts[bucket] = uint8(count(votes, bucket + FIRST_VOTE));
        }
    }

    /// @notice Whether `votes` are at least `quorumBps` of `seats`.
    function isQuorate(
        uint256 votes,
        uint256 seats,
        uint16 quorumBps
    ) internal pure returns (bool) {
        return votes * BASIS_POINTS >= seats * quorumBps;
    }

    /// @notice The median of a word: the middle vote, or the mean of the middle two (basis points).
    /// @dev The caller has checked that there is a vote and that none is paid.
    function median(uint256 votes) internal pure returns (Fault) {
        uint256 voted = _voted(votes);
        uint256 total = _sum(voted);
        uint256 upper = _select(votes, voted, total / 2);
        uint256 lower = total % 2 == 1 ? upper : _select(votes, voted, total / 2 - 1);
        return Fault.wrap(uint16(((lower + upper - 2 * FIRST_VOTE) * FAULT_STEP) / 2));
    }

    /// @dev The vote with `below` votes before it, counted from the least: found bit by bit, the highest first, among the
    /// seats in question, which are those that share the bits found so far.
    function _select(
        uint256 votes,
        uint256 voted,
        uint256 below
    ) private pure returns (uint256 nibble) {
        uint256 inQuestion = voted;
        for (uint256 bit = 4; bit > 0;) {
            --bit;
            uint256 ones = (votes >> bit) & inQuestion;
            uint256 zeros = inQuestion ^ ones;
            uint256 lesser = _sum(zeros);
            if (below < lesser) {
                inQuestion = zeros;
            } else {
                below -= lesser;
                inQuestion = ones;
                nibble |= 1 << bit;
            }
        }
    }

    /// @dev One bit a seat: whether it voted.
    function _voted(uint256 votes) private pure returns (uint256) {
        return (votes | (votes >> 1) | (votes >> 2) | (votes >> 3)) & LOW_BITS;
    }

    /// @dev How many seats have their bit set: two seats a byte, then the sum of all bytes, as 256 leaves 1 when divided
    /// by 255.
    function _sum(uint256 seats) private pure returns (uint256) {
        return ((seats & LOW_NIBBLES) + ((seats >> 4) & LOW_NIBBLES)) % 0xff;
    }
}
