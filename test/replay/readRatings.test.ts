import { expect } from "chai";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { MalformedLineError } from "../../scripts/replay/MalformedLineError";
import type { Rating } from "../../scripts/replay/Rating";
import { readRatings } from "../../scripts/replay/readRatings";
import { UnsuitableNetworkError } from "../../scripts/replay/UnsuitableNetworkError";

describe("readRatings", () => {
  let folder: string;

  before(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "kepil-replay-"));
  });

  after(async () => {
    await rm(folder, { recursive: true });
  });

  async function read(text: string, limit?: number): Promise<Rating[]> {
    const file = path.join(folder, "ratings.csv");
    await writeFile(file, text);
    return collect(file, limit);
  }

  async function collect(file: string, limit?: number): Promise<Rating[]> {
    const ratings: Rating[] = [];
    for await (const rating of readRatings(file, limit)) ratings.push(rating);
    return ratings;
  }

  async function failureOf(reading: Promise<unknown>): Promise<unknown> {
    return reading.then(
      () => undefined,
      (error: unknown) => error,
    );
  }

  it("reads every line in order, whatever the line breaks", async () => {
    const ratings = await read("1,2,3,1289241912\r\n2,1,-1,1289241912\n3,1,2,1289241913");

    expect(ratings.map(({ line, rater }) => [line, rater])).to.deep.equal([
      [1, 1],
      [2, 2],
      [3, 3],
    ]);
  });

  it("stops after the limit, and does not look further", async () => {
    expect(await read("1,2,3,1289241912\nnonsense\n", 1)).to.have.length(1);
  });

  it("names the line that is malformed", async () => {
    const error = await failureOf(read("1,2,3,1289241912\n1,2,nonsense\n"));

    expect(error).to.be.instanceOf(MalformedLineError).with.property("line", 2);
  });

  it("names the line that goes back in time", async () => {
    const error = await failureOf(read("1,2,3,1289241912\n1,3,3,1289241911\n"));

    expect(error)
      .to.be.instanceOf(MalformedLineError)
      .with.property("problem", "time: 1289241911 is before 1289241912");
  });

  it("names a file that cannot be read", async () => {
    const file = path.join(folder, "missing.csv");
    const error = await failureOf(collect(file));

    expect(error)
      .to.be.instanceOf(UnsuitableNetworkError)
      .with.property("shortMessage")
      .that.match(/^Cannot read .*missing\.csv: ENOENT/);
  });

  it("names a folder that was taken for a file", async () => {
    const error = await failureOf(collect(folder));

    expect(error)
      .to.be.instanceOf(UnsuitableNetworkError)
      .with.property("shortMessage", `Cannot read ${folder}: it is a folder`);
  });
});
