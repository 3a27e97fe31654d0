// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClockState} from "../types/ClockState.sol";
import {MemberId} from "../types/MemberId.sol";

/// @title Membership: who belongs to the community, by which wallet, and what went wrong in their name
/// @notice A membership is a soulbound card (ERC-721 with ERC-5192): its token id is the `MemberId`. It moves only when
/// both wallets consent or when the guarantors of a lost wallet recover it. No personal data is stored: a profile is the
/// digest of a salted document that its owner keeps elsewhere, and it stands in events only.
interface IMembership {
    /// @notice None -> Applicant -> Active -> Resigned or Expelled; a Resigned wallet may apply again with its card.
    enum MemberState {
        None,
        Applicant,
        Active,
        Resigned,
        Expelled
    }

    /// @notice One member in one storage slot.
    /// @param wallet Who acts for the member
    /// @param state See `MemberState`
    /// @param recoveryDelay Seconds from a confirmed recovery to its execution; 0 means recovery is off
    /// @param newestTrusted The newest member when recovery was last switched: of a founder's ring guarantors, whom the
    /// governor can add to, later ones take no part in a recovery
    struct Member {
        // slot 0
        address wallet;
        MemberState state;
        uint32 recoveryDelay;
        MemberId newestTrusted;
    }

    /// @notice What went wrong, counted in storage: nobody can edit it. What went well is provable from events.
    /// @param defaults Stages whose outcome laid the greater part of the fault on this member
    /// @param faultPaid Compensation drawn from this member's bonds (token units)
    /// @param overdue Times a recourse was repaid late or ended in expulsion
    /// @param excused Pledges whose debt a guarantor forgave
    /// @param principalsLost Principals of this member who were expelled
    /// @param recourseOpened Times this member came to owe guarantors; 255 means 255 or more
    struct Standing {
        uint32 defaults;
        uint96 faultPaid;
        uint32 overdue;
        uint32 excused;
        uint32 principalsLost;
        uint8 recourseOpened;
    }

    /// @notice A recovery under way.
    /// @param wallet The wallet that shall take over
    /// @param executableAt Protocol clock from which the new wallet may execute it; 0 until the second guarantor has confirmed
    /// @param proposer The guarantor who proposed it
    /// @param pairVersion The version of the guarantor pair it rests on
    struct Recovery {
        // slot 0
        address wallet;
        uint40 executableAt;
        uint24 pairVersion;
        MemberId proposer;
    }

    /// @notice A wallet applied for membership.
    /// @param member The number of the card
    /// @param wallet Who applied
    /// @param profile Digest of a salted document that its owner keeps elsewhere
    event Applied(MemberId indexed member, address indexed wallet, bytes32 profile);

    /// @notice The applicant took the application back.
    /// @param member The applicant
    event ApplicationWithdrawn(MemberId indexed member);

    /// @notice Both guarantors have vouched: the applicant is a member.
    /// @param member The new member
    event Activated(MemberId indexed member);

    /// @notice A founder was given a card.
    /// @param member The founder
    /// @param wallet Who holds the card
    event FounderAdmitted(MemberId indexed member, address indexed wallet);

    /// @notice A member replaced the profile.
    /// @param member Whose card
    /// @param profile The new digest of the member's off-chain document
    event ProfileChanged(MemberId indexed member, bytes32 profile);

    /// @notice The member left in good order.
    /// @param member Who left
    event Resigned(MemberId indexed member);

    /// @notice The member was expelled.
    /// @param member Who was expelled
    /// @param owed Recourse outstanding (token units)
    /// @param dueBy Protocol clock by which it was to be repaid
    event Expelled(MemberId indexed member, uint96 owed, uint40 dueBy);

    /// @notice The member offered the card to another wallet.
    /// @param member Whose card
    /// @param wallet Who may take it; the zero address: nobody any more
    event WalletOffered(MemberId indexed member, address indexed wallet);

    /// @notice The card moved with the consent of both wallets.
    /// @param member Whose card
    /// @param from The wallet that held it
    /// @param to The wallet that holds it now
    event WalletChanged(MemberId indexed member, address indexed from, address indexed to);

    /// @notice The member chose a recovery delay.
    /// @param member Who chose
    /// @param delay From the second confirmation to the execution (seconds); 0: recovery is off
    event RecoverySwitched(MemberId indexed member, uint32 delay);

    /// @notice A guarantor proposed the wallet that shall take over.
    /// @param member Whose card
    /// @param guarantor Who proposed
    /// @param wallet The wallet that shall take over
    event RecoveryProposed(MemberId indexed member, MemberId indexed guarantor, address wallet);

    /// @notice The other guarantor agreed.
    /// @param member Whose card
    /// @param guarantor Who agreed
    /// @param executableAt Protocol clock from which the new wallet may execute it
    event RecoveryConfirmed(
        MemberId indexed member,
        MemberId indexed guarantor,
        uint40 executableAt
    );

    /// @notice The card moved to the wallet that the guarantors agreed on.
    /// @param member Whose card
    /// @param from The wallet that held it
    /// @param to The wallet that holds it now
    event RecoveryExecuted(MemberId indexed member, address from, address to);

    /// @notice The wallet that holds the card refused the recovery.
    /// @param member Whose card
    event RecoveryVetoed(MemberId indexed member);

    /// @notice An outcome laid the greater part of the fault on the member, or cost them money.
    /// @param member Whose register
    /// @param defaulted Whether the greater part of the fault was theirs
    /// @param paid Compensation drawn from their bond (token units)
    event FaultRecorded(MemberId indexed member, bool defaulted, uint96 paid);

    /// @notice The member repaid a recourse late, or was expelled over it.
    /// @param member Whose register
    event OverdueRecorded(MemberId indexed member);

    /// @notice A guarantor forgave what the member owed.
    /// @param member Whose register
    event ExcuseRecorded(MemberId indexed member);

    /// @notice The member's principal was expelled.
    /// @param guarantor Whose register
    /// @param principal Who was expelled
    event PrincipalLost(MemberId indexed guarantor, MemberId indexed principal);

    /// @notice The call needs the member in another state.
    /// @param member Whom it is about
    /// @param actual The state the member is in
    error WrongMemberState(MemberId member, MemberState actual);

    /// @notice The wallet holds a card already.
    /// @param wallet Who was to get a card
    /// @param member Whose card it holds
    error WalletTaken(address wallet, MemberId member);

    /// @notice Cards do not move, and nobody can be approved to move them.
    error Soulbound();

    /// @notice A recovery delay is 0 (off) or lies within the range.
    /// @param delay What was given (seconds)
    /// @param min The least allowed, by the charter (seconds)
    /// @param max The most allowed (seconds)
    error RecoveryDelayOutOfRange(uint32 delay, uint32 min, uint32 max);

    /// @notice The member has not switched recovery on.
    /// @param member Whom it is about
    error RecoveryOff(MemberId member);

    /// @notice No recovery of this member is under way.
    /// @param member Whom it is about
    error NoRecovery(MemberId member);

    /// @notice Another wallet was proposed, or the pair of guarantors has changed since.
    /// @param member Whom it is about
    error RecoveryStale(MemberId member);

    /// @notice Only the wallet that shall take over executes a recovery: it takes the card with all its obligations.
    /// @param caller Who called
    /// @param wallet The wallet that shall take over
    error NotRecoveryWallet(address caller, address wallet);

    /// @notice The recovery cannot be executed yet.
    /// @param now_ Protocol clock (seconds)
    /// @param executableAt Protocol clock from which it can; 0: it awaits a confirmation
    error RecoveryTooEarly(uint40 now_, uint40 executableAt);

    /// @notice Both guarantors have agreed.
    /// @param member Whom it is about
    /// @param executableAt Protocol clock from which it can be executed
    error AlreadyConfirmed(MemberId member, uint40 executableAt);

    /// @notice Only a guarantor of the member, and only the other one to confirm.
    /// @param caller The member who called
    /// @param member Whose card is to be recovered
    error NotGuarantorOf(MemberId caller, MemberId member);

    /// @notice The member has not offered the card to this wallet.
    /// @param member Whom it is about
    /// @param wallet Who called
    error WalletNotOffered(MemberId member, address wallet);

    /// @notice Resigning needs: no locks, no principals, no recourse. The first number that is not 0 stands in the way.
    /// @param member Whom it is about
    /// @param locks Live locks: sides of stages, and pledges given
    /// @param principals Members that this one stands surety for
    /// @param owed Recourse outstanding (token units)
    error StillObliged(MemberId member, uint256 locks, uint256 principals, uint256 owed);

    /// @notice Too few founders would stay.
    /// @param min How many must
    error TooFewFounders(uint256 min);

    /// @notice Expulsion needs recourse outstanding beyond its window that the free deposit does not cover.
    /// @param member Whom it is about
    /// @param owed Recourse outstanding (token units)
    /// @param free The member's free deposit (token units)
    /// @param dueBy Protocol clock by which the recourse is to be repaid
    /// @param now_ Protocol clock (seconds)
    error NotExpellable(MemberId member, uint96 owed, uint96 free, uint40 dueBy, uint40 now_);

    /// @notice Applies for membership; mints the card, or takes up the card again after resigning.
    /// @param profile Digest of a salted off-chain document
    /// @param guarantor0 The member asked to stand surety in slot 0; Active, and not the same as `guarantor1`
    /// @param maxPremium0 The most that guarantor may charge (basis points of each price)
    /// @param guarantor1 Slot 1
    /// @param maxPremium1 Slot 1
    /// @param recoveryDelay Seconds, 0 for no wallet recovery
    /// @return id The number of the card
    /// @dev Anyone with a wallet that holds no card (or whose member resigned). Errors: `WalletTaken`,
    /// `WrongMemberState`, `RecoveryDelayOutOfRange`, those of nominations. Emits ERC-721 `Transfer`, ERC-5192
    /// `Locked`, `Applied` and two `Nominated` of the surety graph.
    function applyForMembership(
        bytes32 profile,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1,
        uint32 recoveryDelay
    ) external returns (MemberId id);

    /// @notice Takes an application back; a pledge already given for it is freed. Only an Applicant.
    function withdrawApplication() external;

    /// @notice Replaces the profile digest. Any member with a card. Emits `ProfileChanged`.
    /// @param profile The new digest of a salted off-chain document
    function setProfile(bytes32 profile) external;

    /// @notice Leaves the community in good order. Active members without locks (bonds, stages, pledges), principals or
    /// recourse; a founder only while at least three others stay. Both sureties for the member end.
    function resign() external;

    /// @notice Expels a member whose recourse is overdue and not covered by their free deposit. Anyone. Nothing else
    /// expels. Emits `Expelled`, and `PrincipalLost` for each guarantor.
    /// @param id The member whose recourse is overdue
    function expel(MemberId id) external;

    /// @notice Offers the caller's card to another wallet. Not for expelled members: their wallet stays barred.
    /// @param wallet Who may take it by `acceptWallet`; the zero address takes the offer back
    function changeWallet(address wallet) external;

    /// @notice Takes over a card. Only the wallet it was offered to, if it holds no card.
    /// @param id The member whose card was offered
    function acceptWallet(MemberId id) external;

    /// @notice Switches recovery on or off. Ends a recovery under way. Founders call it again after new founders were
    /// admitted, if they want to be recovered by them too.
    /// @param delay From the second confirmation to the execution (seconds), at least the charter's `recoveryDelay`; 0
    /// switches recovery off
    function setRecovery(uint32 delay) external;

    /// @notice A guarantor of a member proposes the wallet that shall take over. For founders: a ring guarantor who was
    /// a member when the founder switched recovery on, so that nobody can appoint the guarantors of a lost wallet. It
    /// replaces a proposal under way, a confirmed one too. Errors: `RecoveryOff`, `NotGuarantorOf`, `ZeroAddress`,
    /// `WalletTaken`, `WrongMemberState` unless member and guarantor are Active.
    /// @param id The member whose wallet is lost
    /// @param wallet Who shall take over; it must hold no card
    function proposeRecovery(MemberId id, address wallet) external;

    /// @notice The other guarantor confirms the same wallet; the member's delay begins. Errors: `NoRecovery`,
    /// `NotGuarantorOf`, `RecoveryStale`, `AlreadyConfirmed`, `WrongMemberState`.
    /// @param id The member whose wallet is lost
    /// @param wallet The same as was proposed
    function confirmRecovery(MemberId id, address wallet) external;

    /// @notice Moves the card after the delay. Only the wallet that takes over (its signature can be handed in by
    /// anyone). Errors: `NoRecovery`, `RecoveryStale`, `RecoveryTooEarly`, `NotRecoveryWallet`, `WalletTaken`,
    /// `WrongMemberState` unless the member is Active.
    /// @param id The member whose card the caller takes over
    function executeRecovery(MemberId id) external;

    /// @notice The old wallet refuses, which ends the recovery and switches recovery off.
    function vetoRecovery() external;

    /// @notice Mints a founder's card. Only the charter.
    /// @param wallet Who gets it; it must hold no card
    /// @return id The number of the card
    function admitFounder(address wallet) external returns (MemberId id);

    /// @notice Makes an applicant Active. Only the surety graph, when both guarantors have vouched.
    /// @param id The applicant
    function activate(MemberId id) external;

    /// @notice Counts an outcome in the register. Only the trade contract.
    /// @param id The party
    /// @param defaulted Whether the greater part of the fault was theirs
    /// @param paid Compensation drawn from their bond (token units)
    function recordFault(MemberId id, bool defaulted, uint96 paid) external;

    /// @notice Counts a late repayment in the register; not again for an expelled member, whose lateness was counted
    /// then. Only the vault.
    /// @param id Who repaid late
    function recordOverdue(MemberId id) external;

    /// @notice Counts a forgiven debt in the register. Only the vault.
    /// @param id Whose debt was forgiven
    function recordExcuse(MemberId id) external;

    /// @notice Takes over the charter's clock. Only the charter: when it is sealed, and in the transaction of every
    /// change.
    /// @param clock The word that the charter keeps it in
    function followClock(ClockState clock) external;

    /// @notice How many cards were ever minted.
    /// @return The highest number in use: they run from 1
    function memberCount() external view returns (uint32);

    /// @notice The member whose card a wallet holds, and their state.
    /// @param wallet Any address
    /// @return id The number of the card; `NO_MEMBER` if it holds none
    /// @return state `None` if it holds none
    function memberOf(address wallet) external view returns (MemberId id, MemberState state);

    /// @notice `ICharter.running` and the caller in one call. Errors: `CommunityPaused`; `NotSealed` until the charter
    /// is sealed.
    /// @param wallet Who calls
    /// @return now_ Protocol clock (seconds)
    /// @return version The number of the parameter set in force, from 1
    /// @return id The member whose card the wallet holds; `NO_MEMBER` if it holds none
    function whoCalls(
        address wallet
    ) external view returns (uint40 now_, uint16 version, MemberId id);

    /// @notice `whoCalls` with the member's state in the place of the version. It reads one slot more. Errors:
    /// `CommunityPaused`, `NotSealed`.
    /// @param wallet Who calls
    /// @return now_ Protocol clock (seconds)
    /// @return id The member whose card the wallet holds; `NO_MEMBER` if it holds none
    /// @return state `None` if it holds none
    function whoCallsAndState(
        address wallet
    ) external view returns (uint40 now_, MemberId id, MemberState state);

    /// @notice The protocol clock, paused or not. Errors: `NotSealed` until the charter is sealed.
    /// @return now_ Protocol clock (seconds)
    function time() external view returns (uint40 now_);

    /// @notice The copy of the charter's clock.
    /// @return The same word as `ICharter.clockState`; 0 until the charter is sealed
    function clockState() external view returns (ClockState);

    /// @notice The members whose cards two wallets hold, in one call. Errors: `NotAMember`.
    /// @param guarantorWallet Who vouches
    /// @param principalWallet For whom
    /// @return guarantor The member who vouches
    /// @return principal The member vouched for
    /// @return principalState In which state that one is
    function partiesOfVouch(
        address guarantorWallet,
        address principalWallet
    ) external view returns (MemberId guarantor, MemberId principal, MemberState principalState);

    /// @notice The member whose card a wallet holds. Errors: `NotAMember`.
    /// @param wallet Who holds a card
    /// @return id The number of the card
    function idOf(address wallet) external view returns (MemberId id);

    /// @notice A member's record.
    /// @param id The number of the member's card
    /// @return Empty if no member has this number
    function member(MemberId id) external view returns (Member memory);

    /// @notice A member's state.
    /// @param id The number of the member's card
    /// @return `None` if no member has this number
    function stateOf(MemberId id) external view returns (MemberState);

    /// @notice The recovery under way. Warning: it is stale once `pairVersion` is no longer that of the surety graph.
    /// @param id The member whose wallet is to be replaced
    /// @return Empty if none is under way
    function recoveryOf(MemberId id) external view returns (Recovery memory);

    /// @notice A member's standing register.
    /// @param id The number of the member's card
    /// @return See `Standing`; zeros for a member about whom nothing was recorded
    function standingOf(MemberId id) external view returns (Standing memory);

    /// @notice The first of three members who is not Active. Empty numbers are skipped.
    /// @param a Looked at first; `NO_MEMBER` is skipped
    /// @param b Looked at next; `NO_MEMBER` is skipped
    /// @param c Looked at last; `NO_MEMBER` is skipped
    /// @return `NO_MEMBER` when all are Active
    function firstInactive(MemberId a, MemberId b, MemberId c) external view returns (MemberId);
}
