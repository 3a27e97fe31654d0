// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MedianTally} from "./MedianTally.sol";

/// @title Where the votes of a dispute are kept: one nibble a seat, 64 seats a word
/// @notice The first four rounds have 4 + 8 + 16 + 32 = 60 seats and share word 0; round 4 has word 1, round 5 words 2
/// and 3, the circle word 4. A half of a panel never crosses a word.
/// @dev So the first vote of a round writes at most one fresh slot, and a round is at most two words (CRT-3).
library PanelVotes {
    struct Votes {
        mapping(uint256 number => Word) words;
    }

    struct Word {
        uint256 nibbles;
    }

    uint256 private constant SEATS_PER_WORD = 64;
    uint256 private constant SEAT_BITS = 4;
    uint256 private constant SEAT_MASK = 0xf;

    /// @dev The circle's votes.
    uint256 private constant CIRCLE_WORD = 4;

    /// @notice Puts a nibble in a seat's place.
    /// @return before What was there
    function swap(
        Votes storage self,
        uint8 round,
        bool isCircle,
        uint256 seat,
        uint256 nibble
    ) internal returns (uint256 before) {
        (uint256 number, uint256 shift) = _locate(round, isCircle, seat);
        Word storage word = self.words[number];
        uint256 votes = word.nibbles;
        before = (votes >> shift) & SEAT_MASK;
        word.nibbles = votes ^ ((before ^ nibble) << shift);
    }

    /// @notice The nibble of a seat.
    function get(
        Votes storage self,
        uint8 round,
        bool isCircle,
        uint256 seat
    ) internal view returns (uint256 nibble) {
        (uint256 number, uint256 shift) = _locate(round, isCircle, seat);
        return (self.words[number].nibbles >> shift) & SEAT_MASK;
    }

    /// @notice The votes of both halves of a panel below the circle, each from bit 0.
    function halves(
        Votes storage self,
        uint8 round
    ) internal view returns (uint256 provider, uint256 receiver) {
        uint256 bits = sideSeatsOf(round) * SEAT_BITS;
        (uint256 number, uint256 shift) = _locate(round, false, 0);
        uint256 votes = self.words[number].nibbles >> shift;
        if (bits == 256) return (votes, self.words[number + 1].nibbles);
        uint256 mask = (1 << bits) - 1;
        return (votes & mask, (votes >> bits) & mask);
    }

    /// @notice The votes of the circle.
    function circle(Votes storage self) internal view returns (uint256) {
        return self.words[CIRCLE_WORD].nibbles;
    }

    /// @notice How many seats of a round have voted.
    function voters(
        Votes storage self,
        uint8 round,
        bool isCircle
    ) internal view returns (uint256) {
        if (isCircle) return MedianTally.voters(circle(self));
        (uint256 provider, uint256 receiver) = halves(self, round);
        return MedianTally.voters(provider) + MedianTally.voters(receiver);
    }

    /// @notice The seats of one side in a round below the circle (CRT-1).
    function sideSeatsOf(uint8 round) internal pure returns (uint256) {
        return 2 << round;
    }

    function _locate(
        uint8 round,
        bool isCircle,
        uint256 seat
    ) private pure returns (uint256 number, uint256 shift) {
        if (isCircle) return (CIRCLE_WORD, seat * SEAT_BITS);
        // The seats of rounds 0 to r - 1 are 2^(r + 2) - 4 together.
        if (round < 4) return (0, ((4 << round) - 4 + seat) * SEAT_BITS);
        if (round == 4) return (1, seat * SEAT_BITS);
        return (2 + seat / SEATS_PER_WORD, (seat % SEATS_PER_WORD) * SEAT_BITS);
    }
}
