import { ethers } from "hardhat";

import type { TestToken } from "../../typechain-types";
import type {
  BlacklistToken,
  BombToken,
  CapriciousToken,
  FalseToken,
  FeeToken,
  IdleToken,
  PausableToken,
  RebasingToken,
  ReentrantToken,
  SilentToken,
} from "../../typechain-types/test/tokens";

interface HostileTokens {
  BlacklistToken: BlacklistToken;
  BombToken: BombToken;
  CapriciousToken: CapriciousToken;
  FalseToken: FalseToken;
  FeeToken: FeeToken;
  IdleToken: IdleToken;
  PausableToken: PausableToken;
  RebasingToken: RebasingToken;
  ReentrantToken: ReentrantToken;
  SilentToken: SilentToken;
}

/** Deploys a token of `contracts/test/tokens`: once as what it is and once as what a community takes it for. */
export async function deployHostileToken<Name extends keyof HostileTokens>(
  name: Name,
): Promise<{ hostile: HostileTokens[Name]; token: TestToken }> {
  const contract = await (await ethers.getContractFactory(name as string)).deploy();
  return {
    hostile: contract as unknown as HostileTokens[Name],
    token: await ethers.getContractAt("TestToken", await contract.getAddress()),
  };
}
