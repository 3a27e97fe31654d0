// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GuarantorPair} from "../types/GuarantorPair.sol";
import {MemberId} from "../types/MemberId.sol";
import {PledgeId} from "../types/PledgeId.sol";

/// @title The surety graph: who answers for whom, now and at any past time
/// @notice Every Active member who is not a founder has two different guarantors, or is unsecured from the moment a slot
/// falls empty. A guarantor's generation is strictly below the principal's, so the graph has no cycle and every walk up
/// ends in the founding circle.
interface ISuretyGraph {
    /// @notice A member's guarantors, and what the member is as a guarantor, in one storage slot.
    /// @dev Stored as one word, the value type `GuarantorPair`. A slot with a guarantor and serial 0 is a nomination of
    /// an applicant, not a surety; its premium is then the most the applicant agreed to.
    /// @param guarantor0 Slot 0
    /// @param guarantor1 Slot 1
    /// @param serial0 Serial of the pledge in slot 0; 0 when nobody stands surety there
    /// @param serial1 Serial of the pledge in slot 1
    /// @param premium0 What guarantor 0 charges per stage (basis points of the price)
    /// @param premium1 What guarantor 1 charges per stage
    /// @param since Protocol clock of the last change of the pair
    /// @param version Counts the changes of the pair; also the serial of the newest pledge and the length of the history
    /// @param generation 0 for founders, otherwise above that of both guarantors
    /// @param principals For how many members this member stands surety
    /// @param ceiling The lowest generation of any principal, at the vouch, since the member last had none
    struct Pair {
        MemberId guarantor0;
        MemberId guarantor1;
        uint24 serial0;
        uint24 serial1;
        uint16 premium0;
        uint16 premium1;
        uint40 since;
        uint24 version;
        uint16 generation;
        uint16 principals;
        uint16 ceiling;
    }

    /// @notice A member's guarantors from a time on.
    struct Guarantors {
        uint40 since;
        MemberId guarantor0;
        MemberId guarantor1;
        uint16 premium0;
        uint16 premium1;
    }

    /// @notice Who is asked to take a member's slots, and the most they may charge (basis points); 0 for nobody.
    struct Nominations {
        // slot 0
        MemberId nominee0;
        MemberId nominee1;
        uint16 maxPremium0;
        uint16 maxPremium1;
    }

    /// @notice A member was asked to take a slot, at a premium of at most this (basis points).
    event Nominated(
        MemberId indexed principal,
        uint8 slot,
        MemberId indexed nominee,
        uint16 maxPremiumBps
    );

    /// @notice A nominee refused.
    event NominationDeclined(MemberId indexed principal, uint8 slot, MemberId indexed nominee);

    /// @notice A guarantor stands surety (token units, protocol clock, basis points).
    event Vouched(
        MemberId indexed principal,
        MemberId indexed guarantor,
        PledgeId indexed pledge,
        uint96 amount,
        uint40 until,
        uint16 premiumBps,
        uint16 generation
    );

    /// @notice A guarantor stands surety no longer; what is in use of the pledge stays liable.
    event SuretyEnded(
        MemberId indexed principal,
        MemberId indexed guarantor,
        PledgeId indexed pledge
    );

    /// @notice The founding circle changed: bit i stands for founder number i.
    event RingChanged(uint40 since, uint64 present);

    /// @notice Slots are 0 and 1.
    error NoSuchSlot(uint8 slot);

    /// @notice Nominees and guarantors must be Active.
    error NotActive(MemberId member);

    /// @notice A member cannot be their own guarantor, nor hold both slots of a principal.
    error SameGuarantor(MemberId principal, MemberId guarantor);

    /// @notice Founders have no guarantors with money; the ring judges for them.
    error FounderHasNoSlots(MemberId founder);

    /// @notice The caller was not asked to take this slot; `nominee` was (or nobody).
    error NotNominated(MemberId caller, MemberId principal, uint8 slot, MemberId nominee);

    /// @notice The caller does not stand surety in this slot; `guarantor` does (or nobody).
    error NotGuarantor(MemberId caller, MemberId principal, uint8 slot, MemberId guarantor);

    /// @notice Premiums are at most what the principal agreed to and what the charter allows (basis points).
    error PremiumTooHigh(uint16 premiumBps, uint16 max);

    /// @notice New pledges are at least the charter's `minPledge` (token units).
    error PledgeTooSmall(uint256 amount, uint96 min);

    /// @notice A pledge must run beyond now.
    error PledgeEnded(uint40 until, uint40 now_);

    /// @notice A guarantor of this generation would lift the principal to or above one of the principal's own
    /// principals, whose lowest generation is `ceiling`.
    error GenerationTooHigh(MemberId guarantor, uint16 generation, uint16 ceiling);

    /// @notice Only members in good standing take new obligations: `member` is not Active, lacks a guarantor, has a
    /// guarantor who is not Active (`cause`), or owes recourse (`owed` token units).
    error NotInGoodStanding(MemberId member, MemberId cause, uint96 owed);

    /// @notice The member's pair of guarantors changed at `since`, after `snapshot`; for a founder: the ring guarantors
    /// are others than at `snapshot`, and the circle changed last at `since`.
    error PairChanged(MemberId member, uint40 since, uint40 snapshot);

    /// @notice Only past times can be asked about; what happens in this second does not count yet.
    error NotInThePast(uint40 time, uint40 now_);

    /// @notice A walk has 1 to 6 steps.
    error TooManySteps(uint8 steps);

    /// @notice The path holds more bits than it has steps.
    error PathTooLong(uint256 path, uint8 steps);

    /// @notice A chain of acquaintance has 2 to 7 members.
    error PathLengthOutOfRange(uint256 length);

    /// @notice At most `max` members were ever founders.
    error TooManyFounders(uint256 max);

    /// @notice More guarantor changes or principals than one member can have. Only a new vouch meets this limit: nobody
    /// is held in a surety by it.
    error TooManySureties(MemberId member);

    /// @notice Asks an Active member to take a slot; over a sitting guarantor too, whose surety then ends when the new
    /// one vouches. An empty `nominee` takes a nomination back. Applicants and Active members who are not founders.
    function nominate(uint8 slot, MemberId nominee, uint16 maxPremiumBps) external;

    /// @notice The nominee refuses. Emits `NominationDeclined`.
    function decline(MemberId principal, uint8 slot) external;

    /// @notice Stands surety: the nominated member locks a pledge out of their cover. Makes an applicant Active when both
    /// slots are taken. Only members in good standing.
    /// @param principal The principal's wallet: a number could be taken by somebody else first
    /// @param slot 0 or 1
    /// @param amount The most the guarantor answers for (token units)
    /// @param until Protocol clock until which the pledge offers room
    /// @param premiumBps What the guarantor charges per stage (basis points of the price)
    /// @return pledge The name of the new pledge
    function vouch(
        address principal,
        uint8 slot,
        uint256 amount,
        uint40 until,
        uint16 premiumBps
    ) external returns (PledgeId pledge);

    /// @notice Adds to a pledge from the guarantor's own free deposit. Only its guarantor, in good standing.
    function increasePledge(MemberId principal, uint8 slot, uint256 amount) external;

    /// @notice Takes unused money out of a pledge. Only its guarantor.
    function decreasePledge(MemberId principal, uint8 slot, uint256 amount) external;

    /// @notice Lets a pledge run longer, never shorter, and no longer than the pledges behind it. Only its guarantor, in
    /// good standing.
    function renewPledge(MemberId principal, uint8 slot, uint40 until) external;

    /// @notice Ends a surety at once and without a reason, also under a pause: the slot empties, unused money is freed,
    /// what is in use stays liable until it is released and then comes back by the vault's `reclaim`.
    function withdrawSurety(MemberId principal, uint8 slot) external;

    /// @notice Books the first nominations of an applicant. Only the membership.
    function openApplication(
        MemberId applicant,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1
    ) external;

    /// @notice Ends both sureties and all nominations of a member who leaves, and closes the ring up over a founder.
    /// Only the membership.
    function closeMember(MemberId member) external;

    /// @notice Adds a founder to the ring. Only the membership.
    function addFounder(MemberId founder) external;

    /// @notice A member's pair and graph record as they are now.
    function pairOf(MemberId member) external view returns (Pair memory);

    /// @notice The standing nominations of an applicant or member.
    function nominationsOf(MemberId member) external view returns (Nominations memory);

    /// @notice The two who answer for a member now: sureties, or ring guarantors for a founder. Empty slots are 0.
    /// @return guarantor0 Slot 0
    /// @return guarantor1 Slot 1
    /// @return version Changes whenever the pair does
    function guarantorsOf(
        MemberId member
    ) external view returns (MemberId guarantor0, MemberId guarantor1, uint24 version);

    /// @notice The guarantors of a member at a past time, with their premiums; a founder's ring guarantors, without. The
    /// first of two vouches for a new applicant does not count yet. Errors: `NotInThePast`.
    function guarantorsAt(MemberId member, uint40 time) external view returns (Guarantors memory);

    /// @notice Checks that a member may take a new obligation. Errors: `NotInGoodStanding`.
    function requireGoodStanding(MemberId member) external view;

    /// @notice `requireGoodStanding`, and that the pair has not changed since `snapshot`. Errors also: `PairChanged`.
    /// @return pair The member's pair as one word: what `pairOf` gives field by field
    function requireGoodStandingSince(
        MemberId member,
        uint40 snapshot
    ) external view returns (GuarantorPair pair);

    /// @notice True when `requireGoodStanding` would pass.
    function inGoodStanding(MemberId member) external view returns (bool);

    /// @notice Who sits at the end of a path up from `party` at a past time; `NO_MEMBER` if the seat is void.
    /// @param party The side the seat is on
    /// @param opponent The other side: a way through either is void
    /// @param path One bit a step, the most significant of the `steps` bits first; it picks slot 0 or 1
    /// @param steps 1 to 6
    /// @param time A past time of the protocol clock
    function seatHolder(
        MemberId party,
        MemberId opponent,
        uint256 path,
        uint8 steps,
        uint40 time
    ) external view returns (MemberId);

    /// @notice The founders who formed the circle at a time: bit i stands for founder number i in order of joining.
    function ringAt(uint40 time) external view returns (uint64 present);

    /// @notice The place of a member in the order of founders.
    /// @return isFounder False for everybody who never was one
    /// @return index The place, from 0
    function founderIndex(MemberId member) external view returns (bool isFounder, uint8 index);

    /// @notice The founder number `index` in order of joining; `NO_MEMBER` if there is none.
    function founderAt(uint8 index) external view returns (MemberId);

    /// @notice Whether each step of a chain of acquaintance is a live surety, in either direction: at most six
    /// handshakes.
    function verifyPath(MemberId[] calldata ids) external view returns (bool);

    /// @notice What stands behind a member's next obligation: own free deposit and the room left in the two pledges
    /// (token units).
    function coverOf(
        MemberId member
    ) external view returns (uint96 free, uint96 room0, uint96 room1);
}
