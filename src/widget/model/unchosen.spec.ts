import { describe, expect, it } from 'vitest';
import { unchosen } from './unchosen';

describe('what nobody chose', () => {
  const defaults = { zoom: 8, sidebarOpen: false };

  it('is as the host says', () => {
    expect(unchosen(defaults, {}, { zoom: undefined, narrow: false })).toEqual({
      zoom: 8,
      sidebarOpen: false
    });
    expect(unchosen(defaults, {}, { zoom: 5, narrow: false })).toEqual({
      zoom: 8,
      sidebarOpen: false
    });
  });

  it('gives way to the kernel, and both to the person', () => {
    expect(unchosen(defaults, {}, { zoom: 3, narrow: false }).zoom).toBe(3);
    expect(unchosen(defaults, { zoom: 1, sidebarOpen: true }, { zoom: 3, narrow: false })).toEqual(
      {}
    );
  });

  it('is as the App has it where no host says anything', () => {
    expect(unchosen({}, {}, { zoom: undefined, narrow: false })).toEqual({ zoom: 5 });
  });

  it('leaves the sidebar closed where the App is narrow', () => {
    expect(unchosen({ sidebarOpen: true }, {}, { zoom: 5, narrow: true })).toEqual({ zoom: 5 });
  });
});
