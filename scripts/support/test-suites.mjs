/** The suites: how each is run and where its report says what passed. */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { ensureBrowser } from './browser.mjs';
import { buildPackage } from './build-package.mjs';
import { bundledNode, inRoot, venvProgram } from './paths.mjs';
import { run } from './run.mjs';

const report = name => inRoot('test-results', name);

/** The value of an attribute, as a number, of the first `<testsuite …>` of a JUnit report. */
function attribute(xml, name) {
  return Number(xml.match(new RegExp(`<testsuite [^>]*\\b${name}="(\\d+)"`))?.[1] ?? 0);
}

function countsOfPytest(xml) {
  const failed = attribute(xml, 'failures') + attribute(xml, 'errors');
  const skipped = attribute(xml, 'skipped');
  return { passed: attribute(xml, 'tests') - failed - skipped, failed, skipped };
}

const SUITES = {
  unit: {
    report: report('unit.json'),
    // The bridge's own Node: its SQLite is not in older ones.
    command: (env, path) => [
      bundledNode(),
      [
        inRoot('node_modules/vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${path}`
      ],
      env
    ],
    read: text => {
      const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } =
        JSON.parse(text);
      // A file that cannot be loaded has no tests to count, but it failed.
      const broken = testResults.filter(
        file => file.status === 'failed' && file.assertionResults.length === 0
      ).length;
      return {
        passed: numPassedTests,
        failed: numFailedTests + broken,
        skipped: numPendingTests + numTodoTests
      };
    }
  },
  python: {
    report: report('python.xml'),
    command: (env, path) => [venvProgram('python'), ['-m', 'pytest', `--junitxml=${path}`], env],
    read: countsOfPytest
  },
  install: {
    report: report('install.xml'),
    command: async (env, path) => [
      venvProgram('python'),
      ['-m', 'pytest', inRoot('install-tests'), '--timeout=600', `--junitxml=${path}`],
      { ...env, LUNETTE_WHEEL: await buildPackage() }
    ],
    read: countsOfPytest
  },
  browser: {
    report: report('browser.json'),
    command: async (env, path) => [
      process.execPath,
      [
        inRoot('node_modules/@playwright/test/cli.js'),
        'test',
        '--config=ui-tests',
        '--reporter=list,json'
      ],
      { ...env, LUNETTE_CHROMIUM: await ensureBrowser(), PLAYWRIGHT_JSON_OUTPUT_NAME: path }
    ],
    read: text => {
      const { stats, errors } = JSON.parse(text);
      return {
        passed: stats.expected + stats.flaky,
        failed: stats.unexpected + (stats.unexpected === 0 ? errors.length : 0),
        skipped: stats.skipped
      };
    }
  }
};

/** What the report of a suite counts: `{ passed, failed, skipped }`. */
export const countsIn = (name, report) => SUITES[name].read(report);

/** `unit`, `python`, `install` and `browser`, in the order they are run. */
export const suiteNames = Object.keys(SUITES);

/**
 * Runs one suite and resolves with `{ passed, failed, skipped, seconds }`. A suite that breaks down
 * without naming a failed test counts as one failure.
 */
export async function runSuite(name, env) {
  const suite = SUITES[name];
  const start = Date.now();
  mkdirSync(inRoot('test-results'), { recursive: true });
  rmSync(suite.report, { force: true });
  const [program, args, environment] = await suite.command(env, suite.report);
  const code = await run(program, args, { env: environment });
  const counts = existsSync(suite.report)
    ? countsIn(name, readFileSync(suite.report, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  if (code !== 0 && counts.failed === 0) {
    counts.failed = 1;
  }
  return { ...counts, seconds: Math.round((Date.now() - start) / 1000) };
}
