// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Waterfall} from "../contracts/libraries/Waterfall.sol";
import {Fault, PROVIDER_AT_FAULT} from "../contracts/types/Fault.sol";

// What a proof requires is no check that anybody meets.
/* solhint-disable gas-custom-errors */

/// @title What must hold of the arithmetic of cover
/// @notice For every input that its callers let through. Never deployed.
contract CoverProofs {
    /// @notice COV-3: what is laid on two pledges is what was asked for, and no pledge carries more than it has room for.
    function splitIsWhole(uint96 amount, uint96 room0, uint96 room1) external pure {
        require(amount <= uint256(room0) + room1);
        (uint96 part0, uint96 part1) = Waterfall.split(amount, room0, room1);
        assert(uint256(part0) + part1 == amount);
    }

    /// @notice COV-3
    function splitFits(uint96 amount, uint96 room0, uint96 room1) external pure {
        require(amount <= uint256(room0) + room1);
        (uint96 part0, uint96 part1) = Waterfall.split(amount, room0, room1);
        assert(part0 <= room0);
        assert(part1 <= room1);
    }

    /// @notice COV-3: equal halves, the odd unit on slot 0, where both have the room for it.
    function splitIsEven(uint96 amount, uint96 room0, uint96 room1) external pure {
        require(room0 >= amount && room1 >= amount);
        (uint96 part0, uint96 part1) = Waterfall.split(amount, room0, room1);
        assert(part0 == part1 || part0 == part1 + 1);
    }

    /// @notice COV-6, COV-7: what two pledges give is what was asked for.
    function shareIsWhole(uint96 amount, uint96 part0, uint96 part1) external pure {
        require(uint256(part0) + part1 > 0);
        require(amount <= uint256(part0) + part1);
        (uint96 from0, uint96 from1) = Waterfall.share(amount, part0, part1);
        assert(uint256(from0) + from1 == amount);
    }

    /// @notice COV-6, COV-7: no pledge gives more than it has.
    function shareFits(uint96 amount, uint96 part0, uint96 part1) external pure {
        require(uint256(part0) + part1 > 0);
        require(amount <= uint256(part0) + part1);
        (uint96 from0, uint96 from1) = Waterfall.share(amount, part0, part1);
        assert(from0 <= part0);
        assert(from1 <= part1);
    }

    /// @notice COV-6: a draw of everything takes everything from both.
    function shareOfAllIsAll(uint96 part0, uint96 part1) external pure {
        uint256 sum = uint256(part0) + part1;
        require(sum > 0 && sum <= type(uint96).max);
        (uint96 from0, uint96 from1) = Waterfall.share(uint96(sum), part0, part1);
        assert(from0 == part0);
        assert(from1 == part1);
    }

    /// @notice CHN-6: no share of a price or a claim is more than the whole.
    function faultOfAmountFits(uint16 fault, uint96 amount) external pure {
        require(Fault.wrap(fault).isValid());
        assert(Fault.wrap(fault).ofAmount(amount) <= amount);
    }

    /// @notice CHN-6: the whole blame is the whole amount, and none is nothing.
    function faultOfAmountMeetsItsEnds(uint96 amount) external pure {
        assert(PROVIDER_AT_FAULT.ofAmount(amount) == amount);
        assert(Fault.wrap(0).ofAmount(amount) == 0);
    }

    /// @notice COV-3: a lock takes own money first, never more than there is nor than was asked for.
    function ownComesFirst(uint96 free, uint96 amount) external pure {
        uint96 own = Waterfall.min(free, amount);
        assert(own <= free && own <= amount);
        assert(own == amount || own == free);
    }
}
