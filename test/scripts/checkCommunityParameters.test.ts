import { expect } from "chai";
import { ZeroAddress } from "ethers";
import { readDeploymentParameters } from "@nomicfoundation/hardhat-ignition/helpers";
import path from "node:path";

import {
  checkCommunityParameters,
  InvalidParameters,
} from "../../scripts/lib/checkCommunityParameters";
import { PARAMETER_RANGES } from "../../scripts/lib/defaultParameters";

const TOKEN = "0x5FbDB2315678afecb367f032d93F642f64180aa3";
const [ANNA, BOLAT, DINA] = [
  "0x90F79bf6EB2c4f870365E785982E1f101E93b906",
  "0x15d34AAf54267DB7D7c367839AAf71A00a2C6A65",
  "0x9965507D1a55bcC2695C58ba16FB37d819B0A4dc",
] as const;

const LEAST = {
  token: TOKEN,
  governor: ANNA,
  guardian: ZeroAddress,
  founders: [ANNA, BOLAT, DINA],
};

function faultsOf(parameters: unknown): string[] {
  try {
    checkCommunityParameters(parameters);
  } catch (error) {
    if (error instanceof InvalidParameters) return error.faults;
    throw error;
  }
  return [];
}

describe("checkCommunityParameters", () => {
  it("passes the least that must be given", () => {
    expect(faultsOf(LEAST)).to.deep.equal([]);
  });

  it("passes the example file", async () => {
    const file = path.join(__dirname, "../../ignition/parameters/example.json");

    expect(faultsOf((await readDeploymentParameters(file))["Community"])).to.deep.equal([]);
  });

  it("names everything that is missing", () => {
    expect(faultsOf(undefined)).to.deep.equal([
      "token: is missing",
      "governor: is missing",
      "guardian: is missing",
      "founders: is missing",
    ]);
  });

  it("names a parameter it does not know", () => {
    expect(faultsOf({ ...LEAST, quorum: 1 })).to.deep.equal(["quorum: no such parameter"]);
  });

  it("takes no zero address but for the guardian", () => {
    expect(faultsOf({ ...LEAST, token: ZeroAddress, governor: ZeroAddress })).to.deep.equal([
      "token: must not be the zero address",
      "governor: must not be the zero address",
    ]);
  });

  it("takes no broken address", () => {
    const wrongChecksum = ANNA.replace("F79", "f79");

    expect(faultsOf({ ...LEAST, founders: [wrongChecksum, BOLAT, "Dina"] })).to.deep.equal([
      "founders.0: is no address (or its checksum is wrong)",
      "founders.2: is no address (or its checksum is wrong)",
    ]);
  });

  it("takes no founder twice", () => {
    const founders = [ANNA, BOLAT, DINA, ANNA.toLowerCase()];

    expect(faultsOf({ ...LEAST, founders })).to.deep.equal([
      `founders.3: is the wallet of founders.0, ${ANNA.toLowerCase()}: each must be another`,
    ]);
  });

  it("takes 3 to 64 founders", () => {
    const many = Array.from(
      { length: 65 },
      (_, n) => `0x${(n + 1).toString(16).padStart(40, "0")}`,
    );

    expect(faultsOf({ ...LEAST, founders: [ANNA, BOLAT] })).to.deep.equal([
      "founders: must be at least 3",
    ]);
    expect(faultsOf({ ...LEAST, founders: many.slice(0, 64) })).to.deep.equal([]);
    expect(faultsOf({ ...LEAST, founders: many })).to.deep.equal(["founders: must be at most 64"]);
  });

  for (const [name, { min, max }] of Object.entries(PARAMETER_RANGES)) {
    it(`<CHA-1> keeps ${name} in its range`, () => {
      const fault = `${name}: must be a whole number from ${min} to ${max}`;

      expect(faultsOf({ ...LEAST, [name]: min })).to.deep.equal([]);
      expect(faultsOf({ ...LEAST, [name]: max })).to.deep.equal([]);
      expect(faultsOf({ ...LEAST, [name]: max + 1n })).to.deep.equal([fault]);
      expect(faultsOf({ ...LEAST, [name]: min - 1n })).to.deep.equal([fault]);
    });
  }

  it("takes no text for a number", () => {
    expect(faultsOf({ ...LEAST, rounds: "3" })).to.deep.equal([
      'rounds: must be a whole number from 1 to 6, like 5 or "5n"',
    ]);
  });
});
