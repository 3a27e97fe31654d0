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
    /// @param bond The bond's name, see `BondId`
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

    /// @notice Money arrived for a member from a wallet: a deposit, or what pays a debt or a fee next.
    /// @param member Who is credited
    /// @param from The wallet that paid
    /// @param amount What arrived (token units)
    event Deposited(MemberId indexed member, address indexed from, uint96 amount);

    /// @notice A member took free money out.
    /// @param member Whose money it was
    /// @param to Who got it
    /// @param amount What left the deposit (token units)
    event Withdrawn(MemberId indexed member, address indexed to, uint96 amount);

    /// @notice A guarantor's money was set aside for a principal.
    /// @param pledge The pledge's name, see `PledgeId`
    /// @param guarantor Who pledges
    /// @param amount All of it (token units)
    /// @param own The guarantor's own part; the rest is from the guarantors' pledges (token units)
    /// @param depth 0 if backed by own money alone, else 1 + the depth of the deepest pledge behind it
    event PledgeLocked(
        PledgeId indexed pledge,
        MemberId indexed guarantor,
        uint96 amount,
        uint96 own,
        uint8 depth
    );

    /// @notice A guarantor added own money to a pledge.
    /// @param pledge The pledge's name, see `PledgeId`
    /// @param amount What was added (token units)
    event PledgeIncreased(PledgeId indexed pledge, uint96 amount);

    /// @notice Unused money left a pledge.
    /// @param pledge The pledge's name, see `PledgeId`
    /// @param amount All that left (token units)
    /// @param own What of it went to the guarantor's free deposit (token units)
    event PledgeDecreased(PledgeId indexed pledge, uint96 amount, uint96 own);

    /// @notice A pledge offers room until a later time.
    /// @param pledge The pledge's name, see `PledgeId`
    /// @param until Protocol clock until which it does
    event PledgeRenewed(PledgeId indexed pledge, uint40 until);

    /// @notice The surety is over. Comes again if draws use up all of a pledge and `reclaim` ends the guarantor's lock
    /// without freeing money.
    /// @param pledge The pledge's name, see `PledgeId`
    /// @param inUse What stays liable until it is released (token units); 0 the second time
    event PledgeEnded(PledgeId indexed pledge, uint96 inUse);

    /// @notice A price was set aside.
    /// @param bond The bond's name, see `BondId`
    /// @param member Who pays it
    /// @param amount The price (token units)
    event Escrowed(BondId indexed bond, MemberId indexed member, uint96 amount);

    /// @notice A bond was locked.
    /// @param bond The bond's name, see `BondId`
    /// @param member Whose bond it is
    /// @param amount All of it (token units)
    /// @param own The member's own part; the rest is from the guarantors' pledges (token units)
    /// @param depth As for a pledge
    event BondLocked(
        BondId indexed bond,
        MemberId indexed member,
        uint96 amount,
        uint96 own,
        uint8 depth
    );

    /// @notice What was left of a bond went back.
    /// @param bond The bond's name, see `BondId`
    /// @param own What of it went to the member's free deposit (token units)
    event BondReleased(BondId indexed bond, uint96 own);

    /// @notice Money left a bond.
    /// @param bond The bond's name, see `BondId`
    /// @param to Who gets it
    /// @param amount What left (token units)
    /// @param own What of it was the member's own (token units)
    /// @param held Whether it waits in escrow
    event BondDrawn(BondId indexed bond, MemberId indexed to, uint96 amount, uint96 own, bool held);

    /// @notice A pledge paid.
    /// @param pledge The pledge's name, see `PledgeId`
    /// @param guarantor Who gives the pledge
    /// @param amount All it paid (token units)
    /// @param own What of it was the guarantor's own (token units)
    /// @param level Handshakes from the defaulter to the guarantor, from 1
    event PledgeDrawn(
        PledgeId indexed pledge,
        MemberId indexed guarantor,
        uint96 amount,
        uint96 own,
        uint8 level
    );

    /// @notice Money left an escrow for a member's free deposit.
    /// @param bond The bond's name, see `BondId`
    /// @param to Who got it
    /// @param amount What was paid (token units)
    event EscrowPaid(BondId indexed bond, MemberId indexed to, uint96 amount);

    /// @notice A principal came to owe guarantors.
    /// @param principal Who owes
    /// @param amount The first debt (token units)
    /// @param dueBy Protocol clock by which all recourse is to be repaid
    event RecourseOpened(MemberId indexed principal, uint96 amount, uint40 dueBy);

    /// @notice A guarantor got money back from the principal's free deposit. What came from a wallet or out of a pledge
    /// is announced just before, by `Deposited` or `PledgeDecreased`.
    /// @param pledge What the debt was for
    /// @param guarantor Who got it
    /// @param amount What was repaid (token units)
    event RecourseRepaid(PledgeId indexed pledge, MemberId indexed guarantor, uint96 amount);

    /// @notice A guarantor forgave what was owed for a pledge.
    /// @param pledge What the debt was for
    /// @param guarantor Who forgave
    /// @param amount What was owed (token units)
    event RecourseExcused(PledgeId indexed pledge, MemberId indexed guarantor, uint96 amount);

    /// @notice A fee moved into the pool of a dispute.
    /// @param dispute Whose pool it is
    /// @param payer Who paid it
    /// @param amount The fee (token units)
    event FeeTaken(DisputeId indexed dispute, MemberId indexed payer, uint96 amount);

    /// @notice A fee moved from the pool of a dispute to a member.
    /// @param dispute Whose pool it is
    /// @param to Who got it
    /// @param amount The fee (token units)
    event FeePaid(DisputeId indexed dispute, MemberId indexed to, uint96 amount);

    /// @notice The free deposit less recourse owed does not suffice.
    /// @param member Whose deposit
    /// @param needed What the call needs (token units)
    /// @param available What there is (token units)
    error InsufficientDeposit(MemberId member, uint256 needed, uint256 available);

    /// @notice Own free deposit and the room of both pledges together do not suffice.
    /// @param member Whose cover
    /// @param needed What the call needs (token units)
    /// @param available What there is (token units)
    error InsufficientCover(MemberId member, uint256 needed, uint256 available);

    /// @notice A pledge cannot run longer than the pledge behind it.
    /// @param backing The pledge behind it
    /// @param until The time that was given (protocol clock)
    /// @param limit Until when the pledge behind it offers room (protocol clock)
    error OutlastsBacking(PledgeId backing, uint40 until, uint40 limit);

    /// @notice A pledge is only ever renewed to a later time.
    /// @param pledge Which was to be renewed
    /// @param until The time that was given (protocol clock)
    /// @param current Until when it offers room now (protocol clock)
    error RenewalTooShort(PledgeId pledge, uint40 until, uint40 current);

    /// @notice Only the unused part of a pledge can leave it.
    /// @param pledge Which was to give money
    /// @param amount What was to leave it (token units)
    /// @param room What no lock uses (token units)
    error ExceedsRoom(PledgeId pledge, uint256 amount, uint256 room);

    /// @notice The principal owes less for this pledge.
    /// @param pledge What the debt is for
    /// @param amount What was to be repaid (token units)
    /// @param owed What is owed (token units)
    error ExceedsDebt(PledgeId pledge, uint256 amount, uint256 owed);

    /// @notice There never was such a pledge, or it is closed and repaid.
    /// @param pledge The name that was given
    error NoSuchPledge(PledgeId pledge);

    /// @notice The call needs the pledge in another state.
    /// @param pledge Which pledge
    /// @param state The state it is in
    error WrongPledgeState(PledgeId pledge, PledgeState state);

    /// @notice The pledge that is to pay must be one that the debtor gives.
    /// @param source The pledge that was named
    /// @param debtor The principal who owes
    error NotPledgeOf(PledgeId source, MemberId debtor);

    /// @notice A member who owes recourse excuses nobody.
    /// @param member The guarantor who called
    /// @param owed What they owe (token units)
    error RecourseOutstanding(MemberId member, uint256 owed);

    /// @notice There is no such bond: never locked, or closed.
    /// @param bond The name that was given
    error NoSuchBond(BondId bond);

    /// @notice The side of the stage has a record already.
    /// @param bond The name that was given
    error BondExists(BondId bond);

    /// @notice A draw takes at most what the bond still holds; a settlement at most its own part.
    /// @param bond Which was to pay
    /// @param amount What was to be drawn (token units)
    /// @param available What a draw may take (token units)
    error ExceedsBond(BondId bond, uint256 amount, uint256 available);

    /// @notice An escrow pays at most what it holds.
    /// @param bond The record whose escrow it is
    /// @param amount What was to be paid (token units)
    /// @param escrow What it holds (token units)
    error ExceedsEscrow(BondId bond, uint256 amount, uint256 escrow);

    /// @notice A dispute's pool pays at most what it holds.
    /// @param dispute Whose pool it is
    /// @param amount What was to be paid (token units)
    /// @param pool What it holds (token units)
    error ExceedsFees(DisputeId dispute, uint256 amount, uint256 pool);

    /// @notice The vault's balance is bounded, so that no credit can overflow an account.
    /// @param balance What it would be (token units)
    /// @param max 2^96 - 1
    error BalanceTooLarge(uint256 balance, uint256 max);

    /// @notice Nothing arrived from the token although a transfer was made.
    error NothingArrived();

    /// @notice More live locks than one member can have.
    /// @param member Whose locks
    error TooManyLocks(MemberId member);

    /// @notice Money cannot be sent to this address.
    /// @param to The zero address, or the vault
    error InvalidRecipient(address to);

    // -- Members

    /// @notice Credits what arrives from the caller's wallet to a member's free deposit. Anyone, for anyone with a
    /// card.
    /// @param member The member to credit, or `NO_MEMBER` for the caller's own card: a newcomer cannot know the number
    /// of a card that is minted in the same batch, and another could take a number that was guessed
    /// @param amount What is taken from the caller's wallet (token units)
    function deposit(MemberId member, uint256 amount) external;

    /// @notice `deposit` with an ERC-2612 permit of the caller; a permit that somebody else has used already does not
    /// break it.
    /// @param member As for `deposit`
    /// @param amount What is taken from the caller's wallet, and what the permit allows (token units)
    /// @param deadline Of the permit: wall time (seconds since the epoch)
    /// @param v Of the permit's signature
    /// @param r Of the permit's signature
    /// @param s Of the permit's signature
    function depositWithPermit(
        MemberId member,
        uint256 amount,
        uint256 deadline,
        uint8 v,
        bytes32 r,
        bytes32 s
    ) external;

    /// @notice Pays out free deposit beyond the recourse owed. Only the member, in any state, also under a pause.
    /// @param amount What leaves the deposit (token units)
    /// @param to The wallet that gets it; neither the zero address nor the vault
    function withdraw(uint256 amount, address to) external;

    /// @notice Repays a guarantor from the caller's wallet. Anyone. What arrives, at most the debt, is credited to the
    /// guarantor's free deposit.
    /// @param id The pledge that has paid
    /// @param amount What is taken from the wallet, at most the debt (token units)
    function repay(PledgeId id, uint256 amount) external;

    /// @notice Repays a guarantor from the principal's free deposit. Anyone, also under a pause.
    /// @param id The pledge that has paid
    /// @param amount At most the debt and the principal's free deposit (token units)
    function collect(PledgeId id, uint256 amount) external;

    /// @notice Repays a guarantor from the own, unused part of a pledge that the principal gives. Anyone, also under a
    /// pause.
    /// @param id The pledge that has paid
    /// @param amount At most the debt and that part (token units)
    /// @param source A pledge that the principal gives
    function collectFrom(PledgeId id, uint256 amount, PledgeId source) external;

    /// @notice Forgives what the principal owes for this pledge: force majeure is the guarantor's decision. Only its
    /// guarantor, while owing nothing themselves.
    /// @param id The pledge that has paid
    function excuse(PledgeId id) external;

    /// @notice Frees what is no longer in use of a pledge that has ended; of one that has run out, the part that
    /// pledges behind it carry, so that nobody is held past the term they gave. Anyone, also under a pause.
    /// @param id A pledge that has ended or run out
    function reclaim(PledgeId id) external;

    // -- Surety graph

    /// @notice Locks a new pledge out of the guarantor's cover: own free deposit first, then the pledges of the
    /// guarantor's own guarantors. Only the surety graph, which answers for good standing.
    /// @param id The name of the new pledge
    /// @param guarantor Who pledges
    /// @param amount The most the guarantor answers for (token units)
    /// @param until Protocol clock until which it offers room
    /// @param backing0 The pledge given to the guarantor in slot 0; `NO_PLEDGE` if it must not back this one
    /// @param backing1 The same for slot 1
    /// @return owed What the guarantor owes: whoever owes recourse must not vouch (token units)
    function lockPledge(
        PledgeId id,
        MemberId guarantor,
        uint96 amount,
        uint40 until,
        PledgeId backing0,
        PledgeId backing1
    ) external returns (uint96 owed);

    /// @notice Adds to a pledge from the guarantor's free deposit. Only the surety graph.
    /// @param id A live pledge
    /// @param amount What is added (token units)
    function increasePledge(PledgeId id, uint96 amount) external;

    /// @notice Takes unused money out of a pledge, back to where it came from. Only the surety graph.
    /// @param id A live pledge
    /// @param amount At most its room (token units)
    function decreasePledge(PledgeId id, uint96 amount) external;

    /// @notice Lets a pledge run longer, not longer than the pledges behind it. Only the surety graph.
    /// @param id A live pledge
    /// @param until The new time, later than the present one (protocol clock)
    function renewPledge(PledgeId id, uint40 until) external;

    /// @notice Ends a pledge: frees what is unused, keeps liable what is in use. Only the surety graph.
    /// @param id A live pledge
    function endPledge(PledgeId id) external;

    // -- Trade

    /// @notice Sets the prices of some sides of stages aside from a member's free deposit, and then locks their bonds
    /// out of the member's cover. A side without price and bond has no record, and counts as a lock all the same. Only
    /// trade.
    /// @param member Whose sides they are
    /// @param commitments One for each side
    /// @param backing0 The pledge given to the member in slot 0; `NO_PLEDGE` if it must not back these bonds
    /// @param backing1 The same for slot 1
    /// @dev Errors: `BondExists`, `InsufficientDeposit`, `InsufficientCover`, `TooManyLocks`. Emits `Escrowed` and
    /// `BondLocked` for what is not 0.
    function commit(
        MemberId member,
        Commitment[] calldata commitments,
        PledgeId backing0,
        PledgeId backing1
    ) external;

    /// @notice Draws on a bond for a member's free deposit: the waterfall. Only trade.
    /// @param id The bond that pays
    /// @param amount At most what the bond holds (token units)
    /// @param to Who gets it
    function draw(BondId id, uint96 amount, MemberId to) external;

    /// @notice Draws on a bond into an escrow, where the money waits for the receiver's choice. Only trade.
    /// @param id The bond that pays
    /// @param amount At most what the bond holds (token units)
    /// @param holder The record whose escrow gets it
    function drawToEscrow(BondId id, uint96 amount, BondId holder) external;

    /// @notice Draws on the own part of a bond alone: what a settlement may spend. Only trade.
    /// @param id The bond that pays
    /// @param amount At most its own part (token units)
    /// @param to Who gets it
    function drawOwn(BondId id, uint96 amount, MemberId to) external;

    /// @notice Pays out of an escrow. Payments of 0 are skipped. Only trade.
    /// @param id The record whose escrow pays
    /// @param payments To whom and how much, together at most what the escrow holds (token units)
    function pay(BondId id, Payment[] calldata payments) external;

    /// @notice Gives back what is left of a member's bond, the guarantors' part first. The record closes when its
    /// escrow is empty, otherwise it stays until `release` is called again. Only trade.
    /// @param id The bond that ends
    /// @param member Whose bond it is
    /// @dev Errors: `NoSuchBond`, also if it is another member's. Emits `BondReleased` if there is a record.
    function release(BondId id, MemberId member) external;

    /// @notice Ends a stage in one call: `pay` out of the receiver's escrow, and `release` of both sides. Only trade.
    /// @param providerBond The bond of the provider's side
    /// @param provider Whose bond that is
    /// @param receiverBond The bond of the receiver's side, whose escrow pays
    /// @param receiver Whose bond that is
    /// @param payments As for `pay`
    function settle(
        BondId providerBond,
        MemberId provider,
        BondId receiverBond,
        MemberId receiver,
        Payment[] calldata payments
    ) external;

    // -- Court

    /// @notice Moves a fee into a dispute's pool: from a member's free deposit beyond recourse, or straight from a
    /// wallet (what arrives must cover the fee; more is credited to the payer). Only the court.
    /// @param dispute Whose pool it is
    /// @param payer The member who pays
    /// @param wallet Where the fee comes from; zero for the payer's deposit
    /// @param amount The fee (token units)
    function takeFee(DisputeId dispute, MemberId payer, address wallet, uint96 amount) external;

    /// @notice Moves money from a dispute's pool to a member's free deposit. Only the court.
    /// @param dispute Whose pool it is
    /// @param to Who gets it
    /// @param amount At most what the pool holds (token units)
    function payFee(DisputeId dispute, MemberId to, uint96 amount) external;

    // -- Views

    /// @notice A member's money.
    /// @param member Any number
    /// @return See `Account`; zeros if no member has this number
    function account(MemberId member) external view returns (Account memory);

    /// @notice Recourse outstanding of a member.
    /// @param member Any number
    /// @return All that the member owes guarantors (token units)
    function owedBy(MemberId member) external view returns (uint96);

    /// @notice A pledge as stored.
    /// @param id The name of the pledge
    /// @return Empty if it never was, or once it is closed and repaid
    function pledge(PledgeId id) external view returns (Pledge memory);

    /// @notice What a pledge offers to the next lock of its principal, as far as the vault knows: the surety graph and
    /// the trade contract also ask that its guarantor is Active and takes no part in the deal.
    /// @param id The name of the pledge
    /// @return Its room (token units); 0 unless it is live and its time has not run out
    function roomOf(PledgeId id) external view returns (uint96);

    /// @notice A bond as stored.
    /// @param id The name of the bond
    /// @return Empty if it never was, or once it is closed
    function bond(BondId id) external view returns (Bond memory);

    /// @notice Who stands behind a part of a bond at the end of a way up through the pledges that back it: whom draws could
    /// reach, after the own money on the way. A pledge backs it even if it has ended; one that carries nothing of it does
    /// not.
    /// @param id The name of the bond
    /// @param path One bit a step, the most significant of the `steps` bits first; it picks the pledge in slot 0 or 1
    /// @param steps 1 to 6
    /// @return The guarantor there; `NO_MEMBER` if no part of the bond goes that way
    /// @dev Errors: `TooManySteps`, `PathTooLong`.
    function backerOf(BondId id, uint256 path, uint8 steps) external view returns (MemberId);

    /// @notice What is left of a bond.
    /// @param id The name of the bond
    /// @return Own part and guarantors' parts together (token units)
    function bondAmount(BondId id) external view returns (uint96);

    /// @notice What the pool of a dispute holds.
    /// @param id The name of the dispute
    /// @return Fees taken and not paid out (token units)
    function feesOf(DisputeId id) external view returns (uint96);
}
