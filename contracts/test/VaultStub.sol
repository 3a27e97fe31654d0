// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {ICoverVault} from "../interfaces/ICoverVault.sol";
import {MemberId} from "../types/MemberId.sol";

/// @dev Answers for the vault with whatever accounts a test gives it.
contract VaultStub {
    mapping(MemberId => ICoverVault.Account) private _accounts;

    function setAccount(MemberId member, ICoverVault.Account calldata account_) external {
        _accounts[member] = account_;
    }

    function account(MemberId member) external view returns (ICoverVault.Account memory) {
        return _accounts[member];
    }
}
