// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Makes many calls in one, each from the same state
/// @notice Its code may be put at any address, which is the caller then. The call data is a list of records: a word of
/// length and address, a word of value, and so many bytes of data. The answer is a list too: for each call that was
/// made a word of length, and so many bytes, the first of which is whether it succeeded. Calls are made as far as the
/// gas reaches.
/// @dev In assembly, because the network of the tests keeps memory of every step of a call.
contract ManyCalls {
    uint256 private constant GAS_EACH = 2_000_000;

    fallback() external payable {
        if (msg.sender == address(this)) _makeAndUndo();
        else _makeAll();
    }

    function _makeAll() private {
        assembly {
            let answer := 0
            let record := 0
            for {} and(lt(record, calldatasize()), gt(gas(), mul(2, GAS_EACH))) {} {
                let size := add(64, shr(160, calldataload(record)))
                calldatacopy(answer, record, size)
                pop(call(GAS_EACH, address(), 0, answer, size, 0, 0))
                mstore(answer, returndatasize())
                returndatacopy(add(answer, 32), 0, returndatasize())
                answer := add(answer, add(32, returndatasize()))
                record := add(record, size)
            }
            return(0, answer)
        }
    }

    function _makeAndUndo() private {
        assembly {
            let size := sub(calldatasize(), 64)
            calldatacopy(0, 64, size)
            let succeeded := call(gas(), calldataload(0), calldataload(32), 0, size, 0, 0)
            mstore8(0, succeeded)
            returndatacopy(1, 0, returndatasize())
            revert(0, add(1, returndatasize()))
        }
    }
}
