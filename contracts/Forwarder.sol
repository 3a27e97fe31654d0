// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC2771Forwarder} from "@openzeppelin/contracts/metatx/ERC2771Forwarder.sol";

/// @title The forwarder of a community: hands in what members signed offline
/// @notice OpenZeppelin's forwarder, its batch included, under the signing name "Kepil". Anyone may hand requests in and
/// so pay for them; it has no owner and holds nothing.
contract Forwarder is ERC2771Forwarder {
    constructor() ERC2771Forwarder("Kepil") {}
}
