import { expect } from "chai";

import { MalformedLineError } from "../../scripts/replay/MalformedLineError";
import { parseRating } from "../../scripts/replay/parseRating";

describe("parseRating", () => {
  it("reads rater, rated, rating and time", () => {
    expect(parseRating("6,2,4,1289241912", 1)).to.deep.equal({
      line: 1,
      rater: 6,
      rated: 2,
      score: 4,
      time: 1_289_241_912,
    });
  });

  it("reads the worst rating, and cuts the fraction of a second", () => {
    const { score, time } = parseRating("7,1,-10,1289241912.98765", 3);

    expect({ score, time }).to.deep.equal({ score: -10, time: 1_289_241_912 });
  });

  const malformed: [string, string][] = [
    ["", "expected rater,rated,rating,time, found nothing"],
    ["1,2,3", "expected rater,rated,rating,time, found 3 fields"],
    ["1,2,3,1289241912,5", "expected rater,rated,rating,time, found 5 fields"],
    ["x,2,3,1289241912", 'rater: expected a whole number, found "x"'],
    ["1,,3,1289241912", 'rated: expected a whole number, found ""'],
    ["1,-2,3,1289241912", 'rated: expected a whole number, found "-2"'],
    ["1,2,0,1289241912", 'rating: expected a whole number from -10 to 10 other than 0, found "0"'],
    [
      "1,2,11,1289241912",
      'rating: expected a whole number from -10 to 10 other than 0, found "11"',
    ],
    [
      "1,2,2.5,1289241912",
      'rating: expected a whole number from -10 to 10 other than 0, found "2.5"',
    ],
    ["1,2,3,", 'time: expected seconds since 1970 from 1000000 to 100000000000, found ""'],
    [
      "1,2,3,2010-11-08",
      'time: expected seconds since 1970 from 1000000 to 100000000000, found "2010-11-08"',
    ],
  ];
  for (const [text, problem] of malformed) {
    it(`refuses "${text}" with the line and what was expected`, () => {
      let thrown: unknown;
      try {
        parseRating(text, 17);
      } catch (error) {
        thrown = error;
      }

      expect(thrown).to.be.instanceOf(MalformedLineError).with.property("line", 17);
      expect(thrown).to.have.property("problem", problem);
    });
  }
});
