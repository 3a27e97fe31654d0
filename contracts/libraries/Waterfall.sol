// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title The arithmetic of cover: how a lock is laid on two pledges, and how a draw or a release is shared by them
/// @notice Pure, exact to the token unit: the two results always add up to what was asked for.
library Waterfall {
    /// @notice Lays `amount` on two pledges in equal halves, the odd unit on slot 0; where one has less room the other
    /// takes more (COV-3).
    /// @dev The caller has checked that `amount` is at most `room0 + room1`.
    function split(
        uint96 amount,
        uint96 room0,
        uint96 room1
    ) internal pure returns (uint96 part0, uint96 part1) {
        part1 = amount / 2;
        part0 = amount - part1;
        if (part0 > room0) {
            part0 = room0;
            part1 = amount - room0;
        } else if (part1 > room1) {
            part1 = room1;
            part0 = amount - room1;
        }
    }

    /// @notice Shares `amount` in proportion to two parts, slot 0 rounded down, the remainder from slot 1 (COV-6, COV-7).
    /// @dev The caller has checked that `amount` is at most `part0 + part1` and that their sum is not 0. Then neither
    /// result exceeds its part: floor(a p0 / (p0 + p1)) <= p0 and ceil(a p1 / (p0 + p1)) <= p1.
    function share(
        uint96 amount,
        uint96 part0,
        uint96 part1
    ) internal pure returns (uint96 from0, uint96 from1) {
        from0 = uint96((uint256(amount) * part0) / (uint256(part0) + part1));
        from1 = amount - from0;
    }

    function min(uint96 a, uint96 b) internal pure returns (uint96) {
        return a < b ? a : b;
    }
}
