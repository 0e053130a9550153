/** Finds a Chrome or Chromium for the browser tests; installs nothing. */
import { accessSync, constants, existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cache } from './paths.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

const ELSEWHERE = {
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium'
  ],
  win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
    .filter(name => process.env[name])
    .map(name => join(process.env[name], 'Google', 'Chrome', 'Application', 'chrome.exe'))
};

/** Where Playwright puts its own browsers for this checkout. */
export const playwrightBrowsers = join(cache, 'browsers');

function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

function downloaded() {
  if (!existsSync(playwrightBrowsers)) {
    return [];
  }
  return readdirSync(playwrightBrowsers, { recursive: true })
    .filter(name =>
      /(^|[\\/])(chrome|chromium|headless_shell|chrome-headless-shell)(\.exe)?$/i.test(name)
    )
    .map(name => join(playwrightBrowsers, name));
}

/**
 * The browser to test in: the one named in LUNETTE_CHROMIUM, else an installed Chrome or Chromium,
 * else one that Playwright downloaded for this checkout.
 *
 * @returns {string | undefined} the path of its program.
 */
export function findBrowser() {
  if (process.env.LUNETTE_CHROMIUM) {
    return process.env.LUNETTE_CHROMIUM;
  }
  const onPath = (process.env.PATH ?? '')
    .split(delimiter)
    .flatMap(folder => NAMES.map(name => join(folder, name)));
  return [...onPath, ...(ELSEWHERE[process.platform] ?? []), ...downloaded()].find(
    path => existsSync(path) && isProgram(path)
  );
}
