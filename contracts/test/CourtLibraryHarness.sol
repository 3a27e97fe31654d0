// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICharter} from "../interfaces/ICharter.sol";
import {IGuarantorCourt} from "../interfaces/IGuarantorCourt.sol";
import {MedianTally} from "../libraries/MedianTally.sol";
import {PanelSeats} from "../libraries/PanelSeats.sol";
import {PanelVotes} from "../libraries/PanelVotes.sol";
import {RoundSchedule} from "../libraries/RoundSchedule.sol";
import {RoundVerdict} from "../libraries/RoundVerdict.sol";
import {DisputeRecord, filedDispute} from "../types/DisputeRecord.sol";
import {Fault} from "../types/Fault.sol";
import {MemberId} from "../types/MemberId.sol";
import {Side} from "../types/Side.sol";

/// @title The court's libraries, to be called one by one and in batches
contract CourtLibraryHarness {
    using MedianTally for uint256;
    using PanelVotes for PanelVotes.Votes;
    using RoundSchedule for DisputeRecord;

    PanelVotes.Votes private _votes;

    function encode(Fault vote) external pure returns (uint256) {
        return MedianTally.encode(vote);
    }

    function decode(uint256 nibble) external pure returns (Fault) {
        return MedianTally.decode(nibble);
    }

    function medians(uint256[] calldata words) external pure returns (Fault[] memory results) {
        results = new Fault[](words.length);
        for (uint256 i = 0; i < words.length; ++i) results[i] = words[i].median();
    }

    function voters(uint256 word) external pure returns (uint256) {
        return word.voters();
    }

    function buckets(uint256 word) external pure returns (uint8[11] memory) {
        return word.buckets();
    }

    function isQuorate(
        uint256 votes,
        uint256 seats,
        uint16 quorumBps
    ) external pure returns (bool) {
        return votes.isQuorate(seats, quorumBps);
    }

    function verdictsOfSides(
        uint256[] calldata providers,
        uint256[] calldata receivers,
        uint256 sideSeats,
        uint16 quorumBps
    ) external pure returns (bool[] memory quorate, bool[] memory agreed, Fault[] memory mean) {
        quorate = new bool[](providers.length);
        agreed = new bool[](providers.length);
        mean = new Fault[](providers.length);
        for (uint256 i = 0; i < providers.length; ++i) {
            (quorate[i], agreed[i], mean[i]) = RoundVerdict.ofSides(
                providers[i],
                receivers[i],
                sideSeats,
                quorumBps
            );
        }
    }

    function verdictOfCircle(uint256 word, Fault fallbackRuling) external pure returns (Fault) {
        return RoundVerdict.ofCircle(word, fallbackRuling);
    }

    function filed(
        MemberId provider,
        MemberId receiver,
        uint40 snapshot,
        uint16 version,
        ICharter.DealRules memory rules
    ) external pure returns (DisputeRecord) {
        return filedDispute(provider, receiver, snapshot, version, rules);
    }

    function opened(DisputeRecord dispute, uint40 openedAt) external pure returns (DisputeRecord) {
        return dispute.open(openedAt);
    }

    function ruled(DisputeRecord dispute, Fault ruling) external pure returns (DisputeRecord) {
        return dispute.rule(ruling);
    }

    function risen(DisputeRecord dispute) external pure returns (DisputeRecord) {
        return dispute.rise();
    }

    function withState(
        DisputeRecord dispute,
        IGuarantorCourt.DisputeState state
    ) external pure returns (DisputeRecord) {
        return dispute.withState(state);
    }

    function withFallbackRuling(
        DisputeRecord dispute,
        Fault ruling
    ) external pure returns (DisputeRecord) {
        return dispute.withFallbackRuling(ruling);
    }

    function withPaidRound(
        DisputeRecord dispute,
        uint8 round,
        Side side
    ) external pure returns (DisputeRecord) {
        return dispute.withPaidRound(round, side);
    }

    function withRoundPaidByOther(
        DisputeRecord dispute,
        uint8 round
    ) external pure returns (DisputeRecord) {
        return dispute.withRoundPaidByOther(round);
    }

    function withFeesReturned(DisputeRecord dispute) external pure returns (DisputeRecord) {
        return dispute.withFeesReturned();
    }

    function toDispute(
        DisputeRecord dispute
    ) external pure returns (IGuarantorCourt.Dispute memory) {
        return dispute.toDispute();
    }

    function rulesOf(
        DisputeRecord dispute
    ) external pure returns (uint40 voteWindow, uint40 appealWindow, uint16 quorumBps) {
        return (dispute.voteWindow(), dispute.appealWindow(), dispute.quorumBps());
    }

    function paidBy(DisputeRecord dispute, Side side) external pure returns (uint8) {
        return dispute.paidBy(side);
    }

    function timesOf(
        DisputeRecord dispute
    ) external pure returns (IGuarantorCourt.Schedule memory) {
        return dispute.timesOf();
    }

    function isDue(DisputeRecord dispute, uint40 now_) external pure returns (bool) {
        return dispute.isDue(now_);
    }

    function requireSeats(uint256 seats, uint8 round, bool isCircle) external pure {
        PanelSeats.requireSeats(seats, round, isCircle);
    }

    function swapVote(
        uint8 round,
        bool isCircle,
        uint256 seat,
        uint256 nibble
    ) external returns (uint256 before) {
        return _votes.swap(round, isCircle, seat, nibble);
    }

    function voteAt(uint8 round, bool isCircle, uint256 seat) external view returns (uint256) {
        return _votes.get(round, isCircle, seat);
    }

    function halves(uint8 round) external view returns (uint256 provider, uint256 receiver) {
        return _votes.halves(round);
    }

    function circle() external view returns (uint256) {
        return _votes.circle();
    }

    function votersOf(uint8 round, bool isCircle) external view returns (uint256) {
        return _votes.voters(round, isCircle);
    }

    function wordAt(uint256 word) external view returns (uint256) {
        return _votes.words[word].nibbles;
    }
}
