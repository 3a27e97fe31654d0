import { expect } from "chai";
import { readFile } from "node:fs/promises";

import { parseRating } from "../../scripts/replay/parseRating";
import { generateNetwork, NETWORK_FILE } from "./generateNetwork";

describe("generateNetwork", () => {
  it("makes the network that is kept beside it", async () => {
    expect(generateNetwork()).to.equal(await readFile(NETWORK_FILE, "utf8"));
  });

  it("makes more than 2,000 lines of a likely network", () => {
    const ratings = generateNetwork()
      .trimEnd()
      .split("\n")
      .map((text, index) => parseRating(text, index + 1));
    const negative = ratings.filter(({ score }) => score < 0).length / ratings.length;

    expect(ratings.length).to.be.greaterThan(2_000);
    expect(negative).to.be.within(0.08, 0.12);
    expect(ratings.some(({ rater, rated }) => rater === rated)).to.equal(false);
  });
});
