// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Forwarder} from "@openzeppelin/contracts/metatx/ERC2771Forwarder.sol";
import {Errors} from "@openzeppelin/contracts/utils/Errors.sol";
import {ClosedInterface} from "./base/ClosedInterface.sol";

/// @title The forwarder of a community: hands in what members signed offline
/// @notice OpenZeppelin's forwarder, its batch included, under the signing name "Kepil". Anyone may hand requests in and
/// so pay for them; it has no owner and holds nothing.
/// @dev A request whose call fails is never used up: a batch that holds one reverts as a whole. A request that is not
/// valid any more is still passed over where a refund is asked for.
contract Forwarder is ERC2771Forwarder, ClosedInterface {
    constructor() ERC2771Forwarder("Kepil") {}

    /// @notice OpenZeppelin's batch, with an error where the values of the requests would overflow their sum.
    /// @dev Error: `ERC2771ForwarderMismatchedValue` where one request alone asks for more ether than was sent.
    /// @param requests What members signed
    /// @param refundReceiver Who gets the ether of requests that are not valid any more; zero if all must be valid
    function executeBatch(
        ForwardRequestData[] calldata requests,
        address payable refundReceiver
    ) public payable override {
        for (uint256 i = 0; i < requests.length; ++i) {
            uint256 value = requests[i].value;
            if (value > msg.value) revert ERC2771ForwarderMismatchedValue(value, msg.value);
        }
        super.executeBatch(requests, refundReceiver);
    }

    function _execute(
        ForwardRequestData calldata request,
        bool requireValidRequest
    ) internal override returns (bool success) {
        uint256 nonce = nonces(request.from);
        success = super._execute(request, requireValidRequest);
        if (!success && nonces(request.from) != nonce) revert Errors.FailedCall();
    }
}
