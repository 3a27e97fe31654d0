import { expect } from "chai";

import type { Rating } from "../../scripts/replay/Rating";
import { surveyRatings } from "../../scripts/replay/surveyRatings";
import { UnsuitableNetworkError } from "../../scripts/replay/UnsuitableNetworkError";

async function* ratings(...pairs: [number, number][]): AsyncGenerator<Rating> {
  for (const [index, [rater, rated]] of pairs.entries()) {
    yield await Promise.resolve({ line: index + 1, rater, rated, score: 1, time: 100 + index });
  }
}

describe("surveyRatings", () => {
  it("finds the first five raters, each once, and counts lines and people", async () => {
    const survey = await surveyRatings(
      ratings([6, 2], [6, 5], [1, 15], [4, 3], [13, 16], [2, 9], [7, 1]),
    );

    expect(survey).to.deep.equal({
      founders: [6, 1, 4, 13, 2],
      beginning: 100,
      lines: 7,
      people: 11,
    });
  });

  it("refuses a network with too few raters", async () => {
    const error: unknown = await surveyRatings(ratings([1, 2], [2, 1])).catch(
      (reason: unknown) => reason,
    );

    expect(error)
      .to.be.instanceOf(UnsuitableNetworkError)
      .with.property(
        "shortMessage",
        "The founding circle needs 5 different raters, and there are 2 in 2 lines",
      );
  });
});
