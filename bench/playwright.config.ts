import config from '../ui-tests/playwright.config';

/** Figures of the App in a real JupyterLab; `bench/run.mjs` reads what it writes. */
export default {
  ...config,
  testDir: '.',
  testMatch: '*.bench.ts',
  outputDir: '../test-results/bench',
  timeout: 600_000
};
