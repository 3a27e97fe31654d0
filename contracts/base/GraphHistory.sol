// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Checkpoints} from "@openzeppelin/contracts/utils/structs/Checkpoints.sol";
import {IMembership} from "../interfaces/IMembership.sol";
import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {FounderRing} from "../libraries/FounderRing.sol";
import {GuarantorPair} from "../types/GuarantorPair.sol";
import {MAX_FOUNDERS, MIN_FOUNDERS, SIX_HANDSHAKES} from "../types/Limits.sol";
import {MemberId, NO_MEMBER} from "../types/MemberId.sol";
import {Module} from "./Module.sol";

/// @title What the surety graph remembers
/// @notice Pairs and the founding circle at any past time, and the walk up to a seat.
/// @dev A member's present pair is one slot. An older one is stored only when it changes, under the version it was.
abstract contract GraphHistory is ISuretyGraph, Module {
    using Checkpoints for Checkpoints.Trace208;
    using FounderRing for uint64;

    /// @notice A founder's place in the circle.
    /// @param number In the order of joining, counted from 1; 0 for everybody who never was a founder
    /// @param present Whether the founder is in the circle now
    struct Place {
        uint8 number;
        bool present;
    }

    /// @notice Who belongs to the community.
    IMembership public immutable MEMBERSHIP;

    mapping(MemberId member => GuarantorPair pair) internal _pairs;
    mapping(MemberId member => mapping(uint256 version => GuarantorPair pair)) private _history;

    /// @dev Founders in order of joining, for ever.
    MemberId[] private _founders;
    mapping(MemberId member => Place place) private _places;

    /// @dev The circle of any time in the low 64 bits, and above them how often it had changed by then.
    Checkpoints.Trace208 private _ring;

    constructor(IMembership membership) {
        _requireNonzero(address(membership));
        MEMBERSHIP = membership;
    }

    // -- Views

    /// @inheritdoc ISuretyGraph
    function pairOf(MemberId member) external view returns (Pair memory) {
        return _pairs[member].toPair();
    }

    /// @inheritdoc ISuretyGraph
    function guarantorsOf(
        MemberId member
    ) external view returns (MemberId guarantor0, MemberId guarantor1, uint24 version) {
        if (_isFounder(member)) {
            uint208 ring = _ring.latest();
            (guarantor0, guarantor1) = _ringGuarantors(uint64(ring), _places[member].number - 1);
            return (guarantor0, guarantor1, uint24(ring >> 64));
        }
        GuarantorPair pair = _pairs[member];
        return (pair.guarantorAt(0), pair.guarantorAt(1), pair.version());
    }

    /// @inheritdoc ISuretyGraph
    function guarantorsAt(
        MemberId member,
        uint40 time
    ) external view returns (Guarantors memory guarantors) {
        _requirePast(time);
        guarantors = _pairAt(member, time).toGuarantors();
        // Whoever had a guarantor was not in the circle.
        if (!guarantors.guarantor0.isNone() || !guarantors.guarantor1.isNone()) return guarantors;
        (bool isFounder, uint64 ring, uint8 index) = _inRingAt(member, time);
        if (isFounder)
            (guarantors.guarantor0, guarantors.guarantor1) = _ringGuarantors(ring, index);
    }

    /// @inheritdoc ISuretyGraph
    function seatHolder(
        MemberId party,
        MemberId opponent,
        uint256 path,
        uint8 steps,
        uint40 time
    ) external view returns (MemberId holder) {
        _requirePast(time);
        if (steps == 0 || steps > SIX_HANDSHAKES) revert TooManySteps(steps);
        if (path >> steps != 0) revert PathTooLong(path, steps);
        holder = party;
        for (uint8 left = steps; left > 0; --left) {
            uint8 slot = uint8((path >> (left - 1)) & 1);
            MemberId next = _pairAt(holder, time).guarantorAt(slot);
            if (next.isNone()) {
                // Void, unless this is a founder: one stays where they are, but a party first steps along the ring.
                (bool isFounder, uint64 ring, uint8 index) = _inRingAt(holder, time);
                if (!isFounder) return NO_MEMBER;
                if (left < steps) return holder;
                next = _founders[ring.guarantor(index, slot)];
            }
            if (next == party || next == opponent) return NO_MEMBER;
            holder = next;
        }
    }

    /// @inheritdoc ISuretyGraph
    function verifyPath(MemberId[] calldata ids) external view returns (bool) {
        uint256 length = ids.length;
        if (length < 2 || length > uint256(SIX_HANDSHAKES) + 1) revert PathLengthOutOfRange(length);
        for (uint256 i = 1; i < length; ++i) {
            if (!_answersFor(ids[i - 1], ids[i]) && !_answersFor(ids[i], ids[i - 1])) return false;
        }
        return true;
    }

    /// @inheritdoc ISuretyGraph
    function ringAt(uint40 time) external view returns (uint64) {
        _requirePast(time);
        return uint64(_ring.upperLookupRecent(time));
    }

    /// @inheritdoc ISuretyGraph
    function founderAt(uint8 index) external view returns (MemberId) {
        return index < _founders.length ? _founders[index] : NO_MEMBER;
    }

    /// @inheritdoc ISuretyGraph
    function founderIndex(MemberId member) external view returns (bool isFounder, uint8 index) {
        uint8 number = _places[member].number;
        return number == 0 ? (false, 0) : (true, number - 1);
    }

    // -- Internal: pairs

    /// @dev Puts the pair that ends now into history and gives its successor the next version. Version 1, the half pair
    /// of a first application, is not kept and never counts: nobody is judged by it, and joining writes no history.
    function _advance(
        MemberId member,
        GuarantorPair pair,
        uint40 now_
    ) internal returns (GuarantorPair) {
        uint24 version = pair.version();
        if (version > 1) _history[member][version] = pair;
        return pair.advance(now_);
    }

    /// @dev The pair of a member at a time: the present one, or by binary search the last older one that had begun.
    function _pairAt(MemberId member, uint40 time) internal view returns (GuarantorPair pair) {
        pair = _pairs[member];
        uint256 high = pair.version();
        if (pair.since() <= time && high != 1) return pair;
        mapping(uint256 version => GuarantorPair) storage history = _history[member];
        uint256 low = 0;
        // Versions up to `low` had begun at `time`, those from `high` on had not: at most 24 halvings.
        while (high - low > 1) {
            uint256 middle = (low + high) / 2;
            if (history[middle].since() <= time) low = middle;
            else high = middle;
        }
        return history[low];
    }

    function _answersFor(MemberId guarantor, MemberId principal) internal view returns (bool) {
        if (guarantor.isNone()) return false;
        GuarantorPair pair = _pairs[principal];
        return pair.guarantorAt(0) == guarantor || pair.guarantorAt(1) == guarantor;
    }

    // -- Internal: the founding circle

    function _admitFounder(MemberId founder) internal {
        uint256 index = _founders.length;
        if (index == MAX_FOUNDERS) revert TooManyFounders(MAX_FOUNDERS);
        _founders.push(founder);
        _places[founder] = Place({number: uint8(index) + 1, present: true});
        _setRing(_present().add(uint8(index)));
    }

    function _dismissFounder(MemberId founder) internal {
        Place storage place = _places[founder];
        place.present = false;
        uint64 present = _present().remove(place.number - 1);
        if (present.count() < MIN_FOUNDERS) revert IMembership.TooFewFounders(MIN_FOUNDERS);
        _setRing(present);
    }

    function _setRing(uint64 present) private {
        (uint40 now_, ) = CHARTER.time();
        uint208 changes = (_ring.latest() >> 64) + 1;
        _ring.push(now_, (changes << 64) | present);
        emit RingChanged(now_, present);
    }

    function _isFounder(MemberId member) internal view returns (bool) {
        return _places[member].present;
    }

    /// @dev The ring guarantors of a founder must be those of the snapshot.
    function _requireSameRingGuarantors(MemberId founder, uint40 snapshot) internal view {
        (, uint48 since, uint208 latest) = _ring.latestCheckpoint();
        if (since <= snapshot) return;
        (bool wasFounder, uint64 before, uint8 index) = _inRingAt(founder, snapshot);
        uint64 present = uint64(latest);
        if (
            !wasFounder ||
            before.guarantor(index, 0) != present.guarantor(index, 0) ||
            before.guarantor(index, 1) != present.guarantor(index, 1)
        ) revert PairChanged(founder, uint40(since), snapshot);
    }

    function _inRingAt(
        MemberId member,
        uint40 time
    ) private view returns (bool isFounder, uint64 ring, uint8 index) {
        uint8 number = _places[member].number;
        if (number == 0) return (false, 0, 0);
        index = number - 1;
        ring = uint64(_ring.upperLookupRecent(time));
        isFounder = ring.contains(index);
    }

    function _ringGuarantors(
        uint64 ring,
        uint8 index
    ) private view returns (MemberId guarantor0, MemberId guarantor1) {
        return (_founders[ring.guarantor(index, 0)], _founders[ring.guarantor(index, 1)]);
    }

    function _present() private view returns (uint64) {
        return uint64(_ring.latest());
    }

    function _requirePast(uint40 time) internal view {
        uint40 now_ = MEMBERSHIP.time();
        if (time >= now_) revert NotInThePast(time, now_);
    }
}
