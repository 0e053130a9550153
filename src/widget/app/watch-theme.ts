/** Light or dark: as the host is, or as the caller says. */
export type AppTheme = 'light' | 'dark' | 'follow';

/** Whether the page has a JupyterLab theme of its own. */
function hostTheme(): 'light' | 'dark' | null {
  const light = document.body.dataset['jpThemeLight'];
  return light === undefined ? null : light === 'true' ? 'light' : 'dark';
}

/**
 * Keeps class names of `elements` in step with the theme: `lunette-mod-dark` or `lunette-mod-light`,
 * and `lunette-mod-ownTheme` where the host's variables are missing or of the other theme.
 */
export function watchTheme(
  elements: readonly HTMLElement[],
  initial: AppTheme,
  onChange: (theme: 'light' | 'dark', forced: boolean) => void
): { set(theme: AppTheme): void; dispose(): void } {
  let wanted = initial;
  const system = window.matchMedia('(prefers-color-scheme: dark)');
  const update = (): void => {
    const host = hostTheme();
    const followed = host ?? (system.matches ? 'dark' : 'light');
    const theme = wanted === 'follow' ? followed : wanted;
    const own = host !== theme;
    for (const { classList } of elements) {
      classList.toggle('lunette-mod-dark', theme === 'dark');
      classList.toggle('lunette-mod-light', theme === 'light');
      classList.toggle('lunette-mod-ownTheme', own);
    }
    onChange(theme, own);
  };
  const observer = new MutationObserver(update);
  observer.observe(document.body, {
    attributes: true,
    attributeFilter: ['data-jp-theme-light', 'data-jp-theme-name']
  });
  system.addEventListener('change', update);
  update();
  return {
    set: theme => {
      if (theme !== wanted) {
        wanted = theme;
        update();
      }
    },
    dispose: () => {
      observer.disconnect();
      system.removeEventListener('change', update);
    }
  };
}
