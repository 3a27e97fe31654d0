// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICharter} from "../interfaces/ICharter.sol";

/// @title The hard range of every charter parameter
/// @notice No governor can choose a value outside. `minPledge` and `seatFee` may be any amount that fits their type.
library ParameterRanges {
    /// @dev Reverts with `ParameterOutOfRange` for the first parameter that lies outside its range.
    function check(ICharter.Parameters memory parameters) internal pure {
        _within("maxPremiumBps", parameters.maxPremiumBps, 0, 2000);
        _within("quorumBps", parameters.quorumBps, 1, 5000);
        _within("rounds", parameters.rounds, 1, 6);
        _within("responseWindow", parameters.responseWindow, 1 hours, 30 days);
        _within("voteWindow", parameters.voteWindow, 1 hours, 30 days);
        _within("appealWindow", parameters.appealWindow, 1 hours, 30 days);
        _within("recourseWindow", parameters.recourseWindow, 1 days, 365 days);
        _within("recoveryDelay", parameters.recoveryDelay, 1 days, 90 days);
        _within("lapseWindow", parameters.lapseWindow, 7 days, 365 days);
    }

    function _within(bytes32 parameter, uint256 value, uint256 min, uint256 max) private pure {
        if (value < min || value > max) {
            revert ICharter.ParameterOutOfRange(parameter, value, min, max);
        }
    }
}
