import { describe, expect, it } from 'vitest';
import { COLORSCALE_NAMES, colorscaleBytes, isColorscaleName } from './colorscales';
import { channelsOf, parseColor } from './css-color';

const at = (name: string, value: number): number[] =>
  Array.from(colorscaleBytes({ name })?.subarray(3 * value, 3 * value + 3) ?? []);

/** Published colours of the scales at 0, ¼, ½, ¾ and 1. */
const PUBLISHED: Record<string, string[]> = {
  viridis: ['#440154', '#3b528b', '#21918c', '#5ec962', '#fde725'],
  plasma: ['#0d0887', '#7e03a8', '#cc4778', '#f89540', '#f0f921'],
  inferno: ['#000004', '#57106e', '#bc3754', '#f98e09', '#fcffa4'],
  magma: ['#000004', '#51127c', '#b73779', '#fc8961', '#fcfdbf'],
  cividis: ['#00224e', '#434e6c', '#7d7c78', '#bcae6c', '#fee838'],
  turbo: ['#30123b', '#28bceb', '#a4fc3c', '#fb7e21', '#7a0403'],
  gray: ['#000000', '#404040', '#808080', '#c0c0c0', '#ffffff'],
  jet: ['#000080', '#0080ff', '#80ff80', '#ff8000', '#800000'],
  rdbu: ['#67001f', '#e58368', '#f6f7f7', '#68abd0', '#053061']
};

describe('a named colour scale', () => {
  it.each(Object.entries(PUBLISHED))('%s is as it was published', (name, colors) => {
    colors.forEach((color, i) => {
      const expected = channelsOf(color);
      at(name, Math.round((255 * i) / 4)).forEach((channel, c) =>
        expect(Math.abs(channel - (expected[c] as number))).toBeLessThan(12)
      );
    });
  });

  it('is known in any case, and reversed', () => {
    expect(at('VIRIDIS', 0)).toEqual(at('viridis_r', 255));
    expect(at('RdBu_r', 30)).toEqual(at('rdbu', 225));
    expect(isColorscaleName('no such scale')).toBe(false);
    expect(colorscaleBytes({ name: 'no such scale' })).toBeNull();
  });

  it('has 256 colours that do not jump, whichever it is', () => {
    for (const name of COLORSCALE_NAMES) {
      const bytes = colorscaleBytes({ name }) as Uint8Array;
      expect(bytes.length).toBe(768);
      for (let i = 3; i < bytes.length; i++) {
        expect(Math.abs((bytes[i] as number) - (bytes[i - 3] as number))).toBeLessThan(14);
      }
    }
  });
});

describe('a list of stops', () => {
  it('wins over a name, in any order, flat beyond its ends', () => {
    const list = [
      { value: 0.75, color: 'white' },
      { value: 0.25, color: 'black' },
      { value: 0.5, color: 'not a colour' }
    ];
    const bytes = colorscaleBytes({ name: 'jet', list }) as Uint8Array;
    expect([bytes[0], bytes[3 * 63], bytes[3 * 255]]).toEqual([0, 0, 255]);
    expect(Math.abs((bytes[3 * 128] as number) - 128)).toBeLessThan(3);
  });

  it('without a colour that can be read leaves the name', () => {
    const list = [{ value: 0, color: '' }];
    expect(colorscaleBytes({ name: 'gray', list })?.[3 * 9]).toBe(9);
  });
});

describe('a colour', () => {
  it.each([
    ['#E69F00', '#e69f00'],
    ['#0af', '#00aaff'],
    ['#0af8', '#00aaff'],
    ['#e69f0080', '#e69f00'],
    [' RebeccaPurple ', '#663399'],
    ['rgb(255, 128, 0)', '#ff8000'],
    ['rgba(255 128 0 / 50%)', '#ff8000'],
    ['', null],
    ['#12', null],
    ['blurple', null],
    ['url(#x)', null],
    ['red;background:url(x)', null]
  ])('%j is %j', (text, color) => {
    expect(parseColor(text)).toBe(color);
  });
});
