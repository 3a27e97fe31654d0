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

    /// @notice A member was asked to take a slot.
    /// @param principal Who asks
    /// @param slot 0 or 1
    /// @param nominee Who is asked; `NO_MEMBER`: nobody any more
    /// @param maxPremiumBps The most the nominee may charge per stage (basis points of the price)
    event Nominated(
        MemberId indexed principal,
        uint8 slot,
        MemberId indexed nominee,
        uint16 maxPremiumBps
    );

    /// @notice A nominee refused.
    /// @param principal Who had asked
    /// @param slot 0 or 1
    /// @param nominee Who refused
    event NominationDeclined(MemberId indexed principal, uint8 slot, MemberId indexed nominee);

    /// @notice A guarantor stands surety.
    /// @param principal For whom
    /// @param guarantor Who does
    /// @param pledge The name of the new pledge
    /// @param amount The most the guarantor answers for (token units)
    /// @param until Protocol clock until which the pledge offers room
    /// @param premiumBps What the guarantor charges per stage (basis points of the price)
    /// @param generation Of the principal, after this
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
    /// @param principal For whom
    /// @param guarantor Who did
    /// @param pledge The name of the pledge that ended
    event SuretyEnded(
        MemberId indexed principal,
        MemberId indexed guarantor,
        PledgeId indexed pledge
    );

    /// @notice The founding circle changed.
    /// @param since Protocol clock of the change
    /// @param present Bit i stands for founder number i
    event RingChanged(uint40 since, uint64 present);

    /// @notice Slots are 0 and 1.
    /// @param slot What was given
    error NoSuchSlot(uint8 slot);

    /// @notice Nominees and guarantors must be Active.
    /// @param member Who is not
    error NotActive(MemberId member);

    /// @notice A member cannot be their own guarantor, nor hold both slots of a principal.
    /// @param principal Whose slot it is
    /// @param guarantor Who was named, or called
    error SameGuarantor(MemberId principal, MemberId guarantor);

    /// @notice Founders have no guarantors with money; the ring judges for them.
    /// @param founder Whose slots were asked for
    error FounderHasNoSlots(MemberId founder);

    /// @notice The caller was not asked to take this slot.
    /// @param caller The member who called
    /// @param principal Whose slot it is
    /// @param slot 0 or 1
    /// @param nominee Who was; `NO_MEMBER`: nobody
    error NotNominated(MemberId caller, MemberId principal, uint8 slot, MemberId nominee);

    /// @notice The caller does not stand surety in this slot.
    /// @param caller The member who called
    /// @param principal Whose slot it is
    /// @param slot 0 or 1
    /// @param guarantor Who does; `NO_MEMBER`: nobody
    error NotGuarantor(MemberId caller, MemberId principal, uint8 slot, MemberId guarantor);

    /// @notice Premiums are at most what the principal agreed to and what the charter allows.
    /// @param premiumBps What was given (basis points)
    /// @param max The most allowed (basis points)
    error PremiumTooHigh(uint16 premiumBps, uint16 max);

    /// @notice A new pledge is too small for the charter.
    /// @param amount What was given (token units)
    /// @param min The charter's `minPledge` (token units)
    error PledgeTooSmall(uint256 amount, uint96 min);

    /// @notice A pledge must run beyond now.
    /// @param until The time that was given (protocol clock)
    /// @param now_ Protocol clock (seconds)
    error PledgeEnded(uint40 until, uint40 now_);

    /// @notice A guarantor of this generation would lift the principal to or above one of the principal's own
    /// principals.
    /// @param guarantor Who vouches
    /// @param generation Of the guarantor
    /// @param ceiling The lowest generation of the principal's principals
    error GenerationTooHigh(MemberId guarantor, uint16 generation, uint16 ceiling);

    /// @notice Only members in good standing take new obligations: who are Active, have two guarantors who are Active,
    /// and owe no recourse.
    /// @param member Who takes the obligation
    /// @param cause Who is not Active; the member, if a guarantor is missing; `NO_MEMBER`, if only a debt stands in the
    /// way
    /// @param owed Recourse outstanding (token units)
    error NotInGoodStanding(MemberId member, MemberId cause, uint96 owed);

    /// @notice The member's pair of guarantors has changed; for a founder: the ring guarantors are others.
    /// @param member Whose guarantors
    /// @param since Protocol clock of the last change; for a founder: of the circle
    /// @param snapshot Protocol clock that they were taken at
    error PairChanged(MemberId member, uint40 since, uint40 snapshot);

    /// @notice Only past times can be asked about; what happens in this second does not count yet.
    /// @param time The time that was asked about (protocol clock)
    /// @param now_ Protocol clock (seconds)
    error NotInThePast(uint40 time, uint40 now_);

    /// @notice A chain of acquaintance has 2 to 7 members.
    /// @param length How many were given
    error PathLengthOutOfRange(uint256 length);

    /// @notice Too many members were ever founders.
    /// @param max The most there can be
    error TooManyFounders(uint256 max);

    /// @notice More guarantor changes or principals than one member can have. Only a new vouch meets this limit: nobody
    /// is held in a surety by it.
    /// @param member Who has as many
    error TooManySureties(MemberId member);

    /// @notice Asks an Active member to take a slot; over a sitting guarantor too, whose surety then ends when the new
    /// one vouches. Applicants and Active members who are not founders.
    /// @param slot The caller's slot, 0 or 1
    /// @param nominee Who is asked; `NO_MEMBER` takes a nomination back
    /// @param maxPremiumBps The most the nominee may charge per stage (basis points of the price)
    function nominate(uint8 slot, MemberId nominee, uint16 maxPremiumBps) external;

    /// @notice The nominee refuses. Emits `NominationDeclined`.
    /// @param principal Who has asked
    /// @param slot 0 or 1
    function decline(MemberId principal, uint8 slot) external;

    /// @notice Stands surety: the nominated member locks a pledge out of their cover. Makes an applicant Active when
    /// both slots are taken. Only members in good standing.
    /// @param principalWallet The principal's wallet: a number could be taken by somebody else first
    /// @param slot 0 or 1
    /// @param amount The most the guarantor answers for (token units)
    /// @param until Protocol clock until which the pledge offers room
    /// @param premiumBps What the guarantor charges per stage (basis points of the price)
    /// @return pledge The name of the new pledge
    function vouch(
        address principalWallet,
        uint8 slot,
        uint256 amount,
        uint40 until,
        uint16 premiumBps
    ) external returns (PledgeId pledge);

    /// @notice Adds to a pledge from the guarantor's own free deposit. Only its guarantor, in good standing.
    /// @param principal The member whose slot it is
    /// @param slot 0 or 1
    /// @param amount What is added (token units)
    function increasePledge(MemberId principal, uint8 slot, uint256 amount) external;

    /// @notice Takes unused money out of a pledge. Only its guarantor.
    /// @param principal The member whose slot it is
    /// @param slot 0 or 1
    /// @param amount At most the room of the pledge (token units)
    function decreasePledge(MemberId principal, uint8 slot, uint256 amount) external;

    /// @notice Lets a pledge run longer, never shorter, and no longer than the pledges behind it. Only its guarantor,
    /// in good standing.
    /// @param principal The member whose slot it is
    /// @param slot 0 or 1
    /// @param until The new time (protocol clock)
    function renewPledge(MemberId principal, uint8 slot, uint40 until) external;

    /// @notice Ends a surety at once and without a reason, also under a pause: the slot empties, unused money is freed,
    /// what is in use stays liable until it is released and then comes back by the vault's `reclaim`.
    /// @param principal The member whose slot it is
    /// @param slot 0 or 1
    function withdrawSurety(MemberId principal, uint8 slot) external;

    /// @notice Books the first nominations of an applicant. Only the membership.
    /// @param applicant Who applies
    /// @param guarantor0 Who is asked to take slot 0
    /// @param maxPremium0 The most that one may charge per stage (basis points of the price)
    /// @param guarantor1 Who is asked to take slot 1; another member
    /// @param maxPremium1 The same for slot 1
    function openApplication(
        MemberId applicant,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1
    ) external;

    /// @notice Ends both sureties and all nominations of a member who leaves, and closes the ring up over a founder.
    /// Only the membership.
    /// @param member Who leaves
    function closeMember(MemberId member) external;

    /// @notice Adds a founder to the ring. Only the membership.
    /// @param founder The new founder
    function addFounder(MemberId founder) external;

    /// @notice A member's pair and graph record as they are now.
    /// @param member Any number
    /// @return See `Pair`; zeros if no member has this number
    function pairOf(MemberId member) external view returns (Pair memory);

    /// @notice The standing nominations of an applicant or member.
    /// @param member Who asks
    /// @return See `Nominations`
    function nominationsOf(MemberId member) external view returns (Nominations memory);

    /// @notice The two who answer for a member now: sureties, or ring guarantors for a founder.
    /// @param member For whom
    /// @return guarantor0 Slot 0; `NO_MEMBER` if it is empty
    /// @return guarantor1 Slot 1; `NO_MEMBER` if it is empty
    /// @return version Changes whenever the pair does
    function guarantorsOf(
        MemberId member
    ) external view returns (MemberId guarantor0, MemberId guarantor1, uint24 version);

    /// @notice The guarantors of a member at a past time, with their premiums; a founder's ring guarantors, without.
    /// The first of two vouches for a new applicant does not count yet. Errors: `NotInThePast`.
    /// @param member For whom
    /// @param time A past time of the protocol clock
    /// @return See `Guarantors`; an empty slot is `NO_MEMBER`
    function guarantorsAt(MemberId member, uint40 time) external view returns (Guarantors memory);

    /// @notice Checks that a member may take a new obligation. Errors: `NotInGoodStanding`.
    /// @param member Who would take the obligation
    function requireGoodStanding(MemberId member) external view;

    /// @notice `requireGoodStanding`, and that the pair has not changed since a time. Errors also: `PairChanged`.
    /// @param member Who would take the obligation
    /// @param snapshot That time (protocol clock)
    /// @return pair The member's pair as one word: what `pairOf` gives field by field
    function requireGoodStandingSince(
        MemberId member,
        uint40 snapshot
    ) external view returns (GuarantorPair pair);

    /// @notice Whether a member may take a new obligation.
    /// @param member Who would take it
    /// @return True when `requireGoodStanding` would pass
    function inGoodStanding(MemberId member) external view returns (bool);

    /// @notice Who sits at the end of a path up from a side at a past time.
    /// @param party The side the seat is on
    /// @param opponent The other side: a way through either is void
    /// @param path One bit a step, the most significant of the `steps` bits first; it picks slot 0 or 1
    /// @param steps 1 to 6
    /// @param time A past time of the protocol clock
    /// @return `NO_MEMBER` if the seat is void
    function seatHolder(
        MemberId party,
        MemberId opponent,
        uint256 path,
        uint8 steps,
        uint40 time
    ) external view returns (MemberId);

    /// @notice The founders who formed the circle at a time.
    /// @param time Of the protocol clock
    /// @return present Bit i stands for founder number i in order of joining
    function ringAt(uint40 time) external view returns (uint64 present);

    /// @notice The place of a member in the order of founders.
    /// @param member Any number
    /// @return isFounder False for everybody who never was one
    /// @return index The place, from 0
    function founderIndex(MemberId member) external view returns (bool isFounder, uint8 index);

    /// @notice A founder by number in order of joining.
    /// @param index From 0
    /// @return `NO_MEMBER` if there is none
    function founderAt(uint8 index) external view returns (MemberId);

    /// @notice Whether each step of a chain of acquaintance is a live surety, in either direction: at most six
    /// handshakes.
    /// @param ids The chain, 2 to 7 members from one end to the other
    /// @return True when every step is
    function verifyPath(MemberId[] calldata ids) external view returns (bool);

    /// @notice What stands behind a member's next obligation.
    /// @param member Who would take it
    /// @return free Own free deposit (token units)
    /// @return room0 Room left in the pledge of slot 0 (token units)
    /// @return room1 Room left in the pledge of slot 1 (token units)
    function coverOf(
        MemberId member
    ) external view returns (uint96 free, uint96 room0, uint96 room1);
}
