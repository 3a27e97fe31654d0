// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token whose transfers return no value at all, as some old ones do
contract SilentToken is TestToken {
    constructor() TestToken("Silent Dollar", "SUSD") {}

    function transfer(address to, uint256 amount) public override returns (bool) {
        super.transfer(to, amount);
        assembly {
            return(0, 0)
        }
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        super.transferFrom(from, to, amount);
        assembly {
            return(0, 0)
        }
    }
}
