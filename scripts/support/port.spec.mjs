import { createServer } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { choosePort } from './port.mjs';

let server;
let taken;

beforeEach(async () => {
  server = createServer();
  await new Promise(resolve => server.listen(0, '127.0.0.1', resolve));
  taken = server.address().port;
});
afterEach(() => new Promise(resolve => server.close(resolve)));

describe('the port of the demo', () => {
  it('is never one that is taken: the person is told another one', async () => {
    await expect(choosePort(taken, 8888)).rejects.toThrow(
      `Port ${taken} is taken by another program. Choose another one, for instance: ` +
        `npm run demo -- --port ${taken + 1}`
    );
  });

  it('is the next free one where nobody asked for one', async () => {
    expect(await choosePort(undefined, taken)).toBeGreaterThan(taken);
  });
});
