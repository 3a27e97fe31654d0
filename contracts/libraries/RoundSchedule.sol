// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {DisputeRecord} from "../types/DisputeRecord.sol";
import {Fault} from "../types/Fault.sol";

/// @title How a dispute moves from round to round, and when
/// @notice Each deadline is the one before plus a window, so every time follows from the opening and the appeals alone,
/// whenever somebody calls (CRT-6).
library RoundSchedule {
    /// @notice Whether the dispute's deadline has come and something is to be decided.
    function isDue(DisputeRecord dispute, uint40 now_) internal pure returns (bool) {
        uint40 deadline = dispute.deadline();
        if (deadline == 0 || now_ < deadline) return false;
        return dispute.state() <= IGuarantorCourt.DisputeState.Appealed;
    }

    /// @notice Round 0 takes votes from the opening on.
    function open(DisputeRecord dispute, uint40 openedAt) internal pure returns (DisputeRecord) {
        return
            dispute.withState(IGuarantorCourt.DisputeState.Voting).withDeadline(
                openedAt + dispute.voteWindow()
            );
    }

    /// @notice The votes have come to a ruling: it can be appealed from now on, but not the circle's.
    function rule(DisputeRecord dispute, Fault ruling) internal pure returns (DisputeRecord ruled) {
        ruled = dispute.withState(IGuarantorCourt.DisputeState.Ruled).withRuling(ruling);
        if (!dispute.inCircle()) {
            ruled = ruled.withDeadline(dispute.deadline() + dispute.appealWindow());
        }
    }

    /// @notice The next round takes votes: after votes without a ruling, or after an appeal.
    function rise(DisputeRecord dispute) internal pure returns (DisputeRecord) {
        return
            dispute
                .withState(IGuarantorCourt.DisputeState.Voting)
                .withRound(dispute.round() + 1)
                .withDeadline(dispute.deadline() + dispute.voteWindow());
    }

    /// @notice The times of the booked round; zeros for a dispute that is not open or was closed.
    function timesOf(
        DisputeRecord dispute
    ) internal pure returns (IGuarantorCourt.Schedule memory times) {
        IGuarantorCourt.DisputeState state = dispute.state();
        if (
            state < IGuarantorCourt.DisputeState.Voting ||
            state > IGuarantorCourt.DisputeState.Final
        ) return times;
        uint40 appealWindow = dispute.inCircle() ? 0 : dispute.appealWindow();
        bool isVoting = state == IGuarantorCourt.DisputeState.Voting;
        times.votesUntil = isVoting ? dispute.deadline() : dispute.deadline() - appealWindow;
        times.votesFrom = times.votesUntil - dispute.voteWindow();
        times.appealUntil = times.votesUntil + appealWindow;
    }
}
