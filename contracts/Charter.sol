// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClosedInterface} from "./base/ClosedInterface.sol";
import {ProtocolClock} from "./base/ProtocolClock.sol";
import {ICharter} from "./interfaces/ICharter.sol";
import {IMembership} from "./interfaces/IMembership.sol";
import {IModule} from "./interfaces/IModule.sol";
import {ParameterRanges} from "./libraries/ParameterRanges.sol";
import {ClockState} from "./types/ClockState.sol";

/// @title Charter
/// @notice The rules of one community, its governor and guardian, and its protocol clock; see `ICharter`.
contract Charter is ICharter, IModule, ClosedInterface, ProtocolClock {
    /// @dev A change that waits, with all that is needed to put it into force by its id alone.
    struct Change {
        // slot 0
        uint40 effectiveAt;
        ChangeKind kind;
        // slot 1
        bytes payload;
    }

    /// @notice The least time from scheduling a change to its execution (seconds of protocol clock).
    uint40 public constant CHANGE_DELAY = 2 days;

    /// @inheritdoc ICharter
    address public immutable token;

    address private immutable _deployer;

    /// @inheritdoc ICharter
    address public governor;

    /// @inheritdoc ICharter
    address public guardian;

    /// @notice The membership of this community, which admits founders and follows the clock; zero until the charter is
    /// sealed.
    IMembership public membership;

    mapping(uint16 version => Parameters) private _parametersOf;

    mapping(bytes32 id => Change) private _changes;

    /// @notice Puts the first parameters and the two offices into force.
    /// @param token_ The settlement token
    /// @param parameters_ The first set of parameters
    /// @param governor_ Who schedules changes; to have none, schedule the zero address later
    /// @param guardian_ Who pauses; the zero address leaves the office empty
    constructor(
        address token_,
        Parameters memory parameters_,
        address governor_,
        address guardian_
    ) {
        if (token_ == address(0) || governor_ == address(0)) revert ZeroAddress();
        ParameterRanges.check(parameters_);

        token = token_;
        _deployer = msg.sender;
        _adopt(parameters_);
        _setGovernor(governor_);
        _setGuardian(guardian_);
    }

    modifier onlyGovernor() {
        if (msg.sender != governor) revert NotGovernor(msg.sender, governor);
        _;
    }

    modifier onlyGuardian() {
        if (msg.sender != guardian) revert NotGuardian(msg.sender, guardian);
        _;
    }

    /// @notice Makes the membership known and hands it the clock. Only the deployer, once. Emits `Sealed`.
    /// @dev Errors: `NotDeployer`, `AlreadySealed`, `ZeroAddress`.
    /// @param membership_ The membership of this community
    function seal(IMembership membership_) external {
        if (msg.sender != _deployer) revert NotDeployer(msg.sender, _deployer);
        if (address(membership) != address(0)) revert AlreadySealed();
        if (address(membership_) == address(0)) revert ZeroAddress();

        membership = membership_;
        emit Sealed();
        membership_.followClock(_clock);
    }

    /// @inheritdoc ICharter
    function scheduleParameters(
        Parameters calldata parameters_
    ) external onlyGovernor returns (bytes32 change) {
        ParameterRanges.check(parameters_);
        return _schedule(ChangeKind.Parameters, abi.encode(parameters_));
    }

    /// @inheritdoc ICharter
    function scheduleGovernor(address governor_) external onlyGovernor returns (bytes32 change) {
        return _schedule(ChangeKind.Governor, abi.encode(governor_));
    }

    /// @inheritdoc ICharter
    function scheduleGuardian(address guardian_) external onlyGovernor returns (bytes32 change) {
        return _schedule(ChangeKind.Guardian, abi.encode(guardian_));
    }

    /// @inheritdoc ICharter
    function scheduleFounder(address wallet) external onlyGovernor returns (bytes32 change) {
        if (wallet == address(0)) revert ZeroAddress();
        return _schedule(ChangeKind.Founder, abi.encode(wallet));
    }

    /// @inheritdoc ICharter
    function cancelChange(bytes32 change) external onlyGovernor {
        if (_changes[change].effectiveAt == 0) revert NoSuchChange(change);

        delete _changes[change];
        emit ChangeCancelled(change);
    }

    /// @inheritdoc ICharter
    function executeChange(bytes32 change) external {
        (uint40 now_, ) = running();
        Change memory due = _changes[change];
        if (due.effectiveAt == 0) revert NoSuchChange(change);
        if (now_ < due.effectiveAt) revert TooEarly(now_, due.effectiveAt);

        delete _changes[change];
        emit ChangeExecuted(change, due.kind, msg.sender);
        _put(due.kind, due.payload);
    }

    /// @inheritdoc ICharter
    function pause() external onlyGuardian {
        uint40 wall = _wallTime();
        uint40 earliest = _clock.earliestPause();
        if (wall < earliest) revert PauseTooSoon(wall, earliest);

        ClockState stopped = _clock.withPause(wall);
        emit Paused(stopped.pauseEnd());
        _setClock(stopped);
    }

    /// @inheritdoc ICharter
    function resume() external onlyGuardian {
        uint40 wall = _wallTime();
        if (!_clock.isPaused(wall)) revert NotPaused();

        emit Resumed();
        _setClock(_clock.withPauseEnd(wall));
    }

    /// @inheritdoc ICharter
    function clock() external view returns (uint48) {
        return _time(_clock);
    }

    /* solhint-disable func-name-mixedcase */

    /// @inheritdoc ICharter
    function CLOCK_MODE() external pure returns (string memory) {
        return "mode=kepil-unpaused-seconds";
    }

    /* solhint-enable func-name-mixedcase */

    /// @inheritdoc ICharter
    function paused() external view returns (bool) {
        return _clock.isPaused(_wallTime());
    }

    /// @inheritdoc ICharter
    function running() public view returns (uint40 now_, uint16 version) {
        ClockState state = _clock;
        return (_runningTime(state), state.version());
    }

    /// @inheritdoc ICharter
    function time() external view returns (uint40 now_, uint16 version) {
        ClockState state = _clock;
        return (_time(state), state.version());
    }

    /// @inheritdoc ICharter
    function clockState() external view returns (ClockState) {
        return _clock;
    }

    /// @inheritdoc ICharter
    function vouching()
        external
        view
        returns (uint40 now_, uint96 minPledge, uint16 maxPremiumBps)
    {
        ClockState state = _clock;
        return (_runningTime(state), state.minPledge(), state.maxPremiumBps());
    }

    /// @inheritdoc ICharter
    function parameters() external view returns (Parameters memory) {
        return _parametersOf[_clock.version()];
    }

    /// @inheritdoc ICharter
    function parametersOf(uint16 version) external view returns (Parameters memory found) {
        found = _parametersOf[version];
        _requireAdopted(version, found.rounds);
    }

    /// @inheritdoc ICharter
    function dealRulesOf(uint16 version) external view returns (DealRules memory found) {
        Parameters storage rules = _parametersOf[version];
        found = DealRules({
            seatFee: rules.seatFee,
            quorumBps: rules.quorumBps,
            rounds: rules.rounds,
            responseWindow: rules.responseWindow,
            voteWindow: rules.voteWindow,
            appealWindow: rules.appealWindow,
            lapseWindow: rules.lapseWindow
        });
        _requireAdopted(version, found.rounds);
    }

    /// @inheritdoc ICharter
    function scheduledChange(
        bytes32 change
    ) external view returns (uint40 effectiveAt, ChangeKind kind, bytes memory payload) {
        Change memory scheduled = _changes[change];
        return (scheduled.effectiveAt, scheduled.kind, scheduled.payload);
    }

    /// @dev A change is named by what it alters: the same one can wait only once, and be scheduled again when it has
    /// been executed or cancelled.
    function _schedule(ChangeKind kind, bytes memory payload) internal returns (bytes32 change) {
        change = keccak256(abi.encode(kind, payload));
        uint40 waiting = _changes[change].effectiveAt;
        if (waiting != 0) revert AlreadyScheduled(change, waiting);

        uint40 effectiveAt = _time(_clock) + CHANGE_DELAY;
        _changes[change] = Change(effectiveAt, kind, payload);
        emit ChangeScheduled(change, kind, payload, effectiveAt);
    }

    function _put(ChangeKind kind, bytes memory payload) internal {
        if (kind == ChangeKind.Parameters) {
            _adopt(abi.decode(payload, (Parameters)));
            return;
        }

        address target = abi.decode(payload, (address));
        if (kind == ChangeKind.Governor) _setGovernor(target);
        else if (kind == ChangeKind.Guardian) _setGuardian(target);
        else _admitFounder(target);
    }

    function _adopt(Parameters memory parameters_) internal {
        ClockState state = _clock;
        uint16 version = state.version();
        if (version == type(uint16).max) revert TooManyVersions(version);
        ++version;
        _parametersOf[version] = parameters_;
        emit ParametersChanged(version, parameters_);
        _setClock(state.withRules(version, parameters_.maxPremiumBps, parameters_.minPledge));
    }

    /// @dev The one place where the clock changes: the membership's copy changes with it.
    function _setClock(ClockState state) internal {
        _clock = state;
        if (address(membership) != address(0)) membership.followClock(state);
    }

    function _setGovernor(address governor_) internal {
        governor = governor_;
        emit GovernorChanged(governor_);
    }

    function _setGuardian(address guardian_) internal {
        guardian = guardian_;
        emit GuardianChanged(guardian_);
    }

    function _admitFounder(address wallet) internal {
        if (address(membership) == address(0)) revert NotSealed();
        membership.admitFounder(wallet);
    }

    /// @dev Every set that was adopted has at least one round (`ParameterRanges`).
    function _requireAdopted(uint16 version, uint8 rounds) internal pure {
        if (rounds == 0) revert NoSuchVersion(version);
    }
}
