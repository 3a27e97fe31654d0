import { expect } from "chai";
import fc from "fast-check";

import { Agenda } from "../../scripts/replay/Agenda";

describe("Agenda", () => {
  it("has nothing to do at first", () => {
    const agenda = new Agenda<string>();

    expect(agenda.nextTime).to.equal(undefined);
    expect(agenda.take()).to.equal(undefined);
  });

  it("gives tasks out by time, and those of the same time in the order of entry", () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 20 })), (times) => {
        const agenda = new Agenda<number>();
        times.forEach((time, index) => {
          agenda.add(time, index);
        });

        const taken: [number, number][] = [];
        while (agenda.nextTime !== undefined) {
          const due = agenda.nextTime;
          const entry = agenda.take();
          expect(entry?.time).to.equal(due);
          taken.push([due, entry?.task ?? -1]);
        }

        const expected = times
          .map((time, index): [number, number] => [time, index])
          .sort((left, right) => left[0] - right[0] || left[1] - right[1]);
        expect(taken).to.deep.equal(expected);
      }),
    );
  });

  it("takes tasks that come while others wait", () => {
    const agenda = new Agenda<string>();
    agenda.add(30, "late");
    agenda.add(10, "early");
    expect(agenda.take()?.task).to.equal("early");
    agenda.add(20, "between");

    expect(agenda.size).to.equal(2);
    expect(agenda.take()?.task).to.equal("between");
  });
});
