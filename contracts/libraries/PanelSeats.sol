// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Math} from "@openzeppelin/contracts/utils/math/Math.sol";
import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {DisputeRecord} from "../types/DisputeRecord.sol";
import {MAX_FOUNDERS} from "../types/Limits.sol";
import {MemberId, NO_MEMBER} from "../types/MemberId.sol";
import {FounderRing} from "./FounderRing.sol";
import {PanelVotes} from "./PanelVotes.sol";

/// @title Who sits on a panel
/// @notice A panel is never written down: a seat's number is a side and a path up from it, or a founder's place in the
/// order of founders, and the graph tells who held it at the snapshot.
library PanelSeats {
    using FounderRing for uint64;

    /// @notice The numbers that seats of a round can have: from 0 to below this.
    function numbersOf(uint8 round, bool isCircle) internal pure returns (uint256) {
        return isCircle ? MAX_FOUNDERS : 2 * PanelVotes.sideSeatsOf(round);
    }

    /// @notice Checks a bitmap of seats: not empty, and nothing beyond the round's seats.
    function requireSeats(uint256 seats, uint8 round, bool isCircle) internal pure {
        if (seats == 0) revert IGuarantorCourt.NoSeats();
        uint256 numbers = numbersOf(round, isCircle);
        if (seats >> numbers != 0) revert IGuarantorCourt.NoSuchSeat(greatestOf(seats), numbers);
    }

    /// @notice The greatest seat of a bitmap that is not empty.
    function greatestOf(uint256 seats) internal pure returns (uint8) {
        return uint8(Math.log2(seats));
    }

    /// @notice How many seats a round has: void ones count below the circle; in the circle a party has no seat.
    function countOf(
        ISuretyGraph graph,
        DisputeRecord dispute,
        uint8 round
    ) internal view returns (uint256) {
        if (round != dispute.rounds()) return 2 * PanelVotes.sideSeatsOf(round);
        uint64 parties = _placeOf(graph, dispute.provider()) | _placeOf(graph, dispute.receiver());
        return (graph.ringAt(dispute.snapshot()) & ~parties).count();
    }

    /// @notice Who holds a seat by the graph; `NO_MEMBER` if it is void.
    function holderOf(
        ISuretyGraph graph,
        DisputeRecord dispute,
        uint8 round,
        uint8 seat
    ) internal view returns (MemberId) {
        if (round == dispute.rounds()) return _founderAt(graph, dispute, seat);
        uint8 steps = round + 1;
        bool isReceivers = seat >> steps == 1;
        return
            graph.seatHolder(
                isReceivers ? dispute.receiver() : dispute.provider(),
                isReceivers ? dispute.provider() : dispute.receiver(),
                seat & ((1 << steps) - 1),
                steps,
                dispute.snapshot()
            );
    }

    /// @notice Checks that a member holds a seat.
    function requireHolder(
        ISuretyGraph graph,
        DisputeRecord dispute,
        uint8 round,
        uint8 seat,
        MemberId caller
    ) internal view {
        MemberId holder = holderOf(graph, dispute, round, seat);
        if (holder != caller) revert IGuarantorCourt.NotYourSeat(seat, caller, holder);
    }

    function _founderAt(
        ISuretyGraph graph,
        DisputeRecord dispute,
        uint8 seat
    ) private view returns (MemberId founder) {
        if ((graph.ringAt(dispute.snapshot()) >> seat) & 1 == 0) return NO_MEMBER;
        founder = graph.founderAt(seat);
        if (founder == dispute.provider() || founder == dispute.receiver()) return NO_MEMBER;
    }

    /// @dev The bit of a founder's place; 0 for everybody else.
    function _placeOf(ISuretyGraph graph, MemberId member) private view returns (uint64) {
        (bool isFounder, uint8 index) = graph.founderIndex(member);
        return isFounder ? uint64(1) << index : 0;
    }
}
