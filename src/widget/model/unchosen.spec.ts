import { describe, expect, it } from 'vitest';
import { unchosen } from './unchosen';

describe('what nobody chose', () => {
  const defaults = { zoom: 8, sidebarOpen: false };

  it('is as the host says', () => {
    expect(unchosen(defaults, {}, undefined)).toEqual({ zoom: 8, sidebarOpen: false });
    expect(unchosen(defaults, {}, 5)).toEqual({ zoom: 8, sidebarOpen: false });
  });

  it('gives way to the kernel, and both to the person', () => {
    expect(unchosen(defaults, {}, 3).zoom).toBe(3);
    expect(unchosen(defaults, { zoom: 1, sidebarOpen: true }, 3)).toEqual({});
  });

  it('is as the App has it where no host says anything', () => {
    expect(unchosen({}, {}, undefined)).toEqual({ zoom: 5 });
  });
});
