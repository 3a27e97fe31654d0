module.exports = {
  skipFiles: ["local", "test"],
  irMinimum: true,
  istanbulFolder: "coverage",
  istanbulReporter: ["html", "lcov", "json-summary"],
};
