// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {TestToken} from "../../local/TestToken.sol";

/// @title A token that answers with huge data: on success, on failure of a transfer, or on failure of a permit
contract BombToken is TestToken {
    enum Fuse {
        None,
        Success,
        Failure
    }

    uint256 public constant SIZE = 200_000;

    Fuse public fuse;

    constructor() TestToken("Bomb Dollar", "OUSD") {}

    function setFuse(Fuse fuse_) external {
        fuse = fuse_;
    }

    function transfer(address to, uint256 amount) public override returns (bool) {
        if (fuse == Fuse.Failure) _fail();
        super.transfer(to, amount);
        return _succeed();
    }

    function transferFrom(address from, address to, uint256 amount) public override returns (bool) {
        if (fuse == Fuse.Failure) _fail();
        super.transferFrom(from, to, amount);
        return _succeed();
    }

    function permit(
        address,
        address,
        uint256,
        uint256,
        uint8,
        bytes32,
        bytes32
    ) public pure override {
        _fail();
    }

    function _succeed() private view returns (bool) {
        if (fuse == Fuse.None) return true;
        uint256 size = SIZE;
        assembly {
            mstore(0, 1)
            return(0, size)
        }
    }

    function _fail() private pure {
        uint256 size = SIZE;
        assembly {
            revert(0, size)
        }
    }
}
