import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkDoorRequest, type IDoorAddress } from './door-guard';

const HOSTS: ReadonlySet<string> = new Set(['127.0.0.1', 'localhost', '[::1]']);
const here: IDoorAddress = { hosts: HOSTS, port: 5151, remote: false };
const forwarded: IDoorAddress = { ...here, remote: true };

const request = (headers: Record<string, string>, method = 'GET', url = '/ws') => ({
  method,
  url,
  headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v])),
  rawHeaders: Object.entries(headers).flat()
});
const check = (headers: Record<string, string>, address = here): number | null =>
  checkDoorRequest(request(headers), address)?.status ?? null;

it('lets its own pages through', () => {
  expect(check({ Host: '127.0.0.1:5151' })).toBeNull();
  expect(check({ Host: 'LOCALHOST:5151', Origin: 'http://localhost:5151' })).toBeNull();
  expect(
    check({ Host: '[::1]:5151', Origin: 'http://[::1]:5151', 'Sec-Fetch-Site': 'same-origin' })
  ).toBeNull();
});

it('answers to no other name and no other port: a name of somebody else may point to this machine', () => {
  for (const Host of [
    'evil.example:5151',
    'localhost.evil.example:5151',
    '127.0.0.1.evil.example:5151',
    '127.0.0.1:5152',
    '127.0.0.1',
    '127.0.0.1:05151x',
    '127.1:5151',
    '2130706433:5151',
    'ann@127.0.0.1:5151',
    ''
  ]) {
    expect(check({ Host }), Host).toBe(403);
  }
});

it('answers to no page of another origin, also not of another port of this machine', () => {
  for (const Origin of [
    'http://evil.example',
    'http://127.0.0.1:8888',
    'http://localhost:5151',
    'https://127.0.0.1:5151',
    'http://127.0.0.1:5151/',
    'http://127.0.0.1:5151.evil.example',
    'null',
    '',
    'http://127.0.0.1:5151, http://evil.example'
  ]) {
    expect(check({ Host: '127.0.0.1:5151', Origin }), Origin).toBe(403);
  }
});

it('lets a link on another page open the document, and nothing else', () => {
  const from = (url: string) =>
    checkDoorRequest(
      request({ Host: '127.0.0.1:5151', 'Sec-Fetch-Site': 'cross-site' }, 'GET', url),
      here
    )?.status ?? null;
  expect(from('/app?session=x')).toBeNull();
  expect(from('/app')).toBeNull();
  for (const url of ['/apple', '/enter', '/health', '/ws', '/page/page.js', '/media/x']) {
    expect(from(url), url).toBe(403);
  }
});

it('takes another port of the browser when it is forwarded, and still no other origin', () => {
  expect(check({ Host: 'localhost:6000', Origin: 'http://localhost:6000' }, forwarded)).toBeNull();
  expect(check({ Host: 'localhost:6000', Origin: 'https://localhost:6000' }, forwarded)).toBeNull();
  expect(check({ Host: 'localhost:6000', Origin: 'http://localhost:6001' }, forwarded)).toBe(403);
  expect(check({ Host: 'evil.example:6000' }, forwarded)).toBe(403);
});

it('refuses two hosts, no host, other methods and other forms of address', () => {
  const host = { Host: '127.0.0.1:5151' };
  const twice = { ...request(host), rawHeaders: ['Host', '127.0.0.1:5151', 'HOST', 'evil'] };
  expect(checkDoorRequest(twice, here)?.status).toBe(400);
  expect(check({})).toBe(400);
  expect(checkDoorRequest(request(host, 'POST'), here)?.status).toBe(405);
  expect(checkDoorRequest(request(host, 'OPTIONS'), here)?.status).toBe(405);
  expect(checkDoorRequest(request(host, 'GET', 'http://127.0.0.1/'), here)?.status).toBe(400);
  expect(checkDoorRequest(request(host, 'GET', `/${'x'.repeat(2000)}`), here)?.status).toBe(400);
});

it('never throws, and lets nobody through whose Host or Origin is not its own', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('127.0.0.1:5151', 'localhost:5151', 'http://localhost:5151', 'null', 'evil'),
    fc.stringMatching(/^(https?:\/\/)?[a-z0-9.:[\]@-]{0,30}$/)
  );
  fc.assert(
    fc.property(text, fc.option(text), text, text, fc.boolean(), (host, origin, site, url, far) => {
      const headers: Record<string, string> = { Host: host, 'Sec-Fetch-Site': site };
      if (origin !== null) {
        headers['Origin'] = origin;
      }
      const refusal = checkDoorRequest(request(headers, 'GET', url), far ? forwarded : here);
      if (refusal === null) {
        const name = host.toLowerCase().replace(/:\d+$/, '');
        expect(HOSTS.has(name)).toBe(true);
        expect(far || host.endsWith(':5151')).toBe(true);
        expect(
          origin === null || /^https?:\/\//.exec(origin.toLowerCase())?.[0] !== undefined
        ).toBe(true);
        expect(origin?.toLowerCase().replace(/^https?:\/\//, '') ?? host.toLowerCase()).toBe(
          host.toLowerCase()
        );
      }
    }),
    { numRuns: 3000 }
  );
});
