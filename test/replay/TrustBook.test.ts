import { expect } from "chai";

import { TrustBook } from "../../scripts/replay/TrustBook";

function bookOf(...ratings: [rater: number, rated: number, score: number][]): TrustBook {
  const book = new TrustBook();
  ratings.forEach(([rater, rated, score], index) => {
    book.record({ line: index + 1, rater, rated, score, time: index });
  });
  return book;
}

describe("TrustBook", () => {
  it("knows the latest opinion of each pair", () => {
    const book = bookOf([1, 2, 5], [1, 2, -3], [2, 1, 4]);

    expect(book.opinion(1, 2)).to.equal(-3);
    expect(book.opinion(2, 1)).to.equal(4);
    expect(book.opinion(1, 3)).to.equal(undefined);
  });

  it("lists supporters in the order of their first rating, without those who changed their mind", () => {
    const book = bookOf([3, 9, 1], [1, 9, 2], [2, 9, -1], [3, 9, 4], [1, 9, -5], [2, 9, 1]);

    expect(book.supportersOf(9)).to.deep.equal([3, 2]);
    expect(book.supportersOf(8)).to.deep.equal([]);
  });

  it("lists favourites likewise", () => {
    const book = bookOf([1, 4, 1], [1, 3, -1], [1, 2, 1], [1, 4, -2]);

    expect(book.favouritesOf(1)).to.deep.equal([2]);
    expect(book.favouritesOf(2)).to.deep.equal([]);
  });
});
