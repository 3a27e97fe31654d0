import { expect } from "chai";

import { pledgeId } from "../../scripts/lib/names";
import { SuretyBook, type BookedMember } from "../../scripts/replay/SuretyBook";

const UNTILS = [9_000, 9_000] as const;

/** Founders 1 to 3, member 4 with guarantors 1 and 2 since 100, member 5 with 4 and 1 since 200. */
function smallBook(): { book: SuretyBook; fourth: BookedMember; fifth: BookedMember } {
  const book = new SuretyBook();
  for (const person of [11, 12, 13]) book.admitFounder(person, `0x${person}`);
  const fourth = book.admit(14, "0x14", [1n, 2n], UNTILS, 100);
  const fifth = book.admit(15, "0x15", [4n, 1n], UNTILS, 200);
  return { book, fourth, fifth };
}

describe("SuretyBook", () => {
  it("numbers members in the order of joining and finds them by person", () => {
    const { book, fifth } = smallBook();

    expect(book.members.map(({ id }) => id)).to.deep.equal([1n, 2n, 3n, 4n, 5n]);
    expect(book.find(15)).to.equal(fifth);
    expect(book.find(16)).to.equal(undefined);
    expect(() => book.get(6n)).to.throw(RangeError, "There is no member 6");
  });

  it("<SUR-3> puts a member a generation above both guarantors", () => {
    const { book } = smallBook();

    expect(book.members.map(({ generation }) => generation)).to.deep.equal([0, 0, 0, 1, 2]);
  });

  it("<SUR-5> answers who the guarantors were at any past time", () => {
    const { book, fourth } = smallBook();
    book.expel(fourth, 300);

    expect(book.at(99).guarantorsOf(4n)).to.deep.equal([0n, 0n]);
    expect(book.at(100).guarantorsOf(4n)).to.deep.equal([1n, 2n]);
    expect(book.at(299).guarantorsOf(4n)).to.deep.equal([1n, 2n]);
    expect(book.at(300).guarantorsOf(4n)).to.deep.equal([0n, 0n]);
  });

  it("<SUR-6> gives founders the next two of the ring", () => {
    const { book } = smallBook();

    expect(book.at(1).guarantorsOf(1n)).to.deep.equal([2n, 3n]);
    expect(book.at(1).guarantorsOf(3n)).to.deep.equal([1n, 2n]);
    expect(book.at(1).isFounder(3n)).to.equal(true);
    expect(book.at(1).isFounder(4n)).to.equal(false);
  });

  it("<MEM-4> knows what keeps a member from new obligations", () => {
    const { book, fourth, fifth } = smallBook();
    expect(book.badStanding(book.get(1n))).to.equal(undefined);
    expect(book.badStanding(fifth)).to.equal(undefined);

    book.owe(pledgeId(4n, 0, 1n), 7n);
    expect(book.badStanding(fourth)).to.equal("owesRecourse");
    expect(book.badStanding(fifth)).to.equal(undefined);

    book.expel(fourth, 300);
    expect(book.badStanding(fourth)).to.equal("expelled");
    expect(book.badStanding(fifth)).to.equal("guarantorMissing");
  });

  it("<COV-8> follows what a principal owes for each pledge", () => {
    const { book, fourth } = smallBook();
    const [first, second] = [pledgeId(4n, 0, 1n), pledgeId(4n, 1, 2n)];
    fourth.dueBy = 500;
    book.owe(first, 7n);
    book.owe(second, 5n);
    book.owe(first, 1n);
    expect(book.debtOf(fourth)).to.equal(13n);

    book.repay(first, 8n);
    expect([...fourth.debts]).to.deep.equal([[second, 5n]]);
    expect(fourth.dueBy).to.equal(500);

    book.repay(second, 5n);
    expect(book.debtOf(fourth)).to.equal(0n);
    expect(fourth.dueBy).to.equal(0);
  });

  it("names the pledges of a newcomer as the contracts do", () => {
    const { book, fourth } = smallBook();

    expect(book.suretiesOf(fourth).map((surety) => surety?.pledge)).to.deep.equal([
      pledgeId(4n, 0, 1n),
      pledgeId(4n, 1, 2n),
    ]);
    expect(book.pairSince(fourth)).to.equal(100);
    expect(book.pairSince(book.get(1n))).to.equal(0);
  });

  it("remembers the guarantors that somebody joined with after they have withdrawn", () => {
    const { book, fourth } = smallBook();
    book.expel(fourth, 300);

    expect(book.joined()[3]).to.deep.equal({
      id: 4n,
      generation: 1,
      isExpelled: true,
      guarantors: [1n, 2n],
    });
    expect(book.joined()[0]?.guarantors).to.deep.equal([]);
  });
});
