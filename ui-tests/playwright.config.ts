import { defineConfig } from '@playwright/test';
import { findBrowser } from '../scripts/support/find-browser.mjs';
import { inRoot } from '../scripts/support/paths.mjs';

const leftovers = inRoot('.cache', 'chromium');

/**
 * Real JupyterLab, real browser: `npm test -- --only browser`, or for one file
 * `npx playwright test -c ui-tests freeze`. The servers are started by the fixtures.
 */
export default defineConfig({
  testDir: 'tests',
  outputDir: '../test-results/browser',
  timeout: 120_000,
  expect: { timeout: 15_000 },
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  reporter: [['list']],
  use: {
    viewport: { width: 1280, height: 800 },
    screenshot: 'only-on-failure',
    trace: 'off',
    launchOptions: {
      executablePath: findBrowser(),
      // Where Chromium keeps crash reports and caches besides its profile.
      env: { ...process.env, XDG_CONFIG_HOME: leftovers, XDG_CACHE_HOME: leftovers },
      args: [
        '--headless',
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync'
      ]
    }
  }
});
