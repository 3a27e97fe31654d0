// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {Membership} from "../Membership.sol";
import {ICharter} from "../interfaces/ICharter.sol";

/// @title A membership that shows what it takes the data of a call for
contract MembershipHarness is Membership {
    constructor(
        ICharter charter,
        address forwarder,
        address[] memory founders
    ) Membership(charter, forwarder, founders) {}

    function messageData() external view returns (bytes memory) {
        return _msgData();
    }
}
