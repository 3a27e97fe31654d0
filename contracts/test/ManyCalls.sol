// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

/// @title Makes many calls in one, each from the same state
/// @notice Its code may be put at any address, which is the caller then.
contract ManyCalls {
    struct Call {
        address target;
        uint256 value;
        bytes data;
    }

    /// @dev A call was made and is undone again, with what it came to.
    error Made(bool succeeded, bytes returned);

    /// @notice Makes calls in their order, as far as the gas reaches.
    /// @param calls What to call
    /// @param gasEach The gas that each call gets
    /// @return answers What each call came to, as the error `Made` says it; empty from the first that had no gas left
    function makeAll(
        Call[] calldata calls,
        uint256 gasEach
    ) external returns (bytes[] memory answers) {
        answers = new bytes[](calls.length);
        for (uint256 i = 0; i < calls.length && gasleft() > 2 * gasEach; ++i) {
            try this.makeAndUndo(calls[i], gasEach) {} catch (bytes memory answer) {
                answers[i] = answer;
            }
        }
    }

    /// @notice Makes one call and reverts with what it came to.
    /// @param one What to call
    /// @param gas The gas that the call gets
    function makeAndUndo(Call calldata one, uint256 gas) external {
        (bool succeeded, bytes memory returned) = one.target.call{value: one.value, gas: gas}(
            one.data
        );
        revert Made(succeeded, returned);
    }
}
