/** A browser for the tests: the one that is there, or one that we can get. */
import { existsSync } from 'node:fs';
import { Failure } from './failure.mjs';
import { findBrowser, playwrightBrowsers } from './find-browser.mjs';
import { inRoot } from './paths.mjs';
import { ask, capture, lastLines } from './run.mjs';
import { step } from './step.mjs';

const PACKAGES = ['chromium', 'fonts-dejavu', 'fonts-liberation'];

/** True if the program starts: a distribution's package can be an empty shell. */
const works = async browser =>
  existsSync(browser) &&
  (process.platform === 'win32' || (await ask(browser, ['--version'])) !== undefined);

const isRootOnDebian = () =>
  process.getuid?.() === 0 && existsSync('/etc/debian_version') && existsSync('/usr/bin/apt-get');

async function tryToInstall(title, commands, env) {
  return step(title, async () => {
    for (const [program, ...args] of commands) {
      const { code, output } = await capture(program, args, { env });
      if (code !== 0) {
        console.log(lastLines(output, 5));
        return;
      }
    }
  });
}

/**
 * Resolves with the path of a browser that starts. Looks for an installed one, then installs the
 * distribution's package where we are root on Debian or Ubuntu, then lets Playwright download one
 * into the checkout; raises with the one command to run if all that fails.
 */
export async function ensureBrowser() {
  const named = process.env.LUNETTE_CHROMIUM;
  if (named && !(await works(named))) {
    throw new Failure(
      `LUNETTE_CHROMIUM names ${named}, which cannot be run. Name a Chrome or Chromium, or unset it.`
    );
  }
  const attempts = [
    ['Browser from the distribution', isRootOnDebian(), fromDistribution],
    ['Browser from Playwright', true, fromPlaywright]
  ];
  let browser = findBrowser();
  for (const [title, possible, install] of attempts) {
    if (browser && (await works(browser))) {
      return browser;
    }
    if (possible) {
      await install(title);
      browser = findBrowser();
    }
  }
  if (browser && (await works(browser))) {
    return browser;
  }
  throw new Failure(
    'The browser tests need Chrome or Chromium, and none could be found or installed. ' +
      `Install one, for instance with: ${
        existsSync('/usr/bin/apt-get')
          ? `sudo apt-get install ${PACKAGES.join(' ')}`
          : 'npx playwright install chromium'
      } (or name one in LUNETTE_CHROMIUM), then run the same command again.`
  );
}

const fromDistribution = title =>
  tryToInstall(
    title,
    [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', ...PACKAGES]
    ],
    { DEBIAN_FRONTEND: 'noninteractive' }
  );

const fromPlaywright = title =>
  tryToInstall(
    title,
    [
      [
        process.execPath,
        inRoot('node_modules/@playwright/test/cli.js'),
        'install',
        '--only-shell',
        'chromium'
      ]
    ],
    { PLAYWRIGHT_BROWSERS_PATH: playwrightBrowsers }
  );
