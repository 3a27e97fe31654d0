// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

/// @title A token that knows no permit
contract PermitlessToken is ERC20 {
    constructor() ERC20("Permitless Dollar", "LUSD") {}

    function mint(address account, uint256 amount) external {
        _mint(account, amount);
    }
}
