// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ISuretyGraph} from "../interfaces/ISuretyGraph.sol";
import {MemberId} from "../types/MemberId.sol";

/// @dev Answers for the surety graph with whatever pairs a test gives it, shows what it was told, and refuses if asked to.
contract GraphStub {
    mapping(MemberId => ISuretyGraph.Pair) private _pairs;

    bool private _refusing;

    event ApplicationOpened(
        MemberId applicant,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1
    );
    event MemberClosed(MemberId member);
    event FounderAdded(MemberId founder);

    error Refused();

    modifier unlessRefusing() {
        if (_refusing) revert Refused();
        _;
    }

    function setPair(
        MemberId member,
        MemberId guarantor0,
        MemberId guarantor1,
        uint24 version
    ) external {
        ISuretyGraph.Pair storage pair = _pairs[member];
        pair.guarantor0 = guarantor0;
        pair.guarantor1 = guarantor1;
        pair.version = version;
    }

    function setPrincipals(MemberId member, uint16 principals) external {
        _pairs[member].principals = principals;
    }

    function refuse() external {
        _refusing = true;
    }

    function openApplication(
        MemberId applicant,
        MemberId guarantor0,
        uint16 maxPremium0,
        MemberId guarantor1,
        uint16 maxPremium1
    ) external unlessRefusing {
        emit ApplicationOpened(applicant, guarantor0, maxPremium0, guarantor1, maxPremium1);
    }

    function closeMember(MemberId member) external unlessRefusing {
        emit MemberClosed(member);
    }

    function addFounder(MemberId founder) external unlessRefusing {
        emit FounderAdded(founder);
    }

    function pairOf(MemberId member) external view returns (ISuretyGraph.Pair memory) {
        return _pairs[member];
    }

    function guarantorsOf(MemberId member) external view returns (MemberId, MemberId, uint24) {
        ISuretyGraph.Pair storage pair = _pairs[member];
        return (pair.guarantor0, pair.guarantor1, pair.version);
    }
}
