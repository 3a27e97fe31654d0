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
    /// @param paidByOthers Bit r: by somebody who stands behind a side (`appellantOf`); what is left of all bits, by the provider
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

    /// @notice A claim was made: the dispute exists and waits for its answer.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param provider The provider's side
    /// @param receiver The receiver's side
    /// @param snapshot Protocol clock that the panels are taken at
    /// @param claimant Which side claims
    /// @param opensAt Protocol clock at which the first round opens by itself; 0: it does not
    event DisputeFiled(
        DisputeId indexed dispute,
        MemberId indexed provider,
        MemberId indexed receiver,
        uint40 snapshot,
        Side claimant,
        uint40 opensAt
    );

    /// @notice The first round opens by itself.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param opensAt Protocol clock at which it does
    event OpeningScheduled(DisputeId indexed dispute, uint40 opensAt);

    /// @notice The first round takes votes.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param openedAt Protocol clock from which it does
    event DisputeOpened(DisputeId indexed dispute, uint40 openedAt);

    /// @notice A judge voted with one or more seats.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0
    /// @param judge Who holds the seats
    /// @param seats Bit n stands for seat n
    /// @param fault The provider's share: the vote of each of these seats (basis points)
    event Voted(
        DisputeId indexed dispute,
        uint8 indexed round,
        MemberId indexed judge,
        uint256 seats,
        Fault fault
    );

    /// @notice The votes of a round ended in a ruling that can be appealed.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0
    /// @param ruling The provider's share (basis points)
    event RoundRuled(DisputeId indexed dispute, uint8 indexed round, Fault ruling);

    /// @notice The round ended without a ruling and the next one began, free of charge.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round The round that ended, from 0
    event RoundRose(DisputeId indexed dispute, uint8 indexed round);

    /// @notice The ruling of a round was appealed for a side, and the next round paid for.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round The round whose ruling it was, from 0
    /// @param side For which side
    /// @param by Who paid: the party itself or somebody who stands behind it
    event Appealed(DisputeId indexed dispute, uint8 indexed round, Side indexed side, MemberId by);

    /// @notice The ruling stands and never changes.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param ruling The provider's share (basis points)
    event RulingFinal(DisputeId indexed dispute, Fault ruling);

    /// @notice The dispute ended without a ruling: conceded or settled.
    /// @param dispute The dispute's name, see `DisputeId`
    event DisputeClosed(DisputeId indexed dispute);

    /// @notice A judge was paid for these seats.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0
    /// @param judge Who was paid
    /// @param seats Bit n stands for seat n
    event SeatFeesClaimed(
        DisputeId indexed dispute,
        uint8 indexed round,
        MemberId indexed judge,
        uint256 seats
    );

    /// @notice What no seat earned went back to the sides.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param toProvider What the provider got (token units)
    /// @param toReceiver What the receiver got (token units)
    event FeesReturned(DisputeId indexed dispute, uint96 toProvider, uint96 toReceiver);

    /// @notice What no seat earned of a round that somebody who stands behind a side has paid for went back to them.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round The round that was paid for
    /// @param appellant Who had paid
    /// @param amount What they got (token units)
    event AppealFeeReturned(
        DisputeId indexed dispute,
        uint8 indexed round,
        MemberId indexed appellant,
        uint96 amount
    );

    /// @notice A dispute of this name was filed before.
    /// @param dispute The dispute's name, see `DisputeId`
    error DisputeExists(DisputeId dispute);

    /// @notice The call needs the dispute in another state.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param state The state it is in
    error WrongDisputeState(DisputeId dispute, DisputeState state);

    /// @notice The vote is meant for another round than the one that takes votes.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round The round that was given
    /// @param booked The round that takes votes
    error WrongRound(DisputeId dispute, uint8 round, uint8 booked);

    /// @notice The dispute has no such round.
    /// @param round What was given
    /// @param circle The last round
    error NoSuchRound(uint8 round, uint8 circle);

    /// @notice Votes are multiples of 10 per cent (1,000 basis points) up to 10,000.
    /// @param fault What was given (basis points)
    error InvalidVote(Fault fault);

    /// @notice The bitmap names no seat.
    error NoSeats();

    /// @notice The round has no such seat.
    /// @param seat The greatest that was given
    /// @param count Seats are numbered below this
    error NoSuchSeat(uint8 seat, uint256 count);

    /// @notice Somebody else holds the seat.
    /// @param seat Which
    /// @param caller The member who called
    /// @param holder Who does; `NO_MEMBER`: the seat is void
    error NotYourSeat(uint8 seat, MemberId caller, MemberId holder);

    /// @notice A seat votes once.
    /// @param seat Which has voted
    error AlreadyVoted(uint8 seat);

    /// @notice A judge must be Active.
    /// @param judge The member who called
    error JudgeNotActive(MemberId judge);

    /// @notice Only a party may appeal.
    /// @param caller The member who called
    error NotAParty(MemberId caller);

    /// @notice The circle's ruling is not appealed, and a ruling once.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param state The state it is in
    error NotAppealable(DisputeId dispute, DisputeState state);

    /// @notice The seat did not vote, or its fee was claimed.
    /// @param round Whose fees were asked for
    /// @param seat Which of the seats
    error NothingToClaim(uint8 round, uint8 seat);

    /// @notice The round was free of charge.
    /// @param round Whose fees were asked for
    error RoundNotPaid(uint8 round);

    /// @notice Every fee was earned, or they were returned before.
    /// @param dispute The dispute's name, see `DisputeId`
    error NothingToReturn(DisputeId dispute);

    /// @notice Votes with the seats named in a bitmap of the round being voted on. Their holder, Active, one vote a
    /// seat.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round The round being voted on, from 0: a vote that comes late is not counted in the next one
    /// @param seats Bit n stands for seat n
    /// @param fault The provider's share, a multiple of 1,000 basis points
    /// @dev Books first what time has decided. Errors: `WrongDisputeState`, `WrongRound`, `InvalidVote`,
    /// `JudgeNotActive`, `NoSeats`, `NoSuchSeat`, `NotYourSeat`, `AlreadyVoted`. Emits `Voted`.
    function vote(DisputeId dispute, uint8 round, uint256 seats, Fault fault) external;

    /// @notice Appeals the ruling of the booked round within its time. Only a party; pays `seatFee` for each seat of
    /// the next round.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param fromWallet Whether the fee comes straight from the caller's wallet; otherwise from the deposit beyond
    /// recourse
    /// @dev Errors: `NotAppealable`, `NotAMember`, `NotAParty`, and those of the vault. Emits `Appealed`.
    function appeal(DisputeId dispute, bool fromWallet) external;

    /// @notice Books what time has decided. Anyone; does nothing if nothing is due. Not under a pause.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @dev Errors: `WrongDisputeState` if there is no such dispute. Emits `RoundRuled`, `RoundRose`, `RulingFinal`.
    function advance(DisputeId dispute) external;

    /// @notice Pays the caller the fees of seats they voted with in a paid round of a dispute that has ended. Also
    /// under a pause. The caller need not be Active any more.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0
    /// @param seats Bit n stands for seat n
    /// @dev Errors: `WrongDisputeState`, `RoundNotPaid`, `NotAMember`, `NoSeats`, `NoSuchSeat`, `NotYourSeat`,
    /// `NothingToClaim`. Emits `SeatFeesClaimed`.
    function claimSeatFees(DisputeId dispute, uint8 round, uint256 seats) external;

    /// @notice Gives back the fees that no seat earned to whoever paid them, once a dispute has ended. Anyone, also
    /// under a pause.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @dev Errors: `WrongDisputeState`, `NothingToReturn`. Emits `FeesReturned`, and `AppealFeeReturned` for each
    /// round that somebody who stands behind a side has paid for.
    function returnFees(DisputeId dispute) external;

    /// @notice Files a dispute and takes the fee of the first panel from the claimant. Only trade.
    /// @param dispute A name that was not filed before
    /// @param provider The provider's side
    /// @param receiver The receiver's side
    /// @param snapshot Protocol clock that the panels are taken at
    /// @param version The charter version whose rules hold
    /// @param claimant Which side claims, and pays
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

    /// @notice Lets a filed dispute open by itself. Only trade. Emits `OpeningScheduled`.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param opensAt Protocol clock at which it does
    function scheduleOpening(DisputeId dispute, uint40 opensAt) external;

    /// @notice Opens a filed dispute before it does so by itself. Only trade. Emits `DisputeOpened`.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param openedAt Protocol clock from which the first round takes votes
    function open(DisputeId dispute, uint40 openedAt) external;

    /// @notice Appeals for a side, as `appeal` does for the party itself. What seats do not earn of the fee goes back to
    /// the appellant; the rest is theirs to bear. Only trade.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param side The side that is appealed for
    /// @param appellant Who appeals and pays, and is neither party
    /// @param wallet The wallet the fee comes from, or zero for the appellant's deposit
    /// @dev Errors: `NotAppealable`, and those of the vault. Emits `Appealed`.
    function appealFor(DisputeId dispute, Side side, MemberId appellant, address wallet) external;

    /// @notice Ends a dispute without a ruling. Only trade. Errors: `WrongDisputeState` if a ruling is final already.
    /// @param dispute The dispute's name, see `DisputeId`
    function close(DisputeId dispute) external;

    /// @notice Books what time has decided and tells whether a ruling is final. Only trade.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @return isFinal Whether it is
    /// @return ruling The provider's share (basis points)
    /// @return providerFees What the provider paid and does not get back (token units)
    /// @return receiverFees What the receiver paid and does not get back (token units)
    function conclude(
        DisputeId dispute
    ) external returns (bool isFinal, Fault ruling, uint96 providerFees, uint96 receiverFees);

    /// @notice The dispute as booked. `current` tells what time has decided since.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @return See `Dispute`; state None if there is no such dispute
    function disputeOf(DisputeId dispute) external view returns (Dispute memory);

    /// @notice The dispute as `advance` would leave it now, and the times of its round. Errors: `WrongDisputeState` if
    /// there is no such dispute.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @return The dispute as it stands now
    /// @return The times of its round: zeros unless it is open or has a final ruling
    function current(DisputeId dispute) external view returns (Dispute memory, Schedule memory);

    /// @notice The number of seats of a round. Errors: `WrongDisputeState`, `NoSuchRound`.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0 to the number of the circle
    /// @return Twice a side's, void ones included; for the circle, the founders of the snapshot who are not a party
    function seatCount(DisputeId dispute, uint8 round) external view returns (uint256);

    /// @notice Who holds a seat. Errors: `WrongDisputeState`, `NoSuchRound`, `NoSuchSeat`.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0 to the number of the circle
    /// @param seat A number of the round
    /// @return `NO_MEMBER` if it is void by the graph (the holder's state is looked at when voting)
    function seatHolder(
        DisputeId dispute,
        uint8 round,
        uint8 seat
    ) external view returns (MemberId);

    /// @notice Who paid for a round, if that was neither party.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0 to the number of the circle
    /// @return `NO_MEMBER` if a party paid, or nobody
    function appellantOf(DisputeId dispute, uint8 round) external view returns (MemberId);

    /// @notice The vote of a seat.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0 to the number of the circle
    /// @param seat A number of the round
    /// @return voted Whether it voted
    /// @return paid Whether its fee was claimed; the vote then stands in the events only
    /// @return fault The vote: the provider's share (basis points)
    function seatVote(
        DisputeId dispute,
        uint8 round,
        uint8 seat
    ) external view returns (bool voted, bool paid, Fault fault);

    /// @notice A round's tally: votes in each bucket of 10 per cent, by side.
    /// @param dispute The dispute's name, see `DisputeId`
    /// @param round From 0 to the number of the circle
    /// @return provider The votes of the provider's half; of the circle, which has no sides, all
    /// @return receiver The votes of the receiver's half
    function tally(
        DisputeId dispute,
        uint8 round
    ) external view returns (uint8[11] memory provider, uint8[11] memory receiver);
}
