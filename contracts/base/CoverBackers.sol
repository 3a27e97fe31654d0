// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {BondId} from "../types/BondId.sol";
import {BondRecord} from "../types/BondRecord.sol";
import {SIX_HANDSHAKES} from "../types/Limits.sol";
import {LockBacking} from "../types/LockBacking.sol";
import {MemberId, NO_MEMBER} from "../types/MemberId.sol";
import {PledgeRecord} from "../types/PledgeRecord.sol";
import {CoverLedger} from "./CoverLedger.sol";

/// @title Who stands behind a bond with money
/// @notice Follows the parts of a lock up, pledge by pledge, as a draw would: through pledges that have ended, too, and
/// not through guarantors who back nothing.
abstract contract CoverBackers is CoverLedger {
    /// @inheritdoc ICoverVault
    function backerOf(
        BondId id,
        uint256 path,
        uint8 steps
    ) external view returns (MemberId backer) {
        if (steps == 0 || steps > SIX_HANDSHAKES) revert TooManySteps(steps);
        if (path >> steps != 0) revert PathTooLong(path, steps);
        BondRecord storage bond_ = _bonds[id];
        backer = bond_.money.member();
        LockBacking backing = bond_.backing;
        for (uint8 left = steps; left > 0; --left) {
            bool inSlot1 = (path >> (left - 1)) & 1 == 1;
            if ((inSlot1 ? backing.part1() : backing.part0()) == 0) return NO_MEMBER;
            PledgeRecord storage pledge_ = _pledges[
                inSlot1 ? backing.pledge1(backer) : backing.pledge0(backer)
            ];
            backer = pledge_.terms.guarantor();
            backing = pledge_.backing;
        }
    }
}
