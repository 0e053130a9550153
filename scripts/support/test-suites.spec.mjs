import { describe, expect, it } from 'vitest';
import { countsIn } from './test-suites.mjs';

describe('the counts of a report', () => {
  it('of the unit tests', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 2,
      numPendingTests: 1,
      numTodoTests: 0,
      testResults: [
        { status: 'passed', assertionResults: [{}, {}] },
        { status: 'failed', assertionResults: [{}] }
      ]
    };
    expect(countsIn('unit', JSON.stringify(report))).toEqual({ passed: 7, failed: 2, skipped: 1 });
  });

  it('has a failure for a file that could not be loaded', () => {
    const report = {
      numPassedTests: 7,
      numFailedTests: 0,
      numPendingTests: 0,
      numTodoTests: 0,
      testResults: [{ status: 'failed', assertionResults: [] }]
    };
    expect(countsIn('unit', JSON.stringify(report)).failed).toBe(1);
  });

  it('of the Python tests', () => {
    const report =
      '<?xml version="1.0"?><testsuites name="pytest tests">' +
      '<testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10" time="0.1">' +
      '<testcase/></testsuite></testsuites>';
    expect(countsIn('python', report)).toEqual({ passed: 4, failed: 3, skipped: 3 });
  });

  it('of the browser tests', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 0, skipped: 2 };
    expect(countsIn('browser', JSON.stringify({ stats, errors: [] }))).toEqual({
      passed: 5,
      failed: 1,
      skipped: 2
    });
  });

  it('has a failure for browser tests that could not be started', () => {
    const stats = { expected: 0, unexpected: 0, flaky: 0, skipped: 0 };
    expect(countsIn('browser', JSON.stringify({ stats, errors: [{}] })).failed).toBe(1);
  });
});
