// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICharter} from "../interfaces/ICharter.sol";
import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {Fault} from "../types/Fault.sol";

/// @title How a dispute moves from round to round, and when
/// @notice Each deadline is the one before plus a window, so every time follows from the opening and the appeals alone,
/// whenever somebody calls (CRT-6).
library RoundSchedule {
    /// @notice Whether the dispute's deadline has come and something is to be decided.
    function isDue(IGuarantorCourt.Dispute memory self, uint40 now_) internal pure returns (bool) {
        return
            self.state >= IGuarantorCourt.DisputeState.Voting &&
            self.state <= IGuarantorCourt.DisputeState.Appealed &&
            now_ >= self.deadline;
    }

    /// @notice Whether the booked round is the circle.
    function inCircle(IGuarantorCourt.Dispute memory self) internal pure returns (bool) {
        return self.round == self.rounds;
    }

    /// @notice The votes have come to a ruling: it can be appealed from now on, but not the circle's.
    function rule(
        IGuarantorCourt.Dispute memory self,
        Fault ruling,
        ICharter.Parameters memory rules
    ) internal pure {
        self.ruling = ruling;
        self.state = IGuarantorCourt.DisputeState.Ruled;
        if (!inCircle(self)) self.deadline += rules.appealWindow;
    }

    /// @notice The next round takes votes: after votes without a ruling, or after an appeal.
    function rise(
        IGuarantorCourt.Dispute memory self,
        ICharter.Parameters memory rules
    ) internal pure {
        ++self.round;
        self.state = IGuarantorCourt.DisputeState.Voting;
        self.deadline += rules.voteWindow;
    }

    /// @notice The times of the booked round; zeros for a dispute that is not open or was closed.
    function timesOf(
        IGuarantorCourt.Dispute memory self,
        ICharter.Parameters memory rules
    ) internal pure returns (IGuarantorCourt.Schedule memory times) {
        if (
            self.state < IGuarantorCourt.DisputeState.Voting ||
            self.state > IGuarantorCourt.DisputeState.Final
        ) return times;
        uint40 appealWindow = inCircle(self) ? 0 : rules.appealWindow;
        bool isVoting = self.state == IGuarantorCourt.DisputeState.Voting;
        times.votesUntil = isVoting ? self.deadline : self.deadline - appealWindow;
        times.votesFrom = times.votesUntil - rules.voteWindow;
        times.appealUntil = times.votesUntil + appealWindow;
    }
}
