// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IMembership} from "../interfaces/IMembership.sol";

/// @title Counting what went wrong in a member's name
/// @notice The counters stop at the greatest number they hold instead of reverting: a full register never stands in the
/// way of an award, a repayment or an expulsion.
library StandingRegister {
    function addFault(IMembership.Standing storage self, bool defaulted, uint96 paid) internal {
        if (defaulted) self.defaults = _next(self.defaults);
        uint96 left = type(uint96).max - self.faultPaid;
        self.faultPaid += paid < left ? paid : left;
    }

    function addOverdue(IMembership.Standing storage self) internal {
        self.overdue = _next(self.overdue);
    }

    function addExcuse(IMembership.Standing storage self) internal {
        self.excused = _next(self.excused);
    }

    function addPrincipalLost(IMembership.Standing storage self) internal {
        self.principalsLost = _next(self.principalsLost);
    }

    function _next(uint32 count) private pure returns (uint32) {
        return count == type(uint32).max ? count : count + 1;
    }
}
