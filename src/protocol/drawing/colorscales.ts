/** Colour scales of heat maps: by name, or as a list of stops. */
import type { Colorscale } from '../color-scheme';
import { channelsOf, parseColor } from './css-color';

/**
 * Evenly spaced stops. viridis, plasma, inferno, magma: S. van der Walt, N. Smith 2015 (CC0);
 * cividis: Nuñez, Anderton, Renslow 2018; turbo: A. Mikhailov 2019; twilight: B. Bednar 2018;
 * coolwarm: K. Moreland 2009; the others but bone: C. Brewer, colorbrewer2.org.
 */
const EVEN: Readonly<Record<string, string>> = {
  viridis:
    '440154 481769 472a7a 433d84 3d4e8a 355e8d 2e6d8e 297b8e 23898e 1f978b 21a585 2eb37c 46c06f 65cb5e 89d548 b0dd2f d8e219 fde725',
  plasma:
    '0d0887 330597 5002a2 6a00a8 8405a7 9c179e b12a90 c33d80 d35171 e16462 ed7953 f68f44 fca636 fec029 f9dc24 f0f921',
  inferno:
    '000004 0a0722 1e0c45 380962 510e6c 69166e 801f6c 982766 b0315b c63d4d d94d3d e9612b f47918 fa9407 fcb014 f8cd37 f2ea69 fcffa4',
  magma:
    '000004 0b0924 20114b 3b0f70 57157e 721f81 8c2981 a8327d c43c75 de4968 f1605d fa7f5e fe9f6d febf84 fddea0 fcfdbf',
  cividis:
    '00224e 002e6c 1e3a6f 35456c 47516c 575d6d 666970 757575 848279 948e77 a59c74 b7a96e c8b866 dbc75a eed649 fee838',
  turbo:
    '30123b 3f3e9c 4666dd 458cfd 2fb2f4 1ad4d0 22ebaa 52fa7a 8bff4b b7f735 dbe236 f5c53a fea130 f9751d e84b0c ce2d04 a91601 7a0403',
  twilight:
    'e2d9e2 c5cfd5 99b8c8 779dc2 647dbc 5f5bb2 5c389d 4f1972 371144 3a113a 5c1749 832550 a03e50 b75f55 c58468 cda88f d9c9c2 e2d9e2',
  coolwarm: '3b4cc0 6282ea 8db0fe b9d0f9 dddcdc f5c4ac f4987a dd5f4b b40426',
  rdbu: '67001f b1182b d6604d f3a481 fddbc7 f6f7f7 d1e5f0 90c4dd 4393c3 2065ab 053061',
  spectral: '9e0142 d43d4f f46d43 fdad60 fee08b ffffbe e6f598 aadca4 66c2a5 3387bc 5e4fa2',
  rdylgn: 'a50026 d62f27 f46d43 fdad60 fee08b feffbe d9ef8b a5d86a 66bd63 199750 006837',
  rdylbu: 'a50026 d62f27 f46d43 fdad60 fee090 feffc0 e0f3f8 aad8e9 74add1 4574b3 313695',
  piyg: '8e0152 c41a7c de77ae f1b5d9 fde0ef f7f7f6 e6f5d0 b7e085 7fbc41 4c9121 276419',
  prgn: '40004b 752982 9970ab c1a4ce e7d4e8 f6f7f6 d9f0d3 a5da9f 5aae61 1a7736 00441b',
  brbg: '543005 8b500a bf812d dec17b f6e8c3 f4f5f5 c7eae5 7fccc0 35978f 01655d 003c30',
  blues: 'f7fbff deebf7 c6dbef 9dcae1 6aaed6 4191c6 2070b4 08509b 08306b',
  greens: 'f7fcf5 e5f5e0 c7e9c0 a0d99b 73c476 40aa5d 228a44 006c2c 00441b',
  greys: 'ffffff f0f0f0 d9d9d9 bdbdbd 959595 727272 515151 242424 000000',
  oranges: 'fff5eb fee6ce fdd0a2 fdae6a fd8c3b f16813 d84801 a53603 7f2704',
  purples: 'fcfbfd efedf5 dadaeb bcbddc 9e9ac8 807cba 6950a3 53268f 3f007d',
  reds: 'fff5f0 fee0d2 fcbba1 fc9272 fb694a ee3a2c ca181d a30f15 67000d',
  ylgnbu: 'ffffd9 edf8b1 c6e9b4 7ecdbb 40b5c4 1d90c0 225da8 243392 081d58',
  ylorrd: 'ffffcc ffeda0 fed976 feb24c fd8c3c fc4d2a e2191c bb0026 800026',
  bone: '000000 1c1c27 38384e 545574 707b90 8ca2ac a9c8c8 d5e4e4 ffffff'
};

/** Piecewise linear scales of old, as their corners `position: colour`. */
const CORNERS: Readonly<Record<string, readonly (readonly [number, string])[]>> = {
  gray: [
    [0, '000000'],
    [1, 'ffffff']
  ],
  jet: [
    [0, '000080'],
    [1 / 8, '0000ff'],
    [3 / 8, '00ffff'],
    [5 / 8, 'ffff00'],
    [7 / 8, 'ff0000'],
    [1, '800000']
  ],
  hot: [
    [0, '0b0000'],
    [0.365, 'ff0000'],
    [0.746, 'ffff00'],
    [1, 'ffffff']
  ],
  rainbow: [
    [0, 'ff0000'],
    [1 / 6, 'ffff00'],
    [2 / 6, '00ff00'],
    [3 / 6, '00ffff'],
    [4 / 6, '0000ff'],
    [5 / 6, 'ff00ff'],
    [1, 'ff0000']
  ],
  bluered: [
    [0, '0000ff'],
    [1, 'ff0000']
  ],
  cool: [
    [0, '00ffff'],
    [1, 'ff00ff']
  ],
  spring: [
    [0, 'ff00ff'],
    [1, 'ffff00']
  ],
  summer: [
    [0, '008066'],
    [1, 'ffff66']
  ],
  autumn: [
    [0, 'ff0000'],
    [1, 'ffff00']
  ],
  winter: [
    [0, '0000ff'],
    [1, '00ff80']
  ]
};

const ALIASES: Readonly<Record<string, string>> = { grey: 'gray', hsv: 'rainbow' };

export const DEFAULT_COLORSCALE = 'viridis';

/** The names known; each also reversed, with `_r` behind it. */
export const COLORSCALE_NAMES: readonly string[] = [...Object.keys(EVEN), ...Object.keys(CORNERS)];

type Stop = readonly [at: number, color: readonly [number, number, number]];

/** Stops of a name in any case, with `_r` reversed; null if it is not known. */
function namedStops(name: string): Stop[] | null {
  const [, stem = '', reversed] = /^(.*?)(_r)?$/.exec(name.trim().toLowerCase()) ?? [];
  const known = ALIASES[stem] ?? stem;
  const even = EVEN[known]?.split(' ');
  const corners = even
    ? even.map((color, i) => [i / (even.length - 1), color] as const)
    : CORNERS[known];
  if (!corners) {
    return null;
  }
  const stops = corners.map(([at, color]): Stop => [at, channelsOf(`#${color}`)]);
  return reversed ? stops.reverse().map(([at, color]): Stop => [1 - at, color]) : stops;
}

/** Stops of a list, in order; null if fewer than one of them has a colour that can be read. */
function listedStops(list: readonly { value: number; color: string }[]): Stop[] | null {
  const stops = list.flatMap(({ value, color }): Stop[] => {
    const parsed = parseColor(color);
    return parsed && Number.isFinite(value) ? [[value, channelsOf(parsed)]] : [];
  });
  return stops.length > 0 ? stops.sort(([a], [b]) => a - b) : null;
}

/** Whether a name stands for a colour scale. */
export const isColorscaleName = (name: string): boolean => namedStops(name) !== null;

/** Red, green, blue of the values 0 … 255 of a scale, 768 bytes; null if the scale says nothing. */
export function colorscaleBytes(scale: Colorscale | null | undefined): Uint8Array | null {
  const stops =
    (scale?.list && listedStops(scale.list)) || (scale?.name ? namedStops(scale.name) : null);
  if (!stops) {
    return null;
  }
  const bytes = new Uint8Array(3 * 256);
  let next = 0;
  for (let i = 0; i < 256; i++) {
    const t = i / 255;
    while (next < stops.length && (stops[next] as Stop)[0] <= t) {
      next += 1;
    }
    const [low, from] = stops[Math.max(0, next - 1)] as Stop;
    const [high, to] = stops[Math.min(stops.length - 1, next)] as Stop;
    const part = high > low ? Math.max(0, Math.min(1, (t - low) / (high - low))) : 0;
    for (let c = 0; c < 3; c++) {
      const start = from[c] as number;
      bytes[3 * i + c] = Math.round(start + ((to[c] as number) - start) * part);
    }
  }
  return bytes;
}
