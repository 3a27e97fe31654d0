import type { HardhatEthersSigner } from "@nomicfoundation/hardhat-ethers/signers";
import type { HardhatRuntimeEnvironment } from "hardhat/types";

import type { TestToken } from "../../typechain-types";
import type { Modules } from "../lib/deployModules";
import type { Directory } from "./Directory";
import type { ProtocolEvent } from "./ProtocolEvent";
import type { Scenario } from "./schema";

/** One transaction of a story. */
export interface PlayedTransaction {
  by: string;
  gasUsed: bigint;
  events: ProtocolEvent[];
}

/** A step of a story as it was played. */
export interface PlayedStep {
  /** Its place in the file: `setup`, `story[0]`, ... */
  place: string;
  action: string;
  /** Days since the story began. */
  day: number;
  say: string;
  /** What happened, a sentence each, from the events. */
  told: string[];
  transactions: PlayedTransaction[];
}

/** A community in which a scenario is played. */
export interface World {
  hre: HardhatRuntimeEnvironment;
  scenario: Scenario;
  modules: Modules;
  token: TestToken;
  directory: Directory;
  /** Everybody's wallets, the one they act with last. */
  wallets: Map<string, HardhatEthersSigner[]>;
  /** Wallets that nobody has yet. */
  spares: HardhatEthersSigner[];
  /** The wallets that lost cards are to be recovered to, by person. */
  recoveries: Map<string, HardhatEthersSigner>;
  /** Wall time that the story began at (seconds). */
  start: number;
  /** Everything played so far; the last step is the one being played. */
  steps: PlayedStep[];
}
