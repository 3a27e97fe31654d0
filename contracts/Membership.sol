// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Context} from "@openzeppelin/contracts/metatx/ERC2771Context.sol";
import {Context} from "@openzeppelin/contracts/utils/Context.sol";
import {MemberPresence} from "./base/MemberPresence.sol";
import {Module} from "./base/Module.sol";
import {ICharter} from "./interfaces/ICharter.sol";
import {ICoverVault} from "./interfaces/ICoverVault.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {ISuretyGraph} from "./interfaces/ISuretyGraph.sol";
import {StandingRegister} from "./libraries/StandingRegister.sol";
import {ClockState} from "./types/ClockState.sol";
import {MAX_FOUNDERS, MIN_FOUNDERS} from "./types/Limits.sol";
import {MemberId} from "./types/MemberId.sol";

/// @title Membership
/// @notice The soulbound cards of one community, their wallets, and the standing register; see `IMembership`.
contract Membership is MemberPresence, Module {
    using StandingRegister for Standing;

    /// @notice The longest delay a member can choose for the recovery of their wallet (seconds).
    uint32 public constant MAX_RECOVERY_DELAY = 365 days;

    /// @notice The surety graph of this community; zero until the membership is sealed.
    /// @dev It shares a slot with `memberCount`, which an application reads as well.
    ISuretyGraph public graph;

    /// @notice The vault of this community; zero until the membership is sealed.
    ICoverVault public vault;

    /// @notice The trade contract of this community; zero until the membership is sealed.
    address public trade;

    mapping(MemberId id => address) private _offers;

    mapping(MemberId id => Recovery) private _recoveries;

    /// @dev `recourseOpened` stays 0 here: the vault counts it.
    mapping(MemberId id => Standing) private _standings;

    /// @notice Mints the cards of the first founding circle.
    /// @param charter The charter of this community
    /// @param forwarder The ERC-2771 forwarder that speaks for members
    /// @param founders The wallets of the first founding circle, in the order of the ring
    constructor(
        ICharter charter,
        address forwarder,
        address[] memory founders
    ) Module(charter, forwarder) {
        if (founders.length < MIN_FOUNDERS) revert TooFewFounders(MIN_FOUNDERS);
        if (founders.length > MAX_FOUNDERS) revert ISuretyGraph.TooManyFounders(MAX_FOUNDERS);
        for (uint256 i = 0; i < founders.length; ++i) _mintFounder(founders[i]);
    }

    modifier whenRunning() {
        _running();
        _;
    }

    /// @notice Makes the modules known that call back. Only the deployer, once. Emits `Sealed`.
    /// @dev Errors: `NotDeployer`, `AlreadySealed`, `ZeroAddress`.
    /// @param vault_ Counts late repayments and forgiven debts
    /// @param graph_ Activates applicants
    /// @param trade_ Counts faults
    function seal(ICoverVault vault_, ISuretyGraph graph_, address trade_) external {
        _authoriseSeal(address(vault));
        _requireNonzero(address(vault_));
        _requireNonzero(address(graph_));
        _requireNonzero(trade_);

        vault = vault_;
        graph = graph_;
        trade = trade_;
        emit Sealed();
    }

    /// @inheritdoc IMembership
    function applyForMembership(
        bytes32 profile,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1,
        uint32 recoveryDelay
    ) external whenRunning returns (MemberId id) {
        ISuretyGraph graph_ = graph;
        if (address(graph_) == address(0)) revert NotSealed();
        _checkRecoveryDelay(recoveryDelay);

        address wallet = _msgSender();
        id = _idOf[wallet];
        if (id.isNone()) id = _mintCard(wallet);
        else _requireState(id, MemberState.Resigned);

        Member storage record = _members[id];
        record.state = MemberState.Applicant;
        record.recoveryDelay = recoveryDelay;
        emit Applied(id, wallet, profile);
        graph_.openApplication(id, guarantor0, maxPremium0, guarantor1, maxPremium1);
    }

    /// @inheritdoc IMembership
    function withdrawApplication() external whenRunning {
        MemberId id = idOf(_msgSender());
        _requireState(id, MemberState.Applicant);

        _members[id].state = MemberState.Resigned;
        emit ApplicationWithdrawn(id);
        graph.closeMember(id);
    }

    /// @inheritdoc IMembership
    function setProfile(bytes32 profile) external whenRunning {
        emit ProfileChanged(idOf(_msgSender()), profile);
    }

    /// @inheritdoc IMembership
    function changeWallet(address wallet) external whenRunning {
        MemberId id = idOf(_msgSender());
        _requireNotExpelled(id);
        if (wallet != address(0)) _requireNoCard(wallet);

        _offers[id] = wallet;
        emit WalletOffered(id, wallet);
    }

    /// @inheritdoc IMembership
    function acceptWallet(MemberId id) external whenRunning {
        address wallet = _msgSender();
        if (_offers[id] != wallet) revert WalletNotOffered(id, wallet);
        _requireNotExpelled(id);
        _requireNoCard(wallet);

        emit WalletChanged(id, _moveCard(id, wallet), wallet);
    }

    /// @inheritdoc IMembership
    function setRecovery(uint32 delay) external whenRunning {
        MemberId id = idOf(_msgSender());
        _checkRecoveryDelay(delay);

        delete _recoveries[id];
        _switchRecovery(id, delay);
    }

    /// @inheritdoc IMembership
    function proposeRecovery(MemberId id, address wallet) external whenRunning {
        _requireState(id, MemberState.Active);
        if (_members[id].recoveryDelay == 0) revert RecoveryOff(id);
        (MemberId guarantor, uint24 version) = _requireGuarantor(id);
        _requireNonzero(wallet);
        _requireNoCard(wallet);

        _recoveries[id] = Recovery({
            wallet: wallet,
            executableAt: 0,
            pairVersion: version,
            proposer: guarantor
        });
        emit RecoveryProposed(id, guarantor, wallet);
    }

    /// @inheritdoc IMembership
    function confirmRecovery(MemberId id, address wallet) external {
        uint40 now_ = _running();
        Recovery memory recovery = _requireRecovery(id);
        _requireState(id, MemberState.Active);
        (MemberId guarantor, uint24 version) = _requireGuarantor(id);
        if (guarantor == recovery.proposer) revert NotGuarantorOf(guarantor, id);
        if (recovery.wallet != wallet || recovery.pairVersion != version) revert RecoveryStale(id);
        if (recovery.executableAt != 0) revert AlreadyConfirmed(id, recovery.executableAt);

        uint40 executableAt = now_ + _members[id].recoveryDelay;
        _recoveries[id].executableAt = executableAt;
        emit RecoveryConfirmed(id, guarantor, executableAt);
    }

    /// @inheritdoc IMembership
    function executeRecovery(MemberId id) external {
        uint40 now_ = _running();
        Recovery memory recovery = _requireRecovery(id);
        _requireState(id, MemberState.Active);
        (, , uint24 version) = graph.guarantorsOf(id);
        if (recovery.pairVersion != version) revert RecoveryStale(id);
        if (recovery.executableAt == 0 || now_ < recovery.executableAt) {
            revert RecoveryTooEarly(now_, recovery.executableAt);
        }
        // Nobody is given a card, with its debts, unasked.
        if (_msgSender() != recovery.wallet) {
            revert NotRecoveryWallet(_msgSender(), recovery.wallet);
        }
        _requireNoCard(recovery.wallet);

        emit RecoveryExecuted(id, _moveCard(id, recovery.wallet), recovery.wallet);
    }

    /// @inheritdoc IMembership
    function vetoRecovery() external whenRunning {
        MemberId id = idOf(_msgSender());
        _requireRecovery(id);

        delete _recoveries[id];
        emit RecoveryVetoed(id);
        _switchRecovery(id, 0);
    }

    /// @inheritdoc IMembership
    function resign() external whenRunning {
        MemberId id = idOf(_msgSender());
        _requireState(id, MemberState.Active);
        ICoverVault.Account memory account = vault.account(id);
        uint16 principals = graph.pairOf(id).principals;
        if (account.locks != 0 || principals != 0 || account.owed != 0) {
            revert StillObliged(id, account.locks, principals, account.owed);
        }

        _members[id].state = MemberState.Resigned;
        delete _recoveries[id];
        emit Resigned(id);
        graph.closeMember(id);
    }

    /// @inheritdoc IMembership
    function expel(MemberId id) external {
        uint40 now_ = _running();
        _requireState(id, MemberState.Active);
        ICoverVault.Account memory account = vault.account(id);
        if (account.owed <= account.free || now_ <= account.dueBy) {
            revert NotExpellable(id, account.owed, account.free, account.dueBy, now_);
        }

        _members[id].state = MemberState.Expelled;
        emit Expelled(id, account.owed, account.dueBy);
        _recordOverdue(id);
        (MemberId guarantor0, MemberId guarantor1, ) = graph.guarantorsOf(id);
        _recordPrincipalLost(guarantor0, id);
        _recordPrincipalLost(guarantor1, id);
    }

    /// @inheritdoc IMembership
    function admitFounder(address wallet) external returns (MemberId id) {
        _requireModule(address(CHARTER));
        ISuretyGraph graph_ = graph;
        if (address(graph_) == address(0)) revert NotSealed();

        id = _mintFounder(wallet);
        graph_.addFounder(id);
    }

    /// @inheritdoc IMembership
    function followClock(ClockState clock) external {
        _requireModule(address(CHARTER));

        _clock = clock;
    }

    /// @inheritdoc IMembership
    function activate(MemberId id) external {
        _requireModule(address(graph));
        _requireState(id, MemberState.Applicant);

        _members[id].state = MemberState.Active;
        emit Activated(id);
    }

    /// @inheritdoc IMembership
    function recordFault(MemberId id, bool defaulted, uint96 paid) external {
        _requireModule(trade);

        _standings[id].addFault(defaulted, paid);
        emit FaultRecorded(id, defaulted, paid);
    }

    /// @inheritdoc IMembership
    function recordOverdue(MemberId id) external {
        _requireModule(address(vault));

        // The expulsion has counted the debt that led to it.
        if (_members[id].state != MemberState.Expelled) _recordOverdue(id);
    }

    /// @inheritdoc IMembership
    function recordExcuse(MemberId id) external {
        _requireModule(address(vault));

        _standings[id].addExcuse();
        emit ExcuseRecorded(id);
    }

    /// @inheritdoc IMembership
    function recoveryOf(MemberId id) external view returns (Recovery memory) {
        return _recoveries[id];
    }

    /// @inheritdoc IMembership
    function standingOf(MemberId id) external view returns (Standing memory standing) {
        if (address(vault) == address(0)) revert NotSealed();
        standing = _standings[id];
        standing.recourseOpened = vault.account(id).recourseOpened;
    }

    function _mintFounder(address wallet) internal returns (MemberId id) {
        _requireNonzero(wallet);
        _requireNoCard(wallet);

        id = _mintCard(wallet);
        _members[id].state = MemberState.Active;
        emit FounderAdmitted(id, wallet);
    }

    /// @dev Whatever was under way to move the card ends with its move: an offer or a recovery of the old wallet must
    /// not take it back.
    function _moveCard(MemberId id, address to) internal returns (address from) {
        delete _offers[id];
        delete _recoveries[id];
        return _update(to, MemberId.unwrap(id), address(0));
    }

    function _switchRecovery(MemberId id, uint32 delay) internal {
        _members[id].recoveryDelay = delay;
        _members[id].newestTrusted = MemberId.wrap(memberCount);
        emit RecoverySwitched(id, delay);
    }

    function _recordOverdue(MemberId id) internal {
        _standings[id].addOverdue();
        emit OverdueRecorded(id);
    }

    function _recordPrincipalLost(MemberId guarantor, MemberId principal) internal {
        if (guarantor.isNone()) return;
        _standings[guarantor].addPrincipalLost();
        emit PrincipalLost(guarantor, principal);
    }

    /// @dev The caller must be an Active guarantor of `id`, and one whom `id` chose: by nomination, or by switching
    /// recovery on while they were in the ring already.
    function _requireGuarantor(
        MemberId id
    ) internal view returns (MemberId guarantor, uint24 version) {
        guarantor = idOf(_msgSender());
        MemberId guarantor0;
        MemberId guarantor1;
        (guarantor0, guarantor1, version) = graph.guarantorsOf(id);
        bool answers = guarantor == guarantor0 || guarantor == guarantor1;
        if (!answers || !_isTrusted(id, guarantor)) revert NotGuarantorOf(guarantor, id);
        _requireState(guarantor, MemberState.Active);
    }

    function _isTrusted(MemberId id, MemberId guarantor) internal view returns (bool) {
        ISuretyGraph.Pair memory nominated = graph.pairOf(id);
        return
            guarantor == nominated.guarantor0 ||
            guarantor == nominated.guarantor1 ||
            MemberId.unwrap(guarantor) <= MemberId.unwrap(_members[id].newestTrusted);
    }

    function _requireRecovery(MemberId id) internal view returns (Recovery memory recovery) {
        recovery = _recoveries[id];
        if (recovery.wallet == address(0)) revert NoRecovery(id);
    }

    function _checkRecoveryDelay(uint32 delay) internal view {
        if (delay == 0) return;
        uint32 min = CHARTER.parameters().recoveryDelay;
        if (delay < min || delay > MAX_RECOVERY_DELAY) {
            revert RecoveryDelayOutOfRange(delay, min, MAX_RECOVERY_DELAY);
        }
    }

    function _msgSender() internal view override(Context, ERC2771Context) returns (address) {
        return ERC2771Context._msgSender();
    }

    function _msgData() internal view override(Context, ERC2771Context) returns (bytes calldata) {
        return ERC2771Context._msgData();
    }

    function _contextSuffixLength()
        internal
        view
        override(Context, ERC2771Context)
        returns (uint256)
    {
        return ERC2771Context._contextSuffixLength();
    }
}
