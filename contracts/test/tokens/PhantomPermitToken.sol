// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token without permit whose fallback swallows every call, as wrapped ether's does
contract PhantomPermitToken is ERC20 {
    constructor() ERC20("Phantom Dollar", "HUSD") {}

    fallback() external {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
