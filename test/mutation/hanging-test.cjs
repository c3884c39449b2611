// StrykerJS sets no time limit for a test: its own, for all tests together, ends the process.
const milliseconds = Number(process.env.HANGS_AFTER);

/** Ends a test that a mutant makes wait for ever. */
exports.mochaHooks = {
  beforeEach() {
    this.currentTest.timeout(milliseconds);
  },
};
