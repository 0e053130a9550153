import fc from 'fast-check';
import { expect, it } from 'vitest';
import { checkRequest, pathOf } from './guards';

const request = (headers: Record<string, string>, method = 'GET', url = '/health') => ({
  method,
  url,
  headers: Object.fromEntries(Object.entries(headers).map(([k, v]) => [k.toLowerCase(), v])),
  rawHeaders: Object.entries(headers).flat()
});

it('lets through what the relay and the kernel send', () => {
  expect(checkRequest(request({ Host: 'lunette' }))).toBeNull();
  expect(checkRequest(request({ Host: 'localhost', 'X-Lunette-Via': 'jupyter' }))).toBeNull();
});

it('refuses two hosts, no host, an origin of any kind, other methods, other forms of address', () => {
  const twice = {
    ...request({ Host: 'lunette' }),
    rawHeaders: ['Host', 'lunette', 'host', 'evil']
  };
  expect(checkRequest(twice)?.status).toBe(400);
  expect(checkRequest(request({}))?.status).toBe(400);
  expect(checkRequest(request({ Host: 'lunette', Origin: '' }))?.status).toBe(403);
  expect(checkRequest(request({ Host: 'lunette' }, 'PUT'))?.status).toBe(405);
  expect(checkRequest(request({ Host: 'lunette' }, 'GET', 'http://lunette/x'))?.status).toBe(400);
});

it('never throws, and lets nobody through with a foreign host', () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, fc.option(text), text, text, (host, origin, method, url) => {
      const headers: Record<string, string> = { Host: host };
      if (origin !== null) {
        headers['Origin'] = origin;
      }
      const refusal = checkRequest(request(headers, method, url));
      expect(refusal).not.toBeNull();
      expect(pathOf(url)).not.toMatch(/[?#]/);
    })
  );
});
