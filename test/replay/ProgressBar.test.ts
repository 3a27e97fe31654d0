import { expect } from "chai";

import { ProgressBar } from "../../scripts/replay/ProgressBar";

function stream(isTTY: boolean): {
  isTTY: boolean;
  columns: number;
  written: string[];
  write: (text: string) => void;
} {
  const written: string[] = [];
  return {
    isTTY,
    columns: 40,
    written,
    write: (text) => {
      written.push(text);
    },
  };
}

describe("ProgressBar", () => {
  it("draws nothing where there is no terminal", () => {
    const output = stream(false);
    const bar = new ProgressBar(output, 10);
    bar.update(5, "half");
    bar.clear();

    expect(output.written).to.deep.equal([]);
  });

  it("draws the share that is done on one line", () => {
    const output = stream(true);
    new ProgressBar(output, 10).update(5, "half");

    expect(output.written).to.deep.equal([
      `\r${"█".repeat(14)}${"░".repeat(13)}  50 %  half\x1b[K`,
    ]);
  });

  it("draws seldom, and always at the end", () => {
    const output = stream(true);
    let now = 0;
    const bar = new ProgressBar(output, 10, () => now);
    bar.update(1, "a");
    now = 50;
    bar.update(2, "b");
    bar.update(10, "c");
    bar.clear();

    expect(output.written.map((text) => text.replace(/[█░]/g, ""))).to.deep.equal([
      "\r  10 %  a\x1b[K",
      "\r 100 %  c\x1b[K",
      "\r\x1b[K",
    ]);
  });
});
