// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ClockState} from "../types/ClockState.sol";

/// @title The charter: the rules of a community, who may propose to change them, and the protocol clock
/// @notice The governor schedules a change, everybody sees it, and no sooner than two days of protocol clock later
/// anybody may put it into force. The guardian can stop the clock for at most 14 days. Neither role can touch anybody's
/// money, decide a dispute, expel a member or change a deal already made.
interface ICharter {
    /// @notice The parameters of the community; see the table in the charter's documentation for the ranges.
    /// @param minPledge The least a guarantor pledges in a new vouch (token units)
    /// @param maxPremiumBps The most one guarantor may charge per stage (basis points of the price)
    /// @param recourseWindow To repay guarantors, from the first unit owed (seconds)
    /// @param recoveryDelay The least delay before a recovered wallet takes over (seconds)
    /// @param seatFee The fee for one seat of a panel (token units); 0 makes judging an honorary office
    /// @param quorumBps The share of each side's seats that must vote (basis points)
    /// @param rounds Rounds up the guarantor tree before the founding circle decides
    /// @param responseWindow To answer a claim, to choose a remedy, to cancel a stage whose input never came (seconds)
    /// @param voteWindow A round's length (seconds)
    /// @param appealWindow To appeal a round's ruling (seconds)
    /// @param lapseWindow After which a forgotten stage can be closed by anyone (seconds)
    struct Parameters {
        // slot 0
        uint96 minPledge;
        uint16 maxPremiumBps;
        uint32 recourseWindow;
        uint32 recoveryDelay;
        // slot 1
        uint96 seatFee;
        uint16 quorumBps;
        uint8 rounds;
        uint32 responseWindow;
        uint32 voteWindow;
        uint32 appealWindow;
        uint32 lapseWindow;
    }

    /// @notice The parameters that a deal keeps from its proposal to its end, its disputes included.
    struct DealRules {
        uint96 seatFee;
        uint16 quorumBps;
        uint8 rounds;
        uint32 responseWindow;
        uint32 voteWindow;
        uint32 appealWindow;
        uint32 lapseWindow;
    }

    /// @notice What a scheduled change alters.
    enum ChangeKind {
        Parameters,
        Governor,
        Guardian,
        Founder
    }

    /// @notice A new set of parameters is in force for everything that begins from now on.
    /// @param version The number of the parameter set, from 1
    /// @param parameters All of them
    event ParametersChanged(uint16 indexed version, Parameters parameters);

    /// @notice A change was scheduled.
    /// @param change The name of the change: the digest of `kind` and `payload`
    /// @param kind What the change alters
    /// @param payload The ABI encoding of the `Parameters` or of the address
    /// @param effectiveAt Protocol clock from which anybody may execute it
    event ChangeScheduled(
        bytes32 indexed change,
        ChangeKind indexed kind,
        bytes payload,
        uint40 effectiveAt
    );

    /// @notice A scheduled change was put into force.
    /// @param change The name of the change, as `schedule...` returned it
    /// @param kind What the change alters
    /// @param caller Who put it into force: anybody may
    event ChangeExecuted(bytes32 indexed change, ChangeKind indexed kind, address caller);

    /// @notice The governor took a scheduled change back.
    /// @param change The name of the change, as `schedule...` returned it
    event ChangeCancelled(bytes32 indexed change);

    /// @notice The office of governor passed on.
    /// @param governor Who schedules changes from now on; the zero address: nobody
    event GovernorChanged(address indexed governor);

    /// @notice The office of guardian passed on.
    /// @param guardian Who can pause from now on; the zero address: nobody
    event GuardianChanged(address indexed guardian);

    /// @notice The clock stands still.
    /// @param until Wall time at which it goes on at the latest (seconds since the epoch)
    event Paused(uint40 until);

    /// @notice The guardian ended the pause before its time.
    event Resumed();

    /// @notice A parameter lies outside its range.
    /// @param parameter The name of the parameter, a short string in ASCII
    /// @param value What was given, in the unit of the parameter
    /// @param min The least allowed
    /// @param max The most allowed
    error ParameterOutOfRange(bytes32 parameter, uint256 value, uint256 min, uint256 max);

    /// @notice Only the governor does this.
    /// @param caller Who called
    /// @param governor Who holds the office; the zero address: nobody
    error NotGovernor(address caller, address governor);

    /// @notice Only the guardian does this.
    /// @param caller Who called
    /// @param guardian Who holds the office; the zero address: nobody
    error NotGuardian(address caller, address guardian);

    /// @notice The change is not scheduled (never was, was executed, or was cancelled).
    /// @param change The name that was given
    error NoSuchChange(bytes32 change);

    /// @notice The same change waits already.
    /// @param change The name of the change
    /// @param effectiveAt Protocol clock from which it can be executed
    error AlreadyScheduled(bytes32 change, uint40 effectiveAt);

    /// @notice The change takes effect later.
    /// @param now_ Protocol clock (seconds)
    /// @param effectiveAt Protocol clock from which it can be executed
    error TooEarly(uint40 now_, uint40 effectiveAt);

    /// @notice The clock stands still.
    /// @param until Wall time at which it goes on at the latest (seconds since the epoch)
    error CommunityPaused(uint40 until);

    /// @notice There is no pause to end.
    error NotPaused();

    /// @notice A pause cannot start again so soon after the last one.
    /// @param now_ Wall time (seconds since the epoch)
    /// @param earliest Wall time from which a pause can start
    error PauseTooSoon(uint40 now_, uint40 earliest);

    /// @notice No number is left for another parameter set.
    /// @param max The highest number
    error TooManyVersions(uint16 max);

    /// @notice There is no parameter set with this number.
    /// @param version The number that was given
    error NoSuchVersion(uint16 version);

    /// @notice Schedules a change of all parameters. Only the governor. A change does not run out: it waits until
    /// somebody executes it or the governor cancels it, and the one executed last is in force.
    /// @param parameters_ All parameters, each within its range, also those that stay as they are
    /// @return change The name of the change, for `executeChange` and `cancelChange`
    /// @dev Errors: `NotGovernor`, `ParameterOutOfRange`, `AlreadyScheduled`. Emits `ChangeScheduled`.
    function scheduleParameters(Parameters calldata parameters_) external returns (bytes32 change);

    /// @notice Schedules a new governor. Only the governor. Errors: `NotGovernor`, `AlreadyScheduled`. Emits
    /// `ChangeScheduled`. What the old governor has scheduled goes on waiting until the new one cancels it.
    /// @param governor_ Who shall hold the office; see the warning about the zero address
    /// @return change The name of the change, for `executeChange` and `cancelChange`
    /// @dev Warning: the zero address renounces the office. Afterwards nobody can change parameters or guardian, admit
    /// a founder, or cancel what still waits; whoever renounces should leave nothing scheduled, and a guardian (or
    /// none) to stay for ever.
    function scheduleGovernor(address governor_) external returns (bytes32 change);

    /// @notice Schedules a new guardian. Only the governor.
    /// @param guardian_ Who shall hold the office; the zero address leaves it empty
    /// @return change The name of the change, for `executeChange` and `cancelChange`
    function scheduleGuardian(address guardian_) external returns (bytes32 change);

    /// @notice Schedules a new founder. Only the governor.
    /// @param wallet Of the new founder; it must hold no card when the change is executed
    /// @return change The name of the change, for `executeChange` and `cancelChange`
    function scheduleFounder(address wallet) external returns (bytes32 change);

    /// @notice Takes a scheduled change back. Only the governor. Errors: `NoSuchChange`. Emits `ChangeCancelled`.
    /// @param change The name of the change, as `schedule...` returned it
    function cancelChange(bytes32 change) external;

    /// @notice Puts a scheduled change into force. Anyone, once its time has come; not under a pause.
    /// @param change The name of the change, as `schedule...` returned it
    /// @dev Errors: `NoSuchChange`, `TooEarly`, `CommunityPaused`, and for a founder those of the membership.
    function executeChange(bytes32 change) external;

    /// @notice Stops the protocol clock for at most 14 days. Only the guardian. Emits `Paused`.
    function pause() external;

    /// @notice Ends a pause early. Only the guardian. Emits `Resumed`.
    function resume() external;

    /// @notice The settlement token. Rebasing tokens are not supported.
    /// @return The ERC-20 contract
    function token() external view returns (address);

    /// @notice Who schedules changes.
    /// @return The office holder; the zero address after the office was renounced
    function governor() external view returns (address);

    /// @notice Who can stop the clock.
    /// @return The office holder; the zero address while the office is empty
    function guardian() external view returns (address);

    /// @notice The protocol clock (ERC-6372).
    /// @return Wall time less all time spent paused (seconds)
    function clock() external view returns (uint48);

    // solhint-disable-next-line func-name-mixedcase
    /// @notice What the clock counts (ERC-6372).
    /// @return `mode=kepil-unpaused-seconds`: a clock that stands still is not a timestamp
    function CLOCK_MODE() external view returns (string memory);

    /// @notice Whether the clock stands still now.
    /// @return True from a pause's start until it is ended or runs out
    function paused() external view returns (bool);

    /// @notice The clock and the parameter version in force. Reverts with `CommunityPaused` under a pause: modules
    /// begin every function that a pause must stop with it, or with `IMembership.whoCalls`.
    /// @return now_ Protocol clock (seconds)
    /// @return version The number of the parameter set in force, from 1
    function running() external view returns (uint40 now_, uint16 version);

    /// @notice The clock and the parameter version in force, paused or not.
    /// @return now_ Protocol clock (seconds)
    /// @return version The number of the parameter set in force, from 1
    function time() external view returns (uint40 now_, uint16 version);

    /// @notice The word that the clock is kept in. The membership has a copy.
    /// @return See `ClockState`
    function clockState() external view returns (ClockState);

    /// @notice `running`, and what binds a new vouch, in one call. Errors: `CommunityPaused`.
    /// @return now_ Protocol clock (seconds)
    /// @return minPledge The least a guarantor pledges in a new vouch (token units)
    /// @return maxPremiumBps The most one guarantor may charge per stage (basis points of the price)
    function vouching() external view returns (uint40 now_, uint96 minPledge, uint16 maxPremiumBps);

    /// @notice The parameter set in force.
    /// @return See `Parameters`
    function parameters() external view returns (Parameters memory);

    /// @notice A parameter set, in force or not any more. Errors: `NoSuchVersion`.
    /// @param version Its number, from 1
    /// @return See `Parameters`
    function parametersOf(uint16 version) external view returns (Parameters memory);

    /// @notice What deals proposed under a parameter set go by. Errors: `NoSuchVersion`.
    /// @param version The number of the set, from 1
    /// @return See `DealRules`
    function dealRulesOf(uint16 version) external view returns (DealRules memory);

    /// @notice A scheduled change.
    /// @param change The name of the change, as `schedule...` returned it
    /// @return effectiveAt Protocol clock from which it can be executed; 0 if it is not scheduled
    /// @return kind What the change alters
    /// @return payload The ABI encoding of the `Parameters` or of the address
    function scheduledChange(
        bytes32 change
    ) external view returns (uint40 effectiveAt, ChangeKind kind, bytes memory payload);
}
