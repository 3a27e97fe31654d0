module.exports = {
  skipFiles: ["local", "test"],
  istanbulFolder: "coverage",
  istanbulReporter: ["text", "html", "lcov", "json-summary"],
};
