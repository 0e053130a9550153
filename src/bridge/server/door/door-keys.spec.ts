import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DoorKeys, newSecret } from './door-keys';

it('makes secrets of 256 bits', () => {
  expect(newSecret()).toMatch(/^[0-9a-f]{64}$/);
  expect(newSecret()).not.toBe(newSecret());
});

it('opens with its keys and with nothing else', () => {
  const keys = new DoorKeys();
  const [one, other] = [newSecret(), newSecret()];
  expect(keys.opens(one)).toBe(false);
  keys.add(one);
  keys.add(other);
  expect(keys.opens(one)).toBe(true);
  expect(keys.enter(other)).toBe(other);
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f]{64}$/)), text => {
      expect(keys.opens(text)).toBe(text === one || text === other);
    })
  );
  for (const near of [one.slice(1), `${one}0`, one.toUpperCase() + ' ', '', '__proto__']) {
    expect(keys.enter(near), near).toBeNull();
  }
});

it('exchanges a ticket for its key once, and only in time', () => {
  let now = 0;
  const keys = new DoorKeys(() => now);
  const key = newSecret();
  keys.add(key);
  const [first, second] = [keys.ticketFor(key), keys.ticketFor(key)];
  expect(keys.opens(first)).toBe(false);
  expect(keys.enter(first)).toBe(key);
  expect(keys.enter(first)).toBeNull();
  now = 11 * 60_000;
  expect(keys.enter(second)).toBeNull();
  expect(keys.enter(key)).toBe(key);
});

it('has a way to pictures that opens nothing else and can be changed', () => {
  const keys = new DoorKeys();
  const key = newSecret();
  keys.add(key);
  const { media } = keys;
  expect(keys.opensMedia(media)).toBe(true);
  expect(keys.opensMedia(key)).toBe(false);
  expect(keys.opens(media)).toBe(false);
  expect(keys.enter(media)).toBeNull();
  keys.renewMedia();
  expect(keys.opensMedia(media)).toBe(false);
});
