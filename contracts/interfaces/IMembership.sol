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

    /// @notice `wallet` applied; `profile` is the digest of a salted off-chain document.
    event Applied(MemberId indexed member, address indexed wallet, bytes32 profile);

    /// @notice The applicant took the application back.
    event ApplicationWithdrawn(MemberId indexed member);

    /// @notice Both guarantors have vouched: the applicant is a member.
    event Activated(MemberId indexed member);

    /// @notice A founder was given a card.
    event FounderAdmitted(MemberId indexed member, address indexed wallet);

    /// @notice `profile` is the new digest of the member's off-chain document.
    event ProfileChanged(MemberId indexed member, bytes32 profile);

    /// @notice The member left in good order.
    event Resigned(MemberId indexed member);

    /// @notice The member was expelled: `owed` token units were due by `dueBy` of the protocol clock.
    event Expelled(MemberId indexed member, uint96 owed, uint40 dueBy);

    /// @notice The member offered the card to `wallet`; the zero address: to nobody any more.
    event WalletOffered(MemberId indexed member, address indexed wallet);

    /// @notice The card moved with the consent of both wallets.
    event WalletChanged(MemberId indexed member, address indexed from, address indexed to);

    /// @notice The member chose a recovery delay (seconds); 0: recovery is off.
    event RecoverySwitched(MemberId indexed member, uint32 delay);

    /// @notice A guarantor proposed the wallet that shall take over.
    event RecoveryProposed(MemberId indexed member, MemberId indexed guarantor, address wallet);

    /// @notice The other guarantor agreed: executable from `executableAt` of the protocol clock.
    event RecoveryConfirmed(
        MemberId indexed member,
        MemberId indexed guarantor,
        uint40 executableAt
    );

    /// @notice The card moved to the wallet that the guarantors agreed on.
    event RecoveryExecuted(MemberId indexed member, address from, address to);

    /// @notice The wallet that holds the card refused the recovery.
    event RecoveryVetoed(MemberId indexed member);

    /// @notice An outcome laid the greater part of the fault on the member, or cost them `paid` token units.
    event FaultRecorded(MemberId indexed member, bool defaulted, uint96 paid);

    /// @notice The member repaid a recourse late, or was expelled over it.
    event OverdueRecorded(MemberId indexed member);

    /// @notice A guarantor forgave what the member owed.
    event ExcuseRecorded(MemberId indexed member);

    /// @notice The member's principal was expelled.
    event PrincipalLost(MemberId indexed guarantor, MemberId indexed principal);

    /// @notice The member is in `actual`, and the call needs another state.
    error WrongMemberState(MemberId member, MemberState actual);

    /// @notice The wallet holds the card of `member` already.
    error WalletTaken(address wallet, MemberId member);

    /// @notice Cards do not move, and nobody can be approved to move them.
    error Soulbound();

    /// @notice A recovery delay is 0 (off) or lies from `min` to `max` seconds.
    error RecoveryDelayOutOfRange(uint32 delay, uint32 min, uint32 max);

    /// @notice The member has not switched recovery on.
    error RecoveryOff(MemberId member);

    /// @notice No recovery of this member is under way.
    error NoRecovery(MemberId member);

    /// @notice Another wallet was proposed, or the pair of guarantors has changed since.
    error RecoveryStale(MemberId member);

    /// @notice Only the wallet that shall take over executes a recovery: it takes the card with all its obligations.
    error NotRecoveryWallet(address caller, address wallet);

    /// @notice The recovery can be executed from `executableAt` of the protocol clock; 0: it awaits a confirmation.
    error RecoveryTooEarly(uint40 now_, uint40 executableAt);

    /// @notice Both guarantors have agreed: it can be executed from `executableAt` of the protocol clock.
    error AlreadyConfirmed(MemberId member, uint40 executableAt);

    /// @notice Only a guarantor of `member`, and only the other one to confirm.
    error NotGuarantorOf(MemberId caller, MemberId member);

    /// @notice The member has not offered the card to this wallet.
    error WalletNotOffered(MemberId member, address wallet);

    /// @notice Resigning needs: no locks, no principals, no recourse. The first number that is not 0 stands in the way.
    error StillObliged(MemberId member, uint256 locks, uint256 principals, uint256 owed);

    /// @notice At least `min` founders stay.
    error TooFewFounders(uint256 min);

    /// @notice Expulsion needs recourse outstanding beyond its window that the free deposit does not cover.
    error NotExpellable(MemberId member, uint96 owed, uint96 free, uint40 dueBy, uint40 now_);

    /// @notice Applies for membership; mints the card, or takes up the card again after resigning.
    /// @param profile Digest of a salted off-chain document
    /// @param guarantor0 The member asked to stand surety in slot 0; Active, and not the same as `guarantor1`
    /// @param maxPremium0 The most that guarantor may charge (basis points of each price)
    /// @param guarantor1 Slot 1
    /// @param maxPremium1 Slot 1
    /// @param recoveryDelay Seconds, 0 for no wallet recovery
    /// @return member The number of the card
    /// @dev Anyone with a wallet that holds no card (or whose member resigned). Errors: `WalletTaken`,
    /// `WrongMemberState`, `RecoveryDelayOutOfRange`, those of nominations. Emits ERC-721 `Transfer`, ERC-5192 `Locked`,
    /// `Applied` and two `Nominated` of the surety graph.
    function applyForMembership(
        bytes32 profile,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1,
        uint32 recoveryDelay
    ) external returns (MemberId member);

    /// @notice Takes an application back; a pledge already given for it is freed. Only an Applicant.
    function withdrawApplication() external;

    /// @notice Replaces the profile digest. Any member with a card. Emits `ProfileChanged`.
    function setProfile(bytes32 profile) external;

    /// @notice Leaves the community in good order. Active members without locks (bonds, stages, pledges), principals or
    /// recourse; a founder only while at least three others stay. Both sureties for the member end.
    function resign() external;

    /// @notice Expels a member whose recourse is overdue and not covered by their free deposit. Anyone. Nothing else
    /// expels. Emits `Expelled`, and `PrincipalLost` for each guarantor.
    function expel(MemberId member) external;

    /// @notice Offers the caller's card to `wallet`, which takes it by `acceptWallet`; the zero address takes the offer
    /// back. Not for expelled members: their wallet stays barred.
    function changeWallet(address wallet) external;

    /// @notice Takes over the card of `member`. Only the wallet it was offered to, if it holds no card.
    function acceptWallet(MemberId member) external;

    /// @notice Switches recovery on (a delay in seconds) or off (0). Ends a recovery under way. Founders call it again after
    /// new founders were admitted, if they want to be recovered by them too.
    function setRecovery(uint32 delay) external;

    /// @notice A guarantor of `member` proposes the wallet that shall take over. For founders: a ring guarantor who
    /// was a member when the founder switched recovery on, so that nobody can appoint the guarantors of a lost wallet.
    /// It replaces a proposal under way, a confirmed one too. Errors: `RecoveryOff`, `NotGuarantorOf`, `ZeroAddress`,
    /// `WalletTaken`, `WrongMemberState` unless member and guarantor are Active.
    function proposeRecovery(MemberId member, address wallet) external;

    /// @notice The other guarantor confirms the same wallet; the member's delay begins. Errors: `NoRecovery`,
    /// `NotGuarantorOf`, `RecoveryStale`, `AlreadyConfirmed`, `WrongMemberState`.
    function confirmRecovery(MemberId member, address wallet) external;

    /// @notice Moves the card after the delay. Only the wallet that takes over (its signature can be handed in by anyone).
    /// Errors: `NoRecovery`, `RecoveryStale`, `RecoveryTooEarly`, `NotRecoveryWallet`, `WalletTaken`, `WrongMemberState`
    /// unless the member is Active.
    function executeRecovery(MemberId member) external;

    /// @notice The old wallet refuses, which ends the recovery and switches recovery off.
    function vetoRecovery() external;

    /// @notice Mints a founder's card for a wallet that holds none. Only the charter.
    function admitFounder(address wallet) external returns (MemberId member);

    /// @notice Makes an applicant Active. Only the surety graph, when both guarantors have vouched.
    function activate(MemberId member) external;

    /// @notice Counts an outcome in the register. Only the trade contract.
    function recordFault(MemberId member, bool defaulted, uint96 paid) external;

    /// @notice Counts a late repayment in the register; not again for an expelled member, whose lateness was counted then.
    /// Only the vault.
    function recordOverdue(MemberId member) external;

    /// @notice Counts a forgiven debt in the register. Only the vault.
    function recordExcuse(MemberId member) external;

    /// @notice Takes over the charter's clock. Only the charter: when it is sealed, and in the transaction of every change.
    function followClock(ClockState clock) external;

    /// @notice How many cards were ever minted; numbers run from 1 to this.
    function memberCount() external view returns (uint32);

    /// @notice The member whose card `wallet` holds, and their state; `NO_MEMBER` and `None` if it holds none.
    function memberOf(address wallet) external view returns (MemberId member, MemberState state);

    /// @notice `ICharter.running` and the caller in one call: the protocol clock (seconds), the parameter version in force,
    /// and the member whose card `wallet` holds, `NO_MEMBER` if it holds none. Errors: `CommunityPaused`; `NotSealed` until
    /// the charter is sealed.
    function whoCalls(
        address wallet
    ) external view returns (uint40 now_, uint16 version, MemberId member);

    /// @notice `whoCalls` with the member's state, `None` if the wallet holds no card, in the place of the version. It reads
    /// one slot more. Errors: `CommunityPaused`, `NotSealed`.
    function whoCallsAndState(
        address wallet
    ) external view returns (uint40 now_, MemberId member, MemberState state);

    /// @notice The protocol clock (seconds), paused or not. Errors: `NotSealed` until the charter is sealed.
    function time() external view returns (uint40 now_);

    /// @notice The copy of the charter's clock: the same word as `ICharter.clockState`; 0 until the charter is sealed.
    function clockState() external view returns (ClockState);

    /// @notice The members whose cards two wallets hold, in one call: of a guarantor, and of a principal with their state.
    /// Errors: `NotAMember`.
    function partiesOfVouch(
        address guarantorWallet,
        address principalWallet
    ) external view returns (MemberId guarantor, MemberId principal, MemberState principalState);

    /// @notice The member whose card `wallet` holds. Errors: `NotAMember`.
    function idOf(address wallet) external view returns (MemberId member);

    /// @notice A member's record; empty if no member has this number.
    function member(MemberId id) external view returns (Member memory);

    /// @notice A member's state; `None` if no member has this number.
    function stateOf(MemberId id) external view returns (MemberState);

    /// @notice The recovery under way. Warning: it is stale once `pairVersion` is no longer that of the surety graph.
    function recoveryOf(MemberId id) external view returns (Recovery memory);

    /// @notice A member's standing register.
    function standingOf(MemberId id) external view returns (Standing memory);

    /// @notice The first of the given members who is not Active; `NO_MEMBER` when all are. Empty numbers are skipped.
    function firstInactive(MemberId a, MemberId b, MemberId c) external view returns (MemberId);
}
