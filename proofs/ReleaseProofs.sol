// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {LockBacking} from "../contracts/types/LockBacking.sol";

// What a proof requires is no check that anybody meets.
/* solhint-disable gas-custom-errors */

/// @title What must hold of a release or a draw from the two pledges behind a lock
/// @notice For every backing and amount with which `take` comes to its end. Never deployed.
contract ReleaseProofs {
    /// @notice COV-6, COV-7: the two pledges together give what was asked for.
    function takeIsWhole(LockBacking backing, uint96 amount) external pure {
        (, uint96 from0, uint96 from1) = backing.take(amount);
        assert(uint256(from0) + from1 == amount);
    }

    /// @notice COV-6, COV-7: no pledge gives more than it carries of the lock: what would, is refused.
    function takeFits(LockBacking backing, uint96 amount) external pure {
        (, uint96 from0, uint96 from1) = backing.take(amount);
        assert(from0 <= backing.part0());
        assert(from1 <= backing.part1());
    }

    /// @notice COV-7: nothing is taken beyond what both parts hold.
    function takeStaysInside(LockBacking backing, uint96 amount) external pure {
        backing.take(amount);
        assert(amount <= uint256(backing.part0()) + backing.part1());
    }
}
