import { expect } from "chai";

import { drawSuretyGraph, type DrawnMember } from "../../scripts/replay/drawSuretyGraph";

const founder = (id: bigint): DrawnMember => ({
  id,
  generation: 0,
  isExpelled: false,
  guarantors: [],
});

describe("drawSuretyGraph", () => {
  const members: DrawnMember[] = [
    founder(1n),
    founder(2n),
    founder(3n),
    { id: 4n, generation: 1, isExpelled: false, guarantors: [1n, 2n] },
    { id: 5n, generation: 2, isExpelled: true, guarantors: [4n, 3n] },
  ];
  const svg = drawSuretyGraph(members);

  it("draws a ring for each generation and a dot for each member", () => {
    const rings = svg.match(/<circle cx="800" cy="800" r="[\d.]+"\/>/g);
    const dots = svg.match(/<g fill="hsl[^>]*>(<circle[^>]*\/>)+<\/g>/g);

    expect(rings).to.have.length(3);
    expect(dots?.map((ring) => ring.split("<circle").length - 1)).to.deep.equal([3, 1, 1]);
  });

  it("draws a line to each guarantor", () => {
    const path = /stroke="#667"[^>]* d="([^"]*)"/.exec(svg)?.[1] ?? "";

    expect(path.match(/M/g)).to.have.length(4);
  });

  it("crosses out who was expelled", () => {
    const crosses = /stroke="#d22" stroke-width="[\d.]+" d="([^"]*)"/.exec(svg)?.[1] ?? "";

    expect(crosses.match(/M/g)).to.have.length(2);
    expect(svg).to.include("5 members in 3 generations, 1 of them expelled.");
  });

  it("is well formed: every element is closed, and no number is broken", () => {
    const open: string[] = [];
    for (const [, slash, name, inside] of svg.matchAll(/<(\/?)(\w+)([^>]*)>/g)) {
      if (slash === "/") expect(open.pop()).to.equal(name);
      else if (inside?.endsWith("/") !== true) open.push(name ?? "");
    }

    expect(open).to.deep.equal([]);
    expect(svg).to.not.match(/NaN|undefined|Infinity/);
  });

  it("draws a community of founders alone", () => {
    expect(drawSuretyGraph([founder(1n)])).to.include("1 members in 1 generations");
  });
});
