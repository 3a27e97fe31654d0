// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {MemberId} from "../types/MemberId.sol";
import {PledgeId} from "../types/PledgeId.sol";
import {BondId} from "../types/BondId.sol";
import {DisputeId} from "../types/DisputeId.sol";

/// @title The cover vault: every deposit, lock, draw and debt of a community
/// @notice The only contract that touches the token; everything else moves numbers inside it. Every unit promised is
/// backed by one unit of somebody's deposit and none backs two promises, so the network cannot become insolvent.
/// @dev Warning: rebasing tokens are not supported. A fee-on-transfer token credits what arrived.
interface ICoverVault {
    /// @notice A member's money in one storage slot.
    /// @dev Stored as one word, the value type `MemberAccount`.
    /// @param free Deposit that no lock has taken (token units)
    /// @param owed Recourse outstanding towards guarantors (token units)
    /// @param dueBy Protocol clock by which the recourse is to be repaid; 0 when nothing is owed
    /// @param locks The member's own live locks: one for each side of a stage, one for each pledge given
    /// @param recourseOpened Times the member came to owe; 255 means 255 or more
    struct Account {
        uint96 free;
        uint96 owed;
        uint40 dueBy;
        uint16 locks;
        uint8 recourseOpened;
    }

    /// @notice The parts of a lock that pledges of its owner's guarantors carry.
    /// @dev Stored as one word, the value type `LockBacking`.
    /// @param part0 From the pledge in the owner's slot 0 (token units)
    /// @param part1 From the pledge in the owner's slot 1
    /// @param serial0 Serial of that pledge
    /// @param serial1 Serial of that pledge
    struct Backing {
        uint96 part0;
        uint96 part1;
        uint24 serial0;
        uint24 serial1;
    }

    /// @notice Live: offers room. Ended: the surety is over, what is in use stays liable. Closed: nothing is in use any
    /// more; the record stays only while a debt is kept with it.
    enum PledgeState {
        None,
        Live,
        Ended,
        Closed
    }

    /// @notice The most a guarantor answers for, for one principal: itself a lock of the guarantor's.
    /// @dev Stored as `PledgeRecord`: one word for draws, one for locks, and one more where others stand behind it.
    /// @param own The guarantor's own deposit in it (token units)
    /// @param owed What the principal owes the guarantor for what this pledge has paid (token units)
    /// @param guarantor Who pledges
    /// @param state See `PledgeState`
    /// @param depth 0 if backed by the guarantor's own money alone, else 1 + the depth of the deepest pledge behind it
    /// @param room What no lock of the principal uses (token units)
    /// @param until Protocol clock until which it offers room
    /// @param backing The parts that pledges of the guarantor's own guarantors carry
    struct Pledge {
        uint96 own;
        uint96 owed;
        MemberId guarantor;
        PledgeState state;
        uint8 depth;
        uint96 room;
        uint40 until;
        Backing backing;
    }

    /// @notice One side of one stage: the bond behind its promise, and the price held for it.
    /// @dev Stored as `BondRecord`: one word, and one more where pledges back it.
    /// @param own The member's own deposit in the bond (token units)
    /// @param escrow The price, later the money that waits for the receiver's choice (token units)
    /// @param member Whose bond it is
    /// @param depth As for a pledge
    /// @param backing The parts that pledges of the member's guarantors carry
    struct Bond {
        uint96 own;
        uint96 escrow;
        MemberId member;
        uint8 depth;
        Backing backing;
    }

    /// @notice What a member puts into one side of a stage.
    /// @param bond The name of the side's record
    /// @param price Set aside from the free deposit; 0 for a provider (token units)
    /// @param amount Locked out of the member's cover (token units)
    struct Commitment {
        BondId bond;
        uint96 price;
        uint96 amount;
    }

    /// @notice A credit to a member's free deposit.
    struct Payment {
        MemberId to;
        uint96 amount;
    }

    /// @notice Money arrived for a member from a wallet (token units): a deposit, or what pays a debt or a fee next.
    event Deposited(MemberId indexed member, address indexed from, uint96 amount);

    /// @notice A member took free money out (token units).
    event Withdrawn(MemberId indexed member, address indexed to, uint96 amount);

    /// @notice A guarantor's money was set aside for a principal: `own` of their own, the rest from the guarantors'.
    event PledgeLocked(
        PledgeId indexed pledge,
        MemberId indexed guarantor,
        uint96 amount,
        uint96 own,
        uint8 depth
    );

    /// @notice A guarantor added own money to a pledge (token units).
    event PledgeIncreased(PledgeId indexed pledge, uint96 amount);

    /// @notice `amount` of unused money left a pledge; `own` of it went to the guarantor's free deposit.
    event PledgeDecreased(PledgeId indexed pledge, uint96 amount, uint96 own);

    /// @notice A pledge offers room until a later time of the protocol clock.
    event PledgeRenewed(PledgeId indexed pledge, uint40 until);

    /// @notice The surety is over; `inUse` stays liable until it is released (token units). Comes again, with 0, if draws
    /// use up all of a pledge and `reclaim` ends the guarantor's lock without freeing money.
    event PledgeEnded(PledgeId indexed pledge, uint96 inUse);

    /// @notice A price was set aside (token units).
    event Escrowed(BondId indexed bond, MemberId indexed member, uint96 amount);

    /// @notice A bond was locked, `own` of it the member's own money (token units).
    event BondLocked(
        BondId indexed bond,
        MemberId indexed member,
        uint96 amount,
        uint96 own,
        uint8 depth
    );

    /// @notice What was left of a bond went back; `own` of it to the member's free deposit.
    event BondReleased(BondId indexed bond, uint96 own);

    /// @notice `amount` left a bond for `to`; `own` of it was the member's own. `held` money waits in escrow.
    event BondDrawn(BondId indexed bond, MemberId indexed to, uint96 amount, uint96 own, bool held);

    /// @notice A pledge paid `amount`, `own` of it the guarantor's own, `level` handshakes away from the defaulter.
    event PledgeDrawn(
        PledgeId indexed pledge,
        MemberId indexed guarantor,
        uint96 amount,
        uint96 own,
        uint8 level
    );

    /// @notice Money left an escrow for a member's free deposit.
    event EscrowPaid(BondId indexed bond, MemberId indexed to, uint96 amount);

    /// @notice A principal came to owe guarantors, first `amount`, to be repaid by `dueBy`.
    event RecourseOpened(MemberId indexed principal, uint96 amount, uint40 dueBy);

    /// @notice A guarantor got money back from the principal's free deposit (token units). What came from a wallet or out
    /// of a pledge is announced just before, by `Deposited` or `PledgeDecreased`.
    event RecourseRepaid(PledgeId indexed pledge, MemberId indexed guarantor, uint96 amount);

    /// @notice A guarantor forgave what was owed for a pledge (token units).
    event RecourseExcused(PledgeId indexed pledge, MemberId indexed guarantor, uint96 amount);

    /// @notice A fee moved into the pool of a dispute (token units).
    event FeeTaken(DisputeId indexed dispute, MemberId indexed payer, uint96 amount);

    /// @notice A fee moved from the pool of a dispute to a member (token units).
    event FeePaid(DisputeId indexed dispute, MemberId indexed to, uint96 amount);

    /// @notice The free deposit less recourse owed is `available`.
    error InsufficientDeposit(MemberId member, uint256 needed, uint256 available);

    /// @notice Own free deposit and the room of both pledges together are `available`.
    error InsufficientCover(MemberId member, uint256 needed, uint256 available);

    /// @notice A pledge cannot run longer than the pledge behind it.
    error OutlastsBacking(PledgeId backing, uint40 until, uint40 limit);

    /// @notice A pledge is only ever renewed to a later time.
    error RenewalTooShort(PledgeId pledge, uint40 until, uint40 current);

    /// @notice Only the unused part of a pledge can leave it.
    error ExceedsRoom(PledgeId pledge, uint256 amount, uint256 room);

    /// @notice The principal owes `owed` for this pledge.
    error ExceedsDebt(PledgeId pledge, uint256 amount, uint256 owed);

    /// @notice There never was such a pledge, or it is closed and repaid.
    error NoSuchPledge(PledgeId pledge);

    /// @notice The pledge is in `state`, and the call needs another.
    error WrongPledgeState(PledgeId pledge, PledgeState state);

    /// @notice `source` must be a pledge that the debtor gives.
    error NotPledgeOf(PledgeId source, MemberId debtor);

    /// @notice A member who owes recourse excuses nobody.
    error RecourseOutstanding(MemberId member, uint256 owed);

    /// @notice There is no such bond: never locked, or closed.
    error NoSuchBond(BondId bond);
    error BondExists(BondId bond);

    /// @notice A draw takes at most what the bond still holds; a settlement at most its own part.
    error ExceedsBond(BondId bond, uint256 amount, uint256 available);
    error ExceedsEscrow(BondId bond, uint256 amount, uint256 escrow);

    error ExceedsFees(DisputeId dispute, uint256 amount, uint256 pool);

    /// @notice The vault's balance never exceeds 2^96 - 1, so that no credit can overflow an account.
    error BalanceTooLarge(uint256 balance, uint256 max);

    /// @notice Nothing arrived from the token although a transfer was made.
    error NothingArrived();

    /// @notice More live locks than one member can have.
    error TooManyLocks(MemberId member);

    error InvalidRecipient(address to);

    // -- Members

    /// @notice Credits what arrives from the caller's wallet to a member's free deposit. Anyone, for anyone with a card.
    /// @param member The member to credit, or `NO_MEMBER` for the caller's own card: a newcomer cannot know the number of a
    /// card that is minted in the same batch, and another could take a number that was guessed
    /// @param amount What is taken from the caller's wallet (token units)
    function deposit(MemberId member, uint256 amount) external;

    /// @notice `deposit` with an ERC-2612 permit of the caller; a permit that somebody else has used already does not
    /// break it. `deadline` is wall time.
    function depositWithPermit(
        MemberId member,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Pays out free deposit beyond the recourse owed. Only the member, in any state, also under a pause.
    function withdraw(uint256 amount, address to) external;

    /// @notice Repays a guarantor from the caller's wallet. Anyone. What arrives, at most the debt, is credited to the
    /// guarantor's free deposit.
    function repay(PledgeId pledge, uint256 amount) external;

    /// @notice Repays a guarantor from the principal's free deposit. Anyone, also under a pause.
    function collect(PledgeId pledge, uint256 amount) external;

    /// @notice Repays a guarantor from the own, unused part of `source`, a pledge that the principal gives. Anyone, also
    /// under a pause.
    function collectFrom(PledgeId pledge, uint256 amount, PledgeId source) external;

    /// @notice Forgives what the principal owes for this pledge: force majeure is the guarantor's decision. Only its
    /// guarantor, while owing nothing themselves.
    function excuse(PledgeId pledge) external;

    /// @notice Frees what is no longer in use of a pledge that has ended; of one that has run out, the part that pledges
    /// behind it carry, so that nobody is held past the term they gave. Anyone, also under a pause.
    function reclaim(PledgeId pledge) external;

    // -- Surety graph

    /// @notice Locks a new pledge out of the guarantor's cover: own free deposit first, then the pledges `backing0` and
    /// `backing1` of the guarantor's own guarantors. Only the surety graph, which answers for good standing.
    /// @return owed What the guarantor owes: whoever owes recourse must not vouch (token units)
    function lockPledge(
        PledgeId pledge,
        MemberId guarantor,
        uint96 amount,
        uint40 until,
        PledgeId backing0,
        PledgeId backing1
    ) external returns (uint96 owed);

    /// @notice Adds to a pledge from the guarantor's free deposit. Only the surety graph.
    function increasePledge(PledgeId pledge, uint96 amount) external;

    /// @notice Takes unused money out of a pledge, back to where it came from. Only the surety graph.
    function decreasePledge(PledgeId pledge, uint96 amount) external;

    /// @notice Lets a pledge run longer, not longer than the pledges behind it. Only the surety graph.
    function renewPledge(PledgeId pledge, uint40 until) external;

    /// @notice Ends a pledge: frees what is unused, keeps liable what is in use. Only the surety graph.
    function endPledge(PledgeId pledge) external;

    // -- Trade

    /// @notice Sets the prices of some sides of stages aside from a member's free deposit, and then locks their bonds out of
    /// the member's cover. A side without price and bond has no record, and counts as a lock all the same. Only trade.
    /// @dev Errors: `BondExists`, `InsufficientDeposit`, `InsufficientCover`, `TooManyLocks`. Emits `Escrowed` and
    /// `BondLocked` for what is not 0.
    function commit(
        MemberId member,
        Commitment[] calldata commitments,
        PledgeId backing0,
        PledgeId backing1
    ) external;

    /// @notice Draws on a bond for the free deposit of `to`: the waterfall. Only trade.
    function draw(BondId bond, uint96 amount, MemberId to) external;

    /// @notice Draws on a bond into the escrow of `holder`, where the money waits for the receiver's choice. Only trade.
    function drawToEscrow(BondId bond, uint96 amount, BondId holder) external;

    /// @notice Draws on the own part of a bond alone: what a settlement may spend. Only trade.
    function drawOwn(BondId bond, uint96 amount, MemberId to) external;

    /// @notice Pays out of an escrow. Payments of 0 are skipped. Only trade.
    function pay(BondId bond, Payment[] calldata payments) external;

    /// @notice Gives back what is left of a member's bond, the guarantors' part first. The record closes when its escrow is
    /// empty, otherwise it stays until `release` is called again. Only trade.
    /// @dev Errors: `NoSuchBond`, also if it is another member's. Emits `BondReleased` if there is a record.
    function release(BondId bond, MemberId member) external;

    /// @notice Ends a stage in one call: `pay` out of the receiver's escrow, and `release` of both sides. Only trade.
    function settle(
        BondId providerBond,
        MemberId provider,
        BondId receiverBond,
        MemberId receiver,
        Payment[] calldata payments
    ) external;

    // -- Court

    /// @notice Moves a fee into a dispute's pool: from `payer`'s free deposit beyond recourse, or, if `wallet` is not
    /// zero, straight from that wallet (what arrives must cover the fee; more is credited to the payer). Only the court.
    function takeFee(DisputeId dispute, MemberId payer, address wallet, uint96 amount) external;

    /// @notice Moves money from a dispute's pool to a member's free deposit. Only the court.
    function payFee(DisputeId dispute, MemberId to, uint96 amount) external;

    // -- Views

    /// @notice A member's money.
    function account(MemberId member) external view returns (Account memory);

    /// @notice Recourse outstanding of a member (token units).
    function owedBy(MemberId member) external view returns (uint96);

    /// @notice A pledge as stored; empty if it never was, or once it is closed and repaid.
    function pledge(PledgeId id) external view returns (Pledge memory);

    /// @notice What a pledge offers to the next lock of its principal (token units), as far as the vault knows: the surety
    /// graph and the trade contract also ask that its guarantor is Active and takes no part in the deal.
    function roomOf(PledgeId id) external view returns (uint96);

    /// @notice A bond as stored; empty if it never was, or once it is closed.
    function bond(BondId id) external view returns (Bond memory);

    /// @notice What is left of a bond, own part and guarantors' parts together (token units).
    function bondAmount(BondId id) external view returns (uint96);

    /// @notice What the pool of a dispute holds (token units).
    function feesOf(DisputeId id) external view returns (uint96);
}
