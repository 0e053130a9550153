import { describe, expect, it } from 'vitest';
import { dataWithoutFolders, fileName, withoutFolders } from './hide-folders';

describe('what is exported', () => {
  it('names files without their folders', () => {
    expect(fileName('/home/ada/data/coin.png')).toBe('coin.png');
    expect(fileName('C:\\data\\coin.png')).toBe('coin.png');
    expect(fileName('/home/ada/folder/')).toBe('folder');
  });

  it.each([
    ['/home/ada/data/coin.png', 'coin.png'],
    ['filepath = /home/ada/my data/coin 1.png', 'filepath = coin 1.png'],
    ['from C:\\Users\\ada\\coin.png', 'from coin.png'],
    ['\\\\server\\share\\coin.png', 'coin.png'],
    ['/home/ada/a.png, /srv/b.png', 'a.png, b.png'],
    ['/home/ada/data/', 'data']
  ])('%s becomes %s', (text, expected) => {
    expect(withoutFolders(text)).toBe(expected);
  });

  it.each(['1/2', 'and/or', 'https://example.org/a/b.png', 'confidence > 0.5 / area', '/', 'a'])(
    '%s stays as it is',
    text => {
      expect(withoutFolders(text)).toBe(text);
    }
  );

  it('names files without their folders in all texts of data', () => {
    const filter = { op: 'ne', args: [{ field: 'filepath' }, { literal: '/home/ada/a.png' }] };
    expect(dataWithoutFolders({ stage: 'match', filter, none: null, n: 1 })).toEqual({
      stage: 'match',
      filter: { op: 'ne', args: [{ field: 'filepath' }, { literal: 'a.png' }] },
      none: null,
      n: 1
    });
  });
});
