// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {GraphHistory} from "./base/GraphHistory.sol";
import {Module} from "./base/Module.sol";
import {ICharter} from "./interfaces/ICharter.sol";
import {ICoverVault} from "./interfaces/ICoverVault.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {ISuretyGraph} from "./interfaces/ISuretyGraph.sol";
import {GuarantorPair} from "./types/GuarantorPair.sol";
import {MemberId, NO_MEMBER} from "./types/MemberId.sol";
import {PledgeId} from "./types/PledgeId.sol";

/// @title The surety graph
/// @notice Who stands for whom, and on what terms.
contract SuretyGraph is GraphHistory {
    /// @dev A vouch leaves two versions for the ends of both sureties, so that nobody is ever held in one.
    uint24 private constant LAST_VOUCH = type(uint24).max - 3;

    /// @notice Where the pledges are.
    ICoverVault public immutable VAULT;

    mapping(MemberId principal => Nominations nominations) private _nominations;

    constructor(
        ICharter charter,
        IMembership membership,
        ICoverVault vault,
        address forwarder
    ) GraphHistory(membership) Module(charter, forwarder) {
        _requireNonzero(address(vault));
        VAULT = vault;
        uint32 founders = membership.memberCount();
        for (uint32 i = 1; i <= founders; ++i) _admitFounder(MemberId.wrap(i));
    }

    modifier onlyMembership() {
        _requireModule(address(MEMBERSHIP));
        _;
    }

    // -- Principals and their guarantors

    /// @inheritdoc ISuretyGraph
    function nominate(uint8 slot, MemberId nominee, uint16 maxPremiumBps) external {
        address wallet = _msgSender();
        (, MemberId principal, IMembership.MemberState state) = MEMBERSHIP.whoCallsAndState(wallet);
        _requireSlot(slot);
        if (principal.isNone()) revert NotAMember(wallet);
        _requireNominator(principal, state);
        if (_isFounder(principal)) revert FounderHasNoSlots(principal);
        GuarantorPair pair = _pairs[principal];
        if (!nominee.isNone()) {
            if (nominee == principal || nominee == pair.occupant(_other(slot)))
                revert SameGuarantor(principal, nominee);
            _requireBothActive(nominee, nominee);
        }
        // A slot has one nominee: an applicant's stands in the pair as long as nobody has taken the slot.
        bool inPair = state == IMembership.MemberState.Applicant && pair.serialAt(slot) == 0;
        if (inPair) _pairs[principal] = pair.put(slot, nominee, 0, maxPremiumBps);
        _setNomination(principal, slot, inPair ? NO_MEMBER : nominee, inPair ? 0 : maxPremiumBps);
        emit Nominated(principal, slot, nominee, maxPremiumBps);
    }

    /// @inheritdoc ISuretyGraph
    function decline(MemberId principal, uint8 slot) external {
        (, MemberId caller) = _callerAbout(slot);
        GuarantorPair pair = _pairs[principal];
        (MemberId nominee, , bool inPair) = _nomination(principal, pair, slot);
        if (nominee != caller) revert NotNominated(caller, principal, slot, nominee);
        if (inPair) _pairs[principal] = pair.clear(slot);
        else _setNomination(principal, slot, NO_MEMBER, 0);
        emit NominationDeclined(principal, slot, caller);
    }

    /// @inheritdoc ISuretyGraph
    function vouch(
        address principalWallet,
        uint8 slot,
        uint256 amount,
        uint40 until,
        uint16 premiumBps
    ) external returns (PledgeId pledge) {
        // Check: the guarantor may, was asked, and keeps to the terms.
        _requireSlot(slot);
        uint40 now_ = _requireTerms(amount, until, premiumBps);
        (MemberId guarantor, MemberId principal, IMembership.MemberState state) = MEMBERSHIP
            .partiesOfVouch(_msgSender(), principalWallet);
        _requireNominator(principal, state);
        GuarantorPair own = _requireSecured(guarantor);
        GuarantorPair pair = _pairs[principal];
        if (pair.version() > LAST_VOUCH) revert TooManySureties(principal);
        _useNomination(principal, pair, slot, guarantor, premiumBps);

        // Effect: the old surety ends, the new one begins.
        if (pair.serialAt(slot) != 0) _endSurety(principal, pair, slot);
        pair = _raise(_advance(principal, pair, now_), guarantor, own.generation());
        pair = pair.put(slot, guarantor, pair.version(), premiumBps);
        _pairs[principal] = pair;
        _countPrincipal(guarantor, pair.generation());
        pledge = pair.pledgeAt(principal, slot);
        emit Vouched(
            principal,
            guarantor,
            pledge,
            _amount(amount),
            until,
            premiumBps,
            pair.generation()
        );

        // Effect: the money behind it is set aside; the second vouch makes the applicant a member.
        uint96 owed = VAULT.lockPledge(
            pledge,
            guarantor,
            uint96(amount),
            until,
            own.pledgeAt(guarantor, 0),
            own.pledgeAt(guarantor, 1)
        );
        if (owed > 0) revert NotInGoodStanding(guarantor, NO_MEMBER, owed);
        if (state == IMembership.MemberState.Applicant && pair.isFull())
            MEMBERSHIP.activate(principal);
    }

    /// @inheritdoc ISuretyGraph
    function increasePledge(MemberId principal, uint8 slot, uint256 amount) external {
        (, MemberId guarantor) = _callerAbout(slot);
        (PledgeId pledge, ) = _ownPledge(guarantor, principal, slot);
        if (amount == 0) revert ZeroAmount();
        _requireGoodStanding(guarantor);
        VAULT.increasePledge(pledge, _amount(amount));
    }

    /// @inheritdoc ISuretyGraph
    function decreasePledge(MemberId principal, uint8 slot, uint256 amount) external {
        (, MemberId guarantor) = _callerAbout(slot);
        (PledgeId pledge, ) = _ownPledge(guarantor, principal, slot);
        if (amount == 0) revert ZeroAmount();
        VAULT.decreasePledge(pledge, _amount(amount));
    }

    /// @inheritdoc ISuretyGraph
    function renewPledge(MemberId principal, uint8 slot, uint40 until) external {
        (uint40 now_, MemberId guarantor) = _callerAbout(slot);
        (PledgeId pledge, ) = _ownPledge(guarantor, principal, slot);
        if (until <= now_) revert PledgeEnded(until, now_);
        _requireGoodStanding(guarantor);
        VAULT.renewPledge(pledge, until);
    }

    /// @inheritdoc ISuretyGraph
    function withdrawSurety(MemberId principal, uint8 slot) external {
        _requireSlot(slot);
        MemberId caller = MEMBERSHIP.idOf(_msgSender());
        (, GuarantorPair pair) = _ownPledge(caller, principal, slot);
        _pairs[principal] = _advance(principal, pair, MEMBERSHIP.time()).clear(slot);
        _endSurety(principal, pair, slot);
    }

    // -- Membership

    /// @inheritdoc ISuretyGraph
    function openApplication(
        MemberId applicant,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1
    ) external onlyMembership {
        if (guarantor0 == guarantor1) revert SameGuarantor(applicant, guarantor0);
        _requireBothActive(guarantor0, guarantor1);
        GuarantorPair pair = _pairs[applicant];
        pair = pair.put(0, guarantor0, 0, maxPremium0);
        _pairs[applicant] = pair.put(1, guarantor1, 0, maxPremium1);
        emit Nominated(applicant, 0, guarantor0, maxPremium0);
        emit Nominated(applicant, 1, guarantor1, maxPremium1);
    }

    /// @inheritdoc ISuretyGraph
    function closeMember(MemberId member) external onlyMembership {
        GuarantorPair pair = _pairs[member];
        bool stands0 = pair.serialAt(0) != 0;
        bool stands1 = pair.serialAt(1) != 0;
        GuarantorPair closed =
            stands0 || stands1 ? _advance(member, pair, MEMBERSHIP.time()) : pair;
        _pairs[member] = closed.clear(0).clear(1);
        if (stands0) _endSurety(member, pair, 0);
        if (stands1) _endSurety(member, pair, 1);
        delete _nominations[member];
        if (_isFounder(member)) _dismissFounder(member);
    }

    /// @inheritdoc ISuretyGraph
    function addFounder(MemberId founder) external onlyMembership {
        _admitFounder(founder);
    }

    // -- Views

    /// @inheritdoc ISuretyGraph
    function nominationsOf(MemberId member) external view returns (Nominations memory nominations) {
        GuarantorPair pair = _pairs[member];
        (nominations.nominee0, nominations.maxPremium0, ) = _nomination(member, pair, 0);
        (nominations.nominee1, nominations.maxPremium1, ) = _nomination(member, pair, 1);
    }

    /// @inheritdoc ISuretyGraph
    function requireGoodStandingSince(
        MemberId member,
        uint40 snapshot
    ) external view returns (GuarantorPair pair) {
        pair = _requireGoodStanding(member);
        if (pair.since() > snapshot) revert PairChanged(member, pair.since(), snapshot);
        if (!pair.isFull()) _requireSameRingGuarantors(member, snapshot);
    }

    /// @inheritdoc ISuretyGraph
    function inGoodStanding(MemberId member) external view returns (bool) {
        (bool secured, ) = _isSecured(member, _pairs[member]);
        return secured && VAULT.owedBy(member) == 0;
    }

    /// @inheritdoc ISuretyGraph
    function coverOf(
        MemberId member
    ) external view returns (uint96 free, uint96 room0, uint96 room1) {
        GuarantorPair pair = _pairs[member];
        free = VAULT.account(member).free;
        room0 = _roomOffered(pair, member, 0);
        room1 = _roomOffered(pair, member, 1);
    }

    /// @inheritdoc ISuretyGraph
    function requireGoodStanding(MemberId member) external view {
        _requireGoodStanding(member);
    }

    // -- Internal: nominations

    function _setNomination(
        MemberId principal,
        uint8 slot,
        MemberId nominee,
        uint16 maxPremiumBps
    ) private {
        Nominations storage nominations = _nominations[principal];
        if (slot == 0) (nominations.nominee0, nominations.maxPremium0) = (nominee, maxPremiumBps);
        else (nominations.nominee1, nominations.maxPremium1) = (nominee, maxPremiumBps);
    }

    /// @dev Who was asked to take a slot: for an applicant's empty slot the pair itself tells.
    function _nomination(
        MemberId principal,
        GuarantorPair pair,
        uint8 slot
    ) private view returns (MemberId nominee, uint16 maxPremiumBps, bool inPair) {
        nominee = pair.occupant(slot);
        if (pair.serialAt(slot) == 0 && !nominee.isNone())
            return (nominee, pair.premiumAt(slot), true);
        Nominations storage nominations = _nominations[principal];
        return
            slot == 0
                ? (nominations.nominee0, nominations.maxPremium0, false)
                : (nominations.nominee1, nominations.maxPremium1, false);
    }

    /// @dev Checks that the caller was asked at this premium, and uses the nomination up.
    function _useNomination(
        MemberId principal,
        GuarantorPair pair,
        uint8 slot,
        MemberId caller,
        uint16 premiumBps
    ) private {
        (MemberId nominee, uint16 maxPremiumBps, bool inPair) = _nomination(principal, pair, slot);
        if (nominee != caller) revert NotNominated(caller, principal, slot, nominee);
        if (premiumBps > maxPremiumBps) revert PremiumTooHigh(premiumBps, maxPremiumBps);
        if (pair.guarantorAt(_other(slot)) == caller) revert SameGuarantor(principal, caller);
        if (!inPair) _setNomination(principal, slot, NO_MEMBER, 0);
    }

    // -- Internal: sureties

    /// @dev Lifts the principal above a new guarantor, but never to or above a principal it has (SUR-3).
    function _raise(
        GuarantorPair pair,
        MemberId guarantor,
        uint16 generation
    ) private pure returns (GuarantorPair) {
        if (generation < pair.generation()) return pair;
        uint16 ceiling = pair.principals() == 0 ? type(uint16).max : pair.ceiling();
        if (generation + 1 >= uint256(ceiling))
            revert GenerationTooHigh(guarantor, generation, ceiling);
        return pair.withGeneration(generation + 1);
    }

    function _countPrincipal(MemberId guarantor, uint16 generation) private {
        GuarantorPair own = _pairs[guarantor];
        uint16 principals = own.principals();
        if (principals == type(uint16).max) revert TooManySureties(guarantor);
        uint16 ceiling = own.ceiling();
        if (principals == 0 || generation < ceiling) ceiling = generation;
        _pairs[guarantor] = own.withPrincipals(principals + 1, ceiling);
    }

    /// @dev Ends the pledge that stands in a slot of `pair`; the caller stores the pair without it.
    function _endSurety(MemberId principal, GuarantorPair pair, uint8 slot) private {
        MemberId guarantor = pair.occupant(slot);
        PledgeId pledge = pair.pledgeAt(principal, slot);
        GuarantorPair own = _pairs[guarantor];
        _pairs[guarantor] = own.withPrincipals(own.principals() - 1, own.ceiling());
        emit SuretyEnded(principal, guarantor, pledge);
        VAULT.endPledge(pledge);
    }

    /// @dev The clock, and the member who calls about a slot; not under a pause.
    function _callerAbout(uint8 slot) private view returns (uint40 now_, MemberId caller) {
        address wallet = _msgSender();
        (now_, , caller) = MEMBERSHIP.whoCalls(wallet);
        _requireSlot(slot);
        if (caller.isNone()) revert NotAMember(wallet);
    }

    function _ownPledge(
        MemberId caller,
        MemberId principal,
        uint8 slot
    ) private view returns (PledgeId pledge, GuarantorPair pair) {
        pair = _pairs[principal];
        MemberId guarantor = pair.guarantorAt(slot);
        if (guarantor != caller) revert NotGuarantor(caller, principal, slot, guarantor);
        pledge = pair.pledgeAt(principal, slot);
    }

    function _roomOffered(
        GuarantorPair pair,
        MemberId member,
        uint8 slot
    ) private view returns (uint96) {
        PledgeId pledge = pair.pledgeAt(member, slot);
        if (pledge.isNone()) return 0;
        if (!MEMBERSHIP.firstInactive(pair.occupant(slot), NO_MEMBER, NO_MEMBER).isNone()) return 0;
        return VAULT.roomOf(pledge);
    }

    // -- Internal: checks

    function _requireTerms(
        uint256 amount,
        uint40 until,
        uint16 premiumBps
    ) private view returns (uint40) {
        (uint40 now_, uint96 minPledge, uint16 maxPremiumBps) = CHARTER.vouching();
        if (premiumBps > maxPremiumBps) revert PremiumTooHigh(premiumBps, maxPremiumBps);
        if (amount < minPledge) revert PledgeTooSmall(amount, minPledge);
        if (until <= now_) revert PledgeEnded(until, now_);
        return now_;
    }

    function _requireSlot(uint8 slot) private pure {
        if (slot > 1) revert NoSuchSlot(slot);
    }

    function _other(uint8 slot) private pure returns (uint8) {
        return 1 - slot;
    }

    function _requireBothActive(MemberId a, MemberId b) private view {
        if (a.isNone() || b.isNone()) revert NotActive(NO_MEMBER);
        MemberId inactive = MEMBERSHIP.firstInactive(a, b, NO_MEMBER);
        if (!inactive.isNone()) revert NotActive(inactive);
    }

    /// @dev Guarantors are for Applicants and Active members.
    function _requireNominator(MemberId member, IMembership.MemberState state) private pure {
        if (state != IMembership.MemberState.Applicant && state != IMembership.MemberState.Active)
            revert IMembership.WrongMemberState(member, state);
    }

    function _requireGoodStanding(MemberId member) private view returns (GuarantorPair pair) {
        pair = _requireSecured(member);
        uint96 owed = VAULT.owedBy(member);
        if (owed > 0) revert NotInGoodStanding(member, NO_MEMBER, owed);
    }

    /// @dev Good standing but for what the member owes: the vault tells that of a guarantor when it locks the pledge.
    function _requireSecured(MemberId member) private view returns (GuarantorPair pair) {
        pair = _pairs[member];
        (bool secured, MemberId cause) = _isSecured(member, pair);
        if (!secured) revert NotInGoodStanding(member, cause, VAULT.owedBy(member));
    }

    /// @notice Good standing (MEM-4) but for recourse: Active, with two guarantors who are Active. Founders need none.
    /// @return secured Whether it is so
    /// @return cause Who stands in the way; the member, if a guarantor is missing
    function _isSecured(
        MemberId member,
        GuarantorPair pair
    ) private view returns (bool secured, MemberId cause) {
        if (!pair.isFull() && !_isFounder(member)) return (false, member);
        cause = MEMBERSHIP.firstInactive(member, pair.occupant(0), pair.occupant(1));
        return (cause.isNone(), cause);
    }
}
