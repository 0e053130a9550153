import { describe, expect, it } from 'vitest';
import { exportJson, parseExportJson } from './export-page-data';

describe('data of an exported page', () => {
  it('comes back as it was', () => {
    const value = {
      text: '</script><img src=x onerror=alert(1)>\u2028\u2029<!--',
      map: new Map<string, unknown>([['a', new Map([['b', new Set([1, 2])]])]]),
      bytes: Uint8Array.of(0, 255)
    };
    expect(parseExportJson(exportJson(value))).toEqual(value);
  });

  it('cannot end the element that it stands in', () => {
    const json = exportJson(['</script>', '<!--', ']]>', '\u2028']);
    expect(json).not.toMatch(/[<>&\u2028]/);
  });
});
