// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberId} from "../types/MemberId.sol";
import {DisputeId} from "../types/DisputeId.sol";
import {Fault} from "../types/Fault.sol";
import {Side} from "../types/Side.sol";

/// @title The guarantor court: the guarantors of both sides judge, then their guarantors, up to the founding circle
/// @notice The court knows two sides and a snapshot time, not what they dispute about; it gives back a fault. Nobody
/// enumerates a panel: a voter names the seats they hold and the contract walks up from the party for each.
///
/// Seats of round r are numbered `side << (r + 1) | path`: 2^(r + 2) of them, the provider's half first; the path has
/// r + 1 bits, the most significant first. In the circle (the round after the charter's last) the seat is the founder's
/// place in the order of founders.
///
/// Rounds run on schedule: round r + 1 begins when round r's votes end, or, if round r was appealed, when its time to
/// appeal ends; so every time follows from the opening and the appeals alone.
interface IGuarantorCourt {
    /// @notice Filed: waits for an answer. Voting: `round` takes votes. Ruled: `round` has a ruling that can be appealed.
    /// Appealed: it was, and the next round begins when the time to appeal ends. Final: the ruling stands. Closed: ended
    /// without a ruling (conceded or settled).
    enum DisputeState {
        None,
        Filed,
        Voting,
        Ruled,
        Appealed,
        Final,
        Closed
    }

    /// @notice A dispute; one storage word keeps all of it (`DisputeRecord`).
    /// @param provider The provider's side
    /// @param receiver The receiver's side
    /// @param snapshot Protocol clock that the panels are taken at
    /// @param deadline Protocol clock at which the votes of the booked round end (Voting), or its time to appeal (Ruled,
    /// Appealed, Final), or at which the first round opens by itself (Filed; 0: it does not)
    /// @param version The charter version whose rules hold
    /// @param rounds Rounds of that version up the guarantor tree: the number of the circle
    /// @param round The round booked last
    /// @param state See `DisputeState`
    /// @param paidRounds Bit r: the seats of round r are paid for
    /// @param paidByReceiver Bit r: by the receiver
    /// @param paidByOthers Bit r: by somebody above a side (`appellantOf`); what is left of all bits, by the provider
    /// @param ruling The last ruling (basis points)
    /// @param fallbackRuling What holds if nobody votes in the circle: the mean of the opinions of the last round in
    /// which both sides had a quorum, at first 50 per cent
    /// @param feesReturned The fees that no seat earned have gone back
    struct Dispute {
        MemberId provider;
        MemberId receiver;
        uint40 snapshot;
        uint40 deadline;
        uint16 version;
        uint8 rounds;
        uint8 round;
        DisputeState state;
        uint8 paidRounds;
        uint8 paidByReceiver;
        uint8 paidByOthers;
        Fault ruling;
        Fault fallbackRuling;
        bool feesReturned;
    }

    /// @notice The times of a round (protocol clock): when its votes begin and end, and when its time to appeal ends.
    /// The circle's ruling cannot be appealed: there the last two are the same.
    struct Schedule {
        uint40 votesFrom;
        uint40 votesUntil;
        uint40 appealUntil;
    }

    /// @notice A claim was made: the dispute exists and waits for its answer, or opens by itself at `opensAt` of the protocol
    /// clock (0: it does not).
    event DisputeFiled(
        DisputeId indexed dispute,
        MemberId indexed provider,
        MemberId indexed receiver,
        uint40 snapshot,
        Side claimant,
        uint40 opensAt
    );

    /// @notice The first round opens by itself at `opensAt` of the protocol clock.
    event OpeningScheduled(DisputeId indexed dispute, uint40 opensAt);

    /// @notice The first round takes votes from `openedAt` of the protocol clock on.
    event DisputeOpened(DisputeId indexed dispute, uint40 openedAt);

    /// @notice `seats` is a bitmap of seat numbers.
    event Voted(
        DisputeId indexed dispute,
        uint8 indexed round,
        MemberId indexed judge,
        uint256 seats,
        Fault fault
    );

    /// @notice The votes of a round ended in a ruling that can be appealed.
    event RoundRuled(DisputeId indexed dispute, uint8 indexed round, Fault ruling);

    /// @notice The round ended without a ruling and the next one began, free of charge.
    event RoundRose(DisputeId indexed dispute, uint8 indexed round);

    /// @notice The ruling of a round was appealed for a side, and the next round paid for, `by` the party itself or
    /// somebody above it.
    event Appealed(DisputeId indexed dispute, uint8 indexed round, Side indexed side, MemberId by);

    /// @notice The ruling stands and never changes.
    event RulingFinal(DisputeId indexed dispute, Fault ruling);

    /// @notice The dispute ended without a ruling: conceded or settled.
    event DisputeClosed(DisputeId indexed dispute);

    /// @notice A judge was paid for these seats.
    event SeatFeesClaimed(
        DisputeId indexed dispute,
        uint8 indexed round,
        MemberId indexed judge,
        uint256 seats
    );

    /// @notice What no seat earned went back to the sides (token units).
    event FeesReturned(DisputeId indexed dispute, uint96 toProvider, uint96 toReceiver);

    /// @notice What no seat earned of a round that somebody above a side has paid for went back to them (token units).
    event AppealFeeReturned(
        DisputeId indexed dispute,
        uint8 indexed round,
        MemberId indexed appellant,
        uint96 amount
    );

    error DisputeExists(DisputeId dispute);

    /// @notice The dispute is in `state`, and the call needs another.
    error WrongDisputeState(DisputeId dispute, DisputeState state);

    /// @notice The vote is meant for `round`, and the dispute is in round `booked`.
    error WrongRound(DisputeId dispute, uint8 round, uint8 booked);

    /// @notice The dispute's last round is `circle`.
    error NoSuchRound(uint8 round, uint8 circle);

    /// @notice Votes are multiples of 10 per cent (1,000 basis points) up to 10,000.
    error InvalidVote(Fault fault);

    error NoSeats();

    /// @notice Seats of the round are numbered below `count`.
    error NoSuchSeat(uint8 seat, uint256 count);

    /// @notice The seat's holder is `holder` (`NO_MEMBER`: the seat is void).
    error NotYourSeat(uint8 seat, MemberId caller, MemberId holder);

    error AlreadyVoted(uint8 seat);

    /// @notice A judge must be Active.
    error JudgeNotActive(MemberId judge);

    /// @notice Only a party may appeal.
    error NotAParty(MemberId caller);

    /// @notice The circle's ruling is not appealed, and a ruling once.
    error NotAppealable(DisputeId dispute, DisputeState state);

    /// @notice The seat did not vote, or its fee was claimed.
    error NothingToClaim(uint8 round, uint8 seat);

    /// @notice The round was free of charge.
    error RoundNotPaid(uint8 round);

    /// @notice Every fee was earned, or they were returned before.
    error NothingToReturn(DisputeId dispute);

    /// @notice Votes with the seats named in a bitmap of the round being voted on. Their holder, Active, one vote a seat.
    /// @param seats Bit n stands for seat n
    /// @param fault The provider's share, a multiple of 1,000 basis points
    /// @dev Books first what time has decided. Errors: `WrongDisputeState`, `WrongRound`, `InvalidVote`,
    /// `JudgeNotActive`, `NoSeats`, `NoSuchSeat`, `NotYourSeat`, `AlreadyVoted`. Emits `Voted`.
    function vote(DisputeId dispute, uint8 round, uint256 seats, Fault fault) external;

    /// @notice Appeals the ruling of the booked round within its time. Only a party; pays `seatFee` for each seat of the
    /// next round from the deposit beyond recourse, or straight from the caller's wallet.
    /// @dev Errors: `NotAppealable`, `NotAMember`, `NotAParty`, and those of the vault. Emits `Appealed`.
    function appeal(DisputeId dispute, bool fromWallet) external;

    /// @notice Appeals for a side like the party itself, so that whoever its deal can cost money does not depend on a
    /// party, or on guarantors, who keep silent. Whoever stood up to six steps above the party at the snapshot: as far as
    /// liability reaches. What seats do not earn of the fee goes back to the caller; the rest is the caller's to bear.
    /// @param side The side that is appealed for
    /// @param steps 1 to 6
    /// @param path The way up from the party to the caller: one bit a step, the most significant of the `steps` bits first;
    /// it picks slot 0 or 1. Unlike a seat's it may pass through the other party
    /// @param fromWallet Whether the fee comes from the caller's wallet
    /// @dev Errors: `NotAppealable`, `NotAMember`, `WrongMember` (the way leads to somebody else), those of
    /// `ISuretyGraph.seatHolder` and of the vault. Emits `Appealed`.
    function appealFor(
        DisputeId dispute,
        Side side,
        uint8 steps,
        uint256 path,
        bool fromWallet
    ) external;

    /// @notice Books what time has decided. Anyone; does nothing if nothing is due. Not under a pause.
    /// @dev Errors: `WrongDisputeState` if there is no such dispute. Emits `RoundRuled`, `RoundRose`, `RulingFinal`.
    function advance(DisputeId dispute) external;

    /// @notice Pays the caller the fees of seats they voted with in a paid round of a dispute that has ended. Also under
    /// a pause. The caller need not be Active any more.
    /// @dev Errors: `WrongDisputeState`, `RoundNotPaid`, `NotAMember`, `NoSeats`, `NoSuchSeat`, `NotYourSeat`,
    /// `NothingToClaim`. Emits `SeatFeesClaimed`.
    function claimSeatFees(DisputeId dispute, uint8 round, uint256 seats) external;

    /// @notice Gives back the fees that no seat earned to whoever paid them, once a dispute has ended. Anyone, also
    /// under a pause.
    /// @dev Errors: `WrongDisputeState`, `NothingToReturn`. Emits `FeesReturned`, and `AppealFeeReturned` for each round
    /// that somebody above a side has paid for.
    function returnFees(DisputeId dispute) external;

    /// @notice Files a dispute and takes the fee of the first panel from the claimant. Only trade.
    /// @param opensAt Protocol clock at which the first round opens by itself; 0: only when it is told to
    /// @param wallet The wallet the fee comes from, or zero for the claimant's deposit
    function file(
        DisputeId dispute,
        MemberId provider,
        MemberId receiver,
        uint40 snapshot,
        uint16 version,
        Side claimant,
        uint40 opensAt,
        address wallet
    ) external;

    /// @notice Lets a filed dispute open by itself at `opensAt` of the protocol clock. Only trade. Emits
    /// `OpeningScheduled`.
    function scheduleOpening(DisputeId dispute, uint40 opensAt) external;

    /// @notice Opens a filed dispute as of `openedAt`, before it does so by itself. Only trade. Emits `DisputeOpened`.
    function open(DisputeId dispute, uint40 openedAt) external;

    /// @notice Ends a dispute without a ruling. Only trade. Errors: `WrongDisputeState` if a ruling is final already.
    function close(DisputeId dispute) external;

    /// @notice Books what time has decided and tells whether a ruling is final. Only trade.
    /// @return isFinal Whether it is
    /// @return ruling The fault
    /// @return providerFees What the provider paid and does not get back (token units)
    /// @return receiverFees What the receiver paid and does not get back
    function conclude(
        DisputeId dispute
    ) external returns (bool isFinal, Fault ruling, uint96 providerFees, uint96 receiverFees);

    /// @notice The dispute as booked. `current` tells what time has decided since.
    function disputeOf(DisputeId dispute) external view returns (Dispute memory);

    /// @notice The dispute as `advance` would leave it now, and the times of its round: zeros unless it is open or has
    /// a final ruling. Errors: `WrongDisputeState` if there is no such dispute.
    function current(DisputeId dispute) external view returns (Dispute memory, Schedule memory);

    /// @notice Seats of a round: twice a side's, void ones included; for the circle, the founders of the snapshot who
    /// are not a party. Errors: `WrongDisputeState`, `NoSuchRound`.
    function seatCount(DisputeId dispute, uint8 round) external view returns (uint256);

    /// @notice Who holds a seat; `NO_MEMBER` if it is void by the graph (the holder's state is looked at when voting).
    /// Errors: `WrongDisputeState`, `NoSuchRound`, `NoSuchSeat`.
    function seatHolder(
        DisputeId dispute,
        uint8 round,
        uint8 seat
    ) external view returns (MemberId);

    /// @notice Who paid for a round, if that was neither party; otherwise `NO_MEMBER`.
    function appellantOf(DisputeId dispute, uint8 round) external view returns (MemberId);

    /// @notice The vote of a seat.
    /// @return voted Whether it voted
    /// @return paid Whether its fee was claimed; the vote then stands in the events only
    /// @return fault The vote
    function seatVote(
        DisputeId dispute,
        uint8 round,
        uint8 seat
    ) external view returns (bool voted, bool paid, Fault fault);

    /// @notice A round's tally: votes in each bucket of 10 per cent, by side. The circle has no sides: all stand first.
    function tally(
        DisputeId dispute,
        uint8 round
    ) external view returns (uint8[11] memory provider, uint8[11] memory receiver);
}
