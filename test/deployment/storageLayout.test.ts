import { expect } from "chai";
import { artifacts, config } from "hardhat";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";

interface StorageMember {
  label: string;
  slot: string;
  offset: number;
  type: string;
}

interface StorageType {
  label: string;
  members?: StorageMember[];
}

interface StorageLayout {
  types: Record<string, StorageType> | null;
}

const CONTRACTS = [
  "Charter",
  "Membership",
  "CoverVault",
  "SuretyGraph",
  "GuarantorCourt",
  "TradeChains",
];

/** Every struct that the modules keep: its fields slot by slot, from the lowest byte up. */
const EXPECTED: Record<string, string[]> = {
  "ICharter.Parameters": [
    "minPledge maxPremiumBps recourseWindow recoveryDelay",
    "seatFee quorumBps rounds responseWindow voteWindow appealWindow lapseWindow",
  ],
  "IMembership.Member": ["wallet state recoveryDelay newestTrusted"],
  "IMembership.Recovery": ["wallet executableAt pairVersion proposer"],
  "IMembership.Standing": ["defaults faultPaid overdue excused principalsLost recourseOpened"],
  PledgeRecord: ["money", "terms", "backing"],
  BondRecord: ["money", "backing"],
  "GraphHistory.Place": ["number present"],
  "ISuretyGraph.Nominations": ["nominee0 nominee1 maxPremium0 maxPremium1"],
  "ITradeChains.Chain": [
    "snapshot acceptBy version stageCount state closed undelivered providersAccepted receiversAccepted",
  ],
  "ITradeChains.Stage": [
    "provider receiver price providerBond",
    "receiverBond duration inspection waitsFor mark state payeeCount messages",
    "receiverClaim providerClaim extension kind claimant answered replaced",
  ],
  "ITradeChains.Appointment": ["provider price bond duration", "snapshot"],
};

async function readStructs(): Promise<Partial<Record<string, string[]>>> {
  const structs: Record<string, string[]> = {};
  for (const name of CONTRACTS) {
    const { sourceName } = await artifacts.readArtifact(name);
    const buildInfo = await artifacts.getBuildInfo(`${sourceName}:${name}`);
    const output = buildInfo?.output.contracts[sourceName]?.[name] as
      { storageLayout?: StorageLayout } | undefined;
    for (const { label, members } of Object.values(output?.storageLayout?.types ?? {})) {
      const [, struct] = /^struct ([\w.]+)$/.exec(label) ?? [];
      if (struct === undefined || members === undefined) continue;
      const slots: string[][] = [];
      for (const member of members) (slots[Number(member.slot)] ??= []).push(member.label);
      structs[struct] = Array.from(
        slots,
        (fields: string[] | undefined) => fields?.join(" ") ?? "",
      );
    }
  }
  return structs;
}

/** The structs of a source whose slots are marked by comments: the fields under each comment. */
function annotatedStructs(source: string): Map<string, string[]> {
  const structs = new Map<string, string[]>();
  for (const [, name = "", body = ""] of source.matchAll(
    /struct (\w+) \{([^}]*\/\/ slot 0[^}]*)\}/g,
  )) {
    const slots: string[] = [];
    for (const [, slot, fields = ""] of body.matchAll(
      /\/\/ slot (\d+)\n((?:\s*[\w.]+ \w+;\n)+)/g,
    )) {
      slots[Number(slot)] = [...fields.matchAll(/(\w+);/g)].map(([, field]) => field).join(" ");
    }
    structs.set(name, slots);
  }
  return structs;
}

describe("the storage layout", () => {
  let structs: Partial<Record<string, string[]>>;

  before(async () => {
    structs = await readStructs();
  });

  for (const [struct, slots] of Object.entries(EXPECTED)) {
    it(`packs ${struct} into ${slots.length}`, () => {
      expect(structs[struct]).to.deep.equal(slots);
    });
  }

  it("is what the comments in the interfaces say", async () => {
    const folder = path.join(config.paths.sources, "interfaces");
    let compared = 0;
    for (const file of await readdir(folder)) {
      const source = await readFile(path.join(folder, file), "utf8");
      for (const [name, slots] of annotatedStructs(source)) {
        const fullName = `${path.basename(file, ".sol")}.${name}`;
        expect(slots, fullName).to.deep.equal(structs[fullName]);
        compared++;
      }
    }
    expect(compared).to.equal(7);
  });
});
