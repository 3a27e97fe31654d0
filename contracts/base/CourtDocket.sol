// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICharter} from "../interfaces/ICharter.sol";
import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {MedianTally} from "../libraries/MedianTally.sol";
import {PanelSeats} from "../libraries/PanelSeats.sol";
import {PanelVotes} from "../libraries/PanelVotes.sol";
import {RoundSchedule} from "../libraries/RoundSchedule.sol";
import {RoundVerdict} from "../libraries/RoundVerdict.sol";
import {DisputeId} from "../types/DisputeId.sol";
import {Fault} from "../types/Fault.sol";
import {MemberId} from "../types/MemberId.sol";
import {Side} from "../types/Side.sol";
import {Module} from "./Module.sol";

/// @title The court's docket: the disputes and their votes, and what time and the votes make of them
/// @notice A dispute is one slot and its votes are a nibble a seat; panels, times, tallies and fees are derived.
abstract contract CourtDocket is IGuarantorCourt, Module {
    using MedianTally for uint256;
    using PanelSeats for ISuretyGraph;
    using PanelVotes for PanelVotes.Votes;
    using RoundSchedule for Dispute;

    /// @notice Who sits where.
    ISuretyGraph public immutable GRAPH;

    mapping(DisputeId id => Dispute) internal _disputes;
    mapping(DisputeId id => PanelVotes.Votes) internal _votes;

    constructor(ISuretyGraph graph) {
        _requireNonzero(address(graph));
        GRAPH = graph;
    }

    /// @inheritdoc IGuarantorCourt
    function disputeOf(DisputeId dispute) external view returns (Dispute memory) {
        return _disputes[dispute];
    }

    /// @inheritdoc IGuarantorCourt
    function current(
        DisputeId dispute
    ) external view returns (Dispute memory advanced, Schedule memory schedule) {
        advanced = _disputes[dispute];
        _requireDispute(dispute, advanced);
        ICharter.Parameters memory rules = CHARTER.parametersOf(advanced.version);
        (uint40 now_, ) = CHARTER.time();
        while (advanced.isDue(now_)) _step(dispute, advanced, rules);
        schedule = advanced.timesOf(rules);
    }

    /// @inheritdoc IGuarantorCourt
    function seatCount(DisputeId dispute, uint8 round) external view returns (uint256) {
        return GRAPH.countOf(_loadRound(dispute, round), round);
    }

    /// @inheritdoc IGuarantorCourt
    function seatHolder(
        DisputeId dispute,
        uint8 round,
        uint8 seat
    ) external view returns (MemberId) {
        return GRAPH.holderOf(_loadSeat(dispute, round, seat), round, seat);
    }

    /// @inheritdoc IGuarantorCourt
    function seatVote(
        DisputeId dispute,
        uint8 round,
        uint8 seat
    ) external view returns (bool voted, bool paid, Fault fault) {
        bool isCircle = round == _loadSeat(dispute, round, seat).rounds;
        uint256 nibble = _votes[dispute].get(round, isCircle, seat);
        voted = nibble != 0;
        paid = nibble == MedianTally.PAID_VOTE;
        if (voted && !paid) fault = MedianTally.decode(nibble);
    }

    /// @inheritdoc IGuarantorCourt
    function tally(
        DisputeId dispute,
        uint8 round
    ) external view returns (uint8[11] memory provider, uint8[11] memory receiver) {
        if (round == _loadRound(dispute, round).rounds) {
            return (_votes[dispute].circle().buckets(), receiver);
        }
        (uint256 ofProvider, uint256 ofReceiver) = _votes[dispute].halves(round);
        return (ofProvider.buckets(), ofReceiver.buckets());
    }

    // -- Booking

    /// @notice Books what time has decided until `now_`: at most each round, and then whether its ruling stands.
    /// @param dispute As it was booked before; as it is booked now, when this returns
    function _book(DisputeId id, Dispute memory dispute, uint40 now_) internal {
        _requireDispute(id, dispute);
        if (!dispute.isDue(now_)) return;
        ICharter.Parameters memory rules = CHARTER.parametersOf(dispute.version);
        while (dispute.isDue(now_)) {
            DisputeState before = dispute.state;
            _step(id, dispute, rules);
            _announce(id, dispute, before);
        }
        _disputes[id] = dispute;
    }

    /// @dev Tells of a step from the state `before`.
    function _announce(DisputeId id, Dispute memory booked, DisputeState before) internal {
        if (booked.state == DisputeState.Ruled) {
            emit RoundRuled(id, booked.round, booked.ruling);
        } else if (booked.state == DisputeState.Final) {
            emit RulingFinal(id, booked.ruling);
        } else if (before == DisputeState.Voting) {
            emit RoundRose(id, booked.round - 1);
        }
    }

    /// @dev Moves a dispute in memory on by the one step that its deadline decides.
    function _step(
        DisputeId id,
        Dispute memory dispute,
        ICharter.Parameters memory rules
    ) internal view {
        if (dispute.state == DisputeState.Ruled) {
            dispute.state = DisputeState.Final;
        } else if (dispute.state == DisputeState.Appealed) {
            dispute.rise(rules);
        } else if (dispute.inCircle()) {
            Fault ruling = RoundVerdict.ofCircle(_votes[id].circle(), dispute.fallbackRuling);
            dispute.rule(ruling, rules);
        } else {
            _judge(id, dispute, rules);
        }
    }

    /// @dev Ends the votes of two sides: with a ruling, or by rising to the next round.
    function _judge(
        DisputeId id,
        Dispute memory dispute,
        ICharter.Parameters memory rules
    ) internal view {
        (uint256 provider, uint256 receiver) = _votes[id].halves(dispute.round);
        (bool quorate, bool agreed, Fault mean) = RoundVerdict.ofSides(
            provider,
            receiver,
            PanelVotes.sideSeatsOf(dispute.round),
            rules.quorumBps
        );
        if (quorate) dispute.fallbackRuling = mean;
        if (agreed) dispute.rule(mean, rules);
        else dispute.rise(rules);
    }

    // -- Fees

    /// @dev What one side has paid: what no seat earned, and what seats earned (token units). A seat that voted in a
    /// paid round has earned its fee, claimed or not.
    function _feesOf(
        DisputeId id,
        Dispute memory dispute,
        Side side
    ) internal view returns (uint96 unearned, uint96 earned) {
        uint256 rounds =
            side == Side.Receiver
                ? dispute.paidByReceiver
                : dispute.paidRounds & ~dispute.paidByReceiver;
        if (rounds == 0) return (0, 0);
        uint256 seats;
        uint256 voters;
        for (uint8 round = 0; rounds >> round != 0; ++round) {
            if ((rounds >> round) & 1 == 0) continue;
            seats += GRAPH.countOf(dispute, round);
            voters += _votes[id].voters(round, round == dispute.rounds);
        }
        uint96 seatFee = CHARTER.parametersOf(dispute.version).seatFee;
        earned = _amount(seatFee * voters);
        unearned = _amount(seatFee * seats) - earned;
    }

    // -- Reading

    function _loadRound(DisputeId id, uint8 round) internal view returns (Dispute memory dispute) {
        dispute = _disputes[id];
        _requireDispute(id, dispute);
        if (round > dispute.rounds) revert NoSuchRound(round, dispute.rounds);
    }

    function _loadSeat(
        DisputeId id,
        uint8 round,
        uint8 seat
    ) internal view returns (Dispute memory dispute) {
        dispute = _loadRound(id, round);
        PanelSeats.requireSeats(1 << seat, round, round == dispute.rounds);
    }

    function _requireDispute(DisputeId id, Dispute memory dispute) internal pure {
        if (dispute.state == DisputeState.None) revert WrongDisputeState(id, DisputeState.None);
    }
}
