// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {MedianTally} from "../libraries/MedianTally.sol";
import {PanelSeats} from "../libraries/PanelSeats.sol";
import {PanelVotes} from "../libraries/PanelVotes.sol";
import {RoundSchedule} from "../libraries/RoundSchedule.sol";
import {RoundVerdict} from "../libraries/RoundVerdict.sol";
import {DisputeId} from "../types/DisputeId.sol";
import {DisputeRecord} from "../types/DisputeRecord.sol";
import {Fault} from "../types/Fault.sol";
import {MemberId} from "../types/MemberId.sol";
import {Module} from "./Module.sol";

/// @title The court's docket: the disputes and their votes, and what time and the votes make of them
/// @notice A dispute is one slot and its votes are a nibble a seat; panels, times, tallies and fees are derived.
abstract contract CourtDocket is IGuarantorCourt, Module {
    using MedianTally for uint256;
    using PanelSeats for ISuretyGraph;
    using PanelVotes for PanelVotes.Votes;
    using RoundSchedule for DisputeRecord;

    /// @notice Who sits where.
    ISuretyGraph public immutable GRAPH;

    mapping(DisputeId id => DisputeRecord) internal _disputes;
    mapping(DisputeId id => PanelVotes.Votes) internal _votes;

    /// @inheritdoc IGuarantorCourt
    mapping(DisputeId id => mapping(uint8 round => MemberId)) public appellantOf;

    constructor(ISuretyGraph graph) {
        _requireNonzero(address(graph));
        GRAPH = graph;
    }

    /// @inheritdoc IGuarantorCourt
    function disputeOf(DisputeId dispute) external view returns (Dispute memory) {
        return _disputes[dispute].toDispute();
    }

    /// @inheritdoc IGuarantorCourt
    function current(DisputeId dispute) external view returns (Dispute memory, Schedule memory) {
        (uint40 now_, ) = CHARTER.time();
        DisputeRecord advanced = _load(dispute);
        while (advanced.isDue(now_)) advanced = _step(dispute, advanced);
        return (advanced.toDispute(), advanced.timesOf());
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
        bool isCircle = round == _loadSeat(dispute, round, seat).rounds();
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
        if (round == _loadRound(dispute, round).rounds()) {
            return (_votes[dispute].circle().buckets(), receiver);
        }
        (uint256 ofProvider, uint256 ofReceiver) = _votes[dispute].halves(round);
        return (ofProvider.buckets(), ofReceiver.buckets());
    }

    // -- Booking

    /// @dev Books what time has decided until `now_`: at most each round, and then whether its ruling stands.
    function _book(DisputeId id, uint40 now_) internal returns (DisputeRecord booked) {
        booked = _load(id);
        if (!booked.isDue(now_)) return booked;
        while (booked.isDue(now_)) {
            DisputeRecord before = booked;
            booked = _step(id, before);
            _announce(id, before, booked);
        }
        _disputes[id] = booked;
    }

    /// @dev Tells of a step.
    function _announce(DisputeId id, DisputeRecord before, DisputeRecord booked) private {
        DisputeState state = booked.state();
        if (state == DisputeState.Ruled) {
            emit RoundRuled(id, booked.round(), booked.ruling());
        } else if (state == DisputeState.Final) {
            emit RulingFinal(id, booked.ruling());
        } else if (before.state() == DisputeState.Filed) {
            emit DisputeOpened(id, before.deadline());
        } else if (before.state() == DisputeState.Voting) {
            emit RoundRose(id, before.round());
        }
    }

    /// @dev A dispute after the one step that its deadline decides.
    function _step(DisputeId id, DisputeRecord dispute) private view returns (DisputeRecord) {
        DisputeState state = dispute.state();
        if (state == DisputeState.Filed) return dispute.open(dispute.deadline());
        if (state == DisputeState.Ruled) return dispute.withState(DisputeState.Final);
        if (state == DisputeState.Appealed) return dispute.rise();
        if (!dispute.inCircle()) return _judge(id, dispute);
        return dispute.rule(RoundVerdict.ofCircle(_votes[id].circle(), dispute.fallbackRuling()));
    }

    /// @dev A dispute after the votes of two sides: with a ruling, or in the next round.
    function _judge(DisputeId id, DisputeRecord dispute) private view returns (DisputeRecord) {
        uint8 round = dispute.round();
        (uint256 provider, uint256 receiver) = _votes[id].halves(round);
        (bool quorate, bool agreed, Fault mean) = RoundVerdict.ofSides(
            provider,
            receiver,
            PanelVotes.sideSeatsOf(round),
            dispute.quorumBps()
        );
        DisputeRecord judged = quorate ? dispute.withFallbackRuling(mean) : dispute;
        return agreed ? judged.rule(mean) : judged.rise();
    }

    // -- Fees

    /// @notice What was paid for some rounds: what no seat earned, and what seats earned (token units). A seat that voted
    /// in a paid round has earned its fee, claimed or not.
    /// @param paid Bit r: round r, which must be paid for
    function _feesOf(
        DisputeId id,
        DisputeRecord dispute,
        uint256 paid
    ) internal view returns (uint96 unearned, uint96 earned) {
        if (paid == 0) return (0, 0);
        uint256 seats;
        uint256 voters;
        for (uint8 round = 0; paid >> round != 0; ++round) {
            if ((paid >> round) & 1 == 0) continue;
            seats += GRAPH.countOf(dispute, round);
            voters += _votes[id].voters(round, round == dispute.rounds());
        }
        uint96 seatFee = CHARTER.dealRulesOf(dispute.version()).seatFee;
        earned = _amount(seatFee * voters);
        unearned = _amount(seatFee * seats) - earned;
    }

    // -- Reading

    function _load(DisputeId id) internal view returns (DisputeRecord dispute) {
        dispute = _disputes[id];
        if (dispute.state() == DisputeState.None) revert WrongDisputeState(id, DisputeState.None);
    }

    function _loadRound(DisputeId id, uint8 round) private view returns (DisputeRecord dispute) {
        dispute = _load(id);
        if (round > dispute.rounds()) revert NoSuchRound(round, dispute.rounds());
    }

    function _loadSeat(
        DisputeId id,
        uint8 round,
        uint8 seat
    ) private view returns (DisputeRecord dispute) {
        dispute = _loadRound(id, round);
        PanelSeats.requireSeats(1 << seat, round, round == dispute.rounds());
    }
}
