import { expect } from "chai";

import { type GuarantorNumbers, SuretyPlan } from "../../scripts/scale/SuretyPlan";
import { mulberry } from "../graph/random";

describe("SuretyPlan", () => {
  it("gives everybody two guarantors who were there before", () => {
    const plan = new SuretyPlan([6, 7], mulberry(1));
    const wrong: [number, GuarantorNumbers][] = [];
    for (let number = 8; number < 2_000; number++) {
      const pair = plan.admit(number);
      const wereThere = pair.every((guarantor) => guarantor >= 6 && guarantor < number);
      if (pair[0] === pair[1] || !wereThere) wrong.push([number, pair]);
    }
    expect(wrong).to.eql([]);
  });

  it("follows who stands for how many, and how deep everybody is", () => {
    const plan = new SuretyPlan([1, 2], mulberry(2));
    const principals = new Map<number, number>();
    const generations = new Map([
      [1, 0],
      [2, 0],
    ]);
    for (let number = 3; number < 500; number++) {
      const pair = plan.admit(number);
      for (const guarantor of pair) principals.set(guarantor, (principals.get(guarantor) ?? 0) + 1);
      generations.set(number, Math.max(...pair.map((one) => generations.get(one) ?? NaN)) + 1);
    }
    const told = [...generations.keys()].map((number) => [
      plan.generationOf(number),
      plan.principalsOf(number),
    ]);
    const followed = [...generations].map(([number, generation]) => [
      generation,
      principals.get(number) ?? 0,
    ]);
    expect(told).to.eql(followed);
    const { popular, deepest } = plan.extremes();
    expect(plan.generationOf(deepest)).to.equal(Math.max(...generations.values()));
    expect(plan.principalsOf(popular)).to.equal(Math.max(...principals.values()));
  });

  it("makes generations go on and some people popular", () => {
    const plan = new SuretyPlan([1, 2], mulberry(3));
    for (let number = 3; number <= 5_000; number++) plan.admit(number);
    const { popular, deepest } = plan.extremes();

    expect(plan.generationOf(deepest)).to.be.above(60);
    expect(plan.principalsOf(popular)).to.be.above(60);
  });

  it("needs two members to begin with", () => {
    expect(() => new SuretyPlan([1], mulberry(1))).to.throw(RangeError, "Two members");
  });
});
