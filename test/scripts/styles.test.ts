import { expect } from "chai";

import { stylesFor } from "../../scripts/lib/styles";

describe("stylesFor", () => {
  const before = { ...process.env };
  afterEach(() => {
    process.env = { ...before };
  });

  it("colours on a terminal", () => {
    delete process.env["NO_COLOR"];
    process.env["TERM"] = "xterm";

    expect(stylesFor({ isTTY: true }).green("ok")).to.equal("\u001b[32mok\u001b[39m");
  });

  it("does not colour in a file or a pipe", () => {
    delete process.env["NO_COLOR"];

    expect(stylesFor({}).green("ok")).to.equal("ok");
  });

  it("does not colour where NO_COLOR is set, unless it is empty", () => {
    process.env["TERM"] = "xterm";
    process.env["NO_COLOR"] = "1";
    expect(stylesFor({ isTTY: true }).bold("ok")).to.equal("ok");

    process.env["NO_COLOR"] = "";
    expect(stylesFor({ isTTY: true }).bold("ok")).to.equal("\u001b[1mok\u001b[22m");
  });
});
