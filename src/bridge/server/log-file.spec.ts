import { readFileSync, rmSync, statSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { temporaryHome } from '../testing/test-bridge';
import { LogFile } from './log-file';

let home: string;
beforeEach(() => (home = temporaryHome()));
afterEach(() => rmSync(home, { recursive: true }));

it('writes lines with time and process, for its user only', () => {
  const log = new LogFile(home);
  log.write('hello\nsecond line\n');
  log.write('bell \u0007 and escape \u001b[31m');
  expect(statSync(log.path).mode & 0o777).toBe(0o600);
  const text = readFileSync(log.path, 'utf8');
  expect(text).toMatch(/^\d{4}-\d\d-\d\dT\S+Z \[\d+\] hello\nsecond line\n/);
  expect(text).not.toContain('\u0007');
  expect(text).not.toContain('\u001b');
});

it('keeps two files of limited size, and cuts off what is too long', () => {
  const log = new LogFile(home, 5000);
  for (let i = 0; i < 500; i++) {
    log.write(`line ${i} ${'x'.repeat(50)}`);
  }
  expect(statSync(log.path).size).toBeLessThanOrEqual(5000);
  expect(statSync(`${log.path}.1`).size).toBeLessThanOrEqual(5000);
  expect(readFileSync(log.path, 'utf8')).toContain('line 499');
  const large = new LogFile(home);
  large.write('y'.repeat(1e6));
  expect(statSync(large.path).size).toBeLessThan(20_000);
});
