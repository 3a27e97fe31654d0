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
    event ParametersChanged(uint16 indexed version, Parameters parameters);

    /// @notice A change was scheduled. `payload` is the ABI encoding of the `Parameters` or of the address.
    event ChangeScheduled(
        bytes32 indexed change,
        ChangeKind indexed kind,
        bytes payload,
        uint40 effectiveAt
    );

    /// @notice A scheduled change was put into force by `caller`.
    event ChangeExecuted(bytes32 indexed change, ChangeKind indexed kind, address caller);

    /// @notice The governor took a scheduled change back.
    event ChangeCancelled(bytes32 indexed change);

    /// @notice `governor` schedules changes from now on; the zero address: nobody.
    event GovernorChanged(address indexed governor);

    /// @notice `guardian` can pause from now on; the zero address: nobody.
    event GuardianChanged(address indexed guardian);

    /// @notice The clock stands still, at the latest until wall time `until` (seconds since the epoch).
    event Paused(uint40 until);

    /// @notice The guardian ended the pause before its time.
    event Resumed();

    /// @notice `parameter` must lie from `min` to `max`.
    error ParameterOutOfRange(bytes32 parameter, uint256 value, uint256 min, uint256 max);

    /// @notice Only the governor does this.
    error NotGovernor(address caller, address governor);

    /// @notice Only the guardian does this.
    error NotGuardian(address caller, address guardian);

    /// @notice The change is not scheduled (never was, was executed, or was cancelled).
    error NoSuchChange(bytes32 change);

    /// @notice The same change waits already.
    error AlreadyScheduled(bytes32 change, uint40 effectiveAt);

    /// @notice The change takes effect at `effectiveAt` of the protocol clock.
    error TooEarly(uint40 now_, uint40 effectiveAt);

    /// @notice The community is paused until wall time `until` at the latest.
    error CommunityPaused(uint40 until);

    /// @notice There is no pause to end.
    error NotPaused();

    /// @notice A pause cannot start again before wall time `earliest`.
    error PauseTooSoon(uint40 now_, uint40 earliest);

    /// @notice Parameter sets are numbered up to `max`.
    error TooManyVersions(uint16 max);

    /// @notice There is no parameter set with this number.
    error NoSuchVersion(uint16 version);

    /// @notice Schedules a change of all parameters. Only the governor. A change does not run out: it waits until somebody
    /// executes it or the governor cancels it, and the one executed last is in force.
    /// @dev Errors: `NotGovernor`, `ParameterOutOfRange`, `AlreadyScheduled`. Emits `ChangeScheduled`.
    function scheduleParameters(Parameters calldata parameters_) external returns (bytes32 change);

    /// @notice Schedules a new governor. Only the governor. Errors: `NotGovernor`, `AlreadyScheduled`. Emits
    /// `ChangeScheduled`. What the old governor has scheduled goes on waiting until the new one cancels it.
    /// @dev Warning: the zero address renounces the office. Afterwards nobody can change parameters or guardian, admit a
    /// founder, or cancel what still waits; whoever renounces should leave nothing scheduled, and a guardian (or none) to
    /// stay for ever.
    function scheduleGovernor(address governor_) external returns (bytes32 change);

    /// @notice Schedules a new guardian; the zero address leaves the office empty. Only the governor.
    function scheduleGuardian(address guardian_) external returns (bytes32 change);

    /// @notice Schedules a new founder: a wallet that holds no card when the change is executed. Only the governor.
    function scheduleFounder(address wallet) external returns (bytes32 change);

    /// @notice Takes a scheduled change back. Only the governor. Errors: `NoSuchChange`. Emits `ChangeCancelled`.
    function cancelChange(bytes32 change) external;

    /// @notice Puts a scheduled change into force. Anyone, once its time has come; not under a pause.
    /// @dev Errors: `NoSuchChange`, `TooEarly`, `CommunityPaused`, and for a founder those of the membership.
    function executeChange(bytes32 change) external;

    /// @notice Stops the protocol clock for at most 14 days. Only the guardian. Emits `Paused`.
    function pause() external;

    /// @notice Ends a pause early. Only the guardian. Emits `Resumed`.
    function resume() external;

    /// @notice The settlement token. Rebasing tokens are not supported.
    function token() external view returns (address);

    /// @notice Who schedules changes; the zero address after the office was renounced.
    function governor() external view returns (address);

    /// @notice Who can stop the clock; the zero address while the office is empty.
    function guardian() external view returns (address);

    /// @notice The protocol clock (ERC-6372): wall time less all time spent paused (seconds).
    function clock() external view returns (uint48);

    // solhint-disable-next-line func-name-mixedcase
    /// @notice `mode=kepil-unpaused-seconds`: a clock that stands still is not a timestamp.
    function CLOCK_MODE() external view returns (string memory);

    /// @notice Whether the clock stands still now.
    function paused() external view returns (bool);

    /// @notice The clock and the parameter version in force. Reverts with `CommunityPaused` under a pause: modules
    /// begin every function that a pause must stop with it, or with `IMembership.whoCalls`.
    function running() external view returns (uint40 now_, uint16 version);

    /// @notice The clock and the parameter version in force, paused or not.
    function time() external view returns (uint40 now_, uint16 version);

    /// @notice The word that the clock is kept in, see `ClockState`. The membership has a copy.
    function clockState() external view returns (ClockState);

    /// @notice `running`, and what binds a new vouch, in one call: the clock, the least pledge (token units) and the most
    /// a guarantor may charge (basis points). Errors: `CommunityPaused`.
    function vouching() external view returns (uint40 now_, uint96 minPledge, uint16 maxPremiumBps);

    /// @notice The parameter set in force.
    function parameters() external view returns (Parameters memory);

    /// @notice The parameter set `version`, counted from 1. Errors: `NoSuchVersion`.
    function parametersOf(uint16 version) external view returns (Parameters memory);

    /// @notice What deals proposed under the parameter set `version` go by. Errors: `NoSuchVersion`.
    function dealRulesOf(uint16 version) external view returns (DealRules memory);

    /// @notice When a scheduled change takes effect (protocol clock), 0 if it is not scheduled, and what it is.
    function scheduledChange(
        bytes32 change
    ) external view returns (uint40 effectiveAt, ChangeKind kind, bytes memory payload);
}
