// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {CourtDocket} from "./base/CourtDocket.sol";
import {Module} from "./base/Module.sol";
import {ICharter} from "./interfaces/ICharter.sol";
import {ICoverVault} from "./interfaces/ICoverVault.sol";
import {IGuarantorCourt} from "./interfaces/IGuarantorCourt.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {ISuretyGraph} from "./interfaces/ISuretyGraph.sol";
import {MedianTally} from "./libraries/MedianTally.sol";
import {PanelSeats} from "./libraries/PanelSeats.sol";
import {PanelVotes} from "./libraries/PanelVotes.sol";
import {RoundSchedule} from "./libraries/RoundSchedule.sol";
import {DisputeId} from "./types/DisputeId.sol";
import {DisputeRecord, filedDispute} from "./types/DisputeRecord.sol";
import {Fault} from "./types/Fault.sol";
import {MemberId} from "./types/MemberId.sol";
import {Side} from "./types/Side.sol";

/// @title The guarantor court
/// @notice Judges vote with the seats they name, parties appeal, and whoever calls next books what time has decided.
contract GuarantorCourt is CourtDocket {
    using PanelSeats for ISuretyGraph;
    using PanelVotes for PanelVotes.Votes;
    using RoundSchedule for DisputeRecord;

    /// @notice The cards: who calls, and whether they are Active.
    IMembership public immutable MEMBERSHIP;

    /// @notice Where fees are kept.
    ICoverVault public immutable VAULT;

    /// @notice The trade contract, whose disputes the court judges; zero until the court is sealed.
    address public trade;

    constructor(
        ICharter charter,
        IMembership membership,
        ICoverVault vault,
        ISuretyGraph graph,
        address forwarder
    ) Module(charter, forwarder) CourtDocket(graph) {
        _requireNonzero(address(membership));
        _requireNonzero(address(vault));
        MEMBERSHIP = membership;
        VAULT = vault;
    }

    modifier onlyTrade() {
        _requireModule(trade);
        _;
    }

    /// @notice Names the trade contract, whose disputes the court judges. The deployer, once.
    /// @param trade_ The trade contract
    function seal(address trade_) external {
        _authoriseSeal(trade);
        _requireNonzero(trade_);
        trade = trade_;
        emit Sealed();
    }

    // -- Trade

    /// @inheritdoc IGuarantorCourt
    function file(
        DisputeId dispute,
        MemberId provider,
        MemberId receiver,
        uint40 snapshot,
        uint16 version,
        Side claimant,
        uint40 opensAt,
        address wallet
    ) external onlyTrade {
        // Check: a dispute is filed once.
        if (_disputes[dispute].state() != DisputeState.None) revert DisputeExists(dispute);
        ICharter.DealRules memory rules = CHARTER.dealRulesOf(version);
        uint96 fee = _amount(rules.seatFee * PanelSeats.numbersOf(0, false));

        // Effect: it waits for an answer.
        DisputeRecord filed = filedDispute(provider, receiver, snapshot, version, rules)
            .withDeadline(opensAt);
        _disputes[dispute] = fee == 0 ? filed : filed.withPaidRound(0, claimant);
        emit DisputeFiled(dispute, provider, receiver, snapshot, claimant, opensAt);

        // Interaction: the fee of the first panel goes into the pool.
        MemberId payer = claimant == Side.Provider ? provider : receiver;
        if (fee != 0) VAULT.takeFee(dispute, payer, wallet, fee);
    }

    /// @inheritdoc IGuarantorCourt
    function scheduleOpening(DisputeId dispute, uint40 opensAt) external onlyTrade {
        _disputes[dispute] = _loadFiled(dispute).withDeadline(opensAt);
        emit OpeningScheduled(dispute, opensAt);
    }

    /// @inheritdoc IGuarantorCourt
    function open(DisputeId dispute, uint40 openedAt) external onlyTrade {
        _disputes[dispute] = _loadFiled(dispute).open(openedAt);
        emit DisputeOpened(dispute, openedAt);
    }

    /// @inheritdoc IGuarantorCourt
    function appealFor(
        DisputeId dispute,
        Side side,
        MemberId appellant,
        address wallet
    ) external onlyTrade {
        (uint40 now_, ) = CHARTER.running();
        _appeal(dispute, _bookRuled(dispute, now_), side, appellant, wallet);
    }

    /// @inheritdoc IGuarantorCourt
    function close(DisputeId dispute) external onlyTrade {
        (uint40 now_, ) = CHARTER.running();
        DisputeRecord booked = _book(dispute, now_);
        if (_isOver(booked)) revert WrongDisputeState(dispute, booked.state());
        _disputes[dispute] = booked.withState(DisputeState.Closed);
        emit DisputeClosed(dispute);
    }

    /// @inheritdoc IGuarantorCourt
    function conclude(
        DisputeId dispute
    )
        external
        onlyTrade
        returns (bool isFinal, Fault ruling, uint96 providerFees, uint96 receiverFees)
    {
        (uint40 now_, ) = CHARTER.running();
        DisputeRecord booked = _book(dispute, now_);
        if (booked.state() != DisputeState.Final) return (false, booked.ruling(), 0, 0);
        isFinal = true;
        ruling = booked.ruling();
        (, providerFees) = _feesOf(dispute, booked, booked.paidBy(Side.Provider));
        (, receiverFees) = _feesOf(dispute, booked, booked.paidBy(Side.Receiver));
    }

    // -- Judges and parties

    /// @inheritdoc IGuarantorCourt
    function vote(DisputeId dispute, uint8 round, uint256 seats, Fault fault) external {
        // Check: the round takes votes, and the caller may judge.
        (uint40 now_, MemberId judge, IMembership.MemberState state) = MEMBERSHIP.whoCallsAndState(
            _msgSender()
        );
        DisputeRecord booked = _book(dispute, now_);
        if (booked.state() != DisputeState.Voting)
            revert WrongDisputeState(dispute, booked.state());
        if (booked.round() != round) revert WrongRound(dispute, round, booked.round());
        if (!fault.isVote()) revert InvalidVote(fault);
        if (state != IMembership.MemberState.Active) revert JudgeNotActive(judge);

        // Effect: each seat has its vote.
        uint256 nibble = MedianTally.encode(fault);
        bool isCircle = booked.inCircle();
        PanelSeats.requireSeats(seats, round, isCircle);
        PanelVotes.Votes storage votes = _votes[dispute];
        for (uint256 left = seats; left != 0;) {
            uint8 seat = PanelSeats.greatestOf(left);
            left ^= 1 << seat;
            GRAPH.requireHolder(booked, round, seat, judge);
            if (votes.swap(round, isCircle, seat, nibble) != 0) revert AlreadyVoted(seat);
        }
        emit Voted(dispute, round, judge, seats, fault);
    }

    /// @inheritdoc IGuarantorCourt
    function appeal(DisputeId dispute, bool fromWallet) external {
        // Check: a ruling that can still be appealed, and a party.
        address caller = _msgSender();
        (uint40 now_, , MemberId party) = MEMBERSHIP.whoCalls(caller);
        DisputeRecord booked = _bookRuled(dispute, now_);
        if (party.isNone()) revert NotAMember(caller);
        bool isProvider = party == booked.provider();
        if (!isProvider && party != booked.receiver()) revert NotAParty(party);
        Side side = isProvider ? Side.Provider : Side.Receiver;
        _appeal(dispute, booked, side, party, fromWallet ? caller : address(0));
    }

    /// @inheritdoc IGuarantorCourt
    function advance(DisputeId dispute) external {
        (uint40 now_, ) = CHARTER.running();
        _book(dispute, now_);
    }

    /// @inheritdoc IGuarantorCourt
    function claimSeatFees(DisputeId dispute, uint8 round, uint256 seats) external {
        // Check: the dispute is over, and the round was paid for.
        uint40 now_ = MEMBERSHIP.time();
        DisputeRecord booked = _book(dispute, now_);
        if (!_isOver(booked)) revert WrongDisputeState(dispute, booked.state());
        if ((booked.paidRounds() >> round) & 1 == 0) revert RoundNotPaid(round);
        MemberId judge = MEMBERSHIP.idOf(_msgSender());

        // Effect: each seat that voted is paid once.
        bool isCircle = round == booked.rounds();
        PanelSeats.requireSeats(seats, round, isCircle);
        PanelVotes.Votes storage votes = _votes[dispute];
        uint256 count;
        for (uint256 left = seats; left != 0; ++count) {
            uint8 seat = PanelSeats.greatestOf(left);
            left ^= 1 << seat;
            GRAPH.requireHolder(booked, round, seat, judge);
            uint256 nibble = votes.swap(round, isCircle, seat, MedianTally.PAID_VOTE);
            if (nibble == 0 || nibble == MedianTally.PAID_VOTE) revert NothingToClaim(round, seat);
        }
        emit SeatFeesClaimed(dispute, round, judge, seats);

        // Interaction: out of the pool.
        uint96 seatFee = CHARTER.dealRulesOf(booked.version()).seatFee;
        VAULT.payFee(dispute, judge, _amount(seatFee * count));
    }

    /// @inheritdoc IGuarantorCourt
    function returnFees(DisputeId dispute) external {
        // Check: the dispute is over, and something goes back.
        (uint40 now_, ) = CHARTER.time();
        DisputeRecord booked = _book(dispute, now_);
        if (!_isOver(booked)) revert WrongDisputeState(dispute, booked.state());
        uint256 others = booked.paidByOthers();
        (uint96 toProvider, ) = _feesOf(dispute, booked, booked.paidBy(Side.Provider));
        (uint96 toReceiver, ) = _feesOf(dispute, booked, booked.paidBy(Side.Receiver));
        (uint96 toOthers, ) = _feesOf(dispute, booked, others);
        bool isNothing = toProvider == 0 && toReceiver == 0 && toOthers == 0;
        if (booked.feesReturned() || isNothing) revert NothingToReturn(dispute);

        // Effect: only once.
        _disputes[dispute] = booked.withFeesReturned();
        emit FeesReturned(dispute, toProvider, toReceiver);

        // Interaction: out of the pool.
        if (toProvider != 0) VAULT.payFee(dispute, booked.provider(), toProvider);
        if (toReceiver != 0) VAULT.payFee(dispute, booked.receiver(), toReceiver);
        for (uint8 round = 0; others >> round != 0; ++round) {
            if ((others >> round) & 1 != 0) _returnAppealFee(dispute, booked, round);
        }
    }

    /// @dev Gives back what no seat earned of a round that neither party has paid for.
    function _returnAppealFee(DisputeId dispute, DisputeRecord booked, uint8 round) internal {
        (uint96 unearned, ) = _feesOf(dispute, booked, 1 << round);
        if (unearned == 0) return;
        MemberId appellant = appellantOf[dispute][round];
        emit AppealFeeReturned(dispute, round, appellant, unearned);
        VAULT.payFee(dispute, appellant, unearned);
    }

    /// @dev Books what time has decided, which must be a ruling that can still be appealed.
    function _bookRuled(DisputeId dispute, uint40 now_) internal returns (DisputeRecord booked) {
        booked = _book(dispute, now_);
        if (booked.state() != DisputeState.Ruled) revert NotAppealable(dispute, booked.state());
    }

    /// @dev Appeals a ruling for a side; the fee comes from `wallet`, or from the payer's deposit if that is zero.
    function _appeal(
        DisputeId dispute,
        DisputeRecord booked,
        Side side,
        MemberId payer,
        address wallet
    ) internal {
        uint8 next = booked.round() + 1;
        uint96 seatFee = CHARTER.dealRulesOf(booked.version()).seatFee;
        uint96 fee = seatFee == 0 ? 0 : _amount(seatFee * GRAPH.countOf(booked, next));

        // Effect: the next round begins when the time to appeal ends.
        DisputeRecord appealed = booked.withState(DisputeState.Appealed);
        if (fee != 0) {
            if (payer == booked.provider()) {
                appealed = appealed.withPaidRound(next, Side.Provider);
            } else if (payer == booked.receiver()) {
                appealed = appealed.withPaidRound(next, Side.Receiver);
            } else {
                appealed = appealed.withRoundPaidByOther(next);
                appellantOf[dispute][next] = payer;
            }
        }
        _disputes[dispute] = appealed;
        emit Appealed(dispute, booked.round(), side, payer);

        // Interaction: the fee of the next panel goes into the pool.
        if (fee != 0) VAULT.takeFee(dispute, payer, wallet, fee);
    }

    function _loadFiled(DisputeId dispute) internal view returns (DisputeRecord filed) {
        filed = _load(dispute);
        if (filed.state() != DisputeState.Filed) revert WrongDisputeState(dispute, filed.state());
    }

    /// @dev Whether a dispute has ended, with or without a ruling.
    function _isOver(DisputeRecord dispute) internal pure returns (bool) {
        DisputeState state = dispute.state();
        return state == DisputeState.Final || state == DisputeState.Closed;
    }
}
