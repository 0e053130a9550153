import type { Page } from '@playwright/test';

/** What the page notes for the figures. Times are milliseconds since the epoch. */
export interface IProbe {
  /** When messages of the bridge arrived, by the event they carried. */
  events: { at: number; event: string }[];
  /** When the last click arrived in the page. */
  clicked: number;
  /** When all tiles in sight had a picture, after `watch` was called. */
  painted: number | null;
  watch(): void;
}

declare global {
  interface Window {
    probe: IProbe;
  }
}

/** Listens to the App's sockets and looks at its tiles, from before the page loads. */
export async function installProbe(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const now = (): number => performance.timeOrigin + performance.now();
    const probe: IProbe = {
      events: [],
      clicked: NaN,
      painted: null,
      watch: () => {
        probe.painted = null;
        const look = (): void => {
          if (allPainted()) {
            probe.painted = now();
          } else {
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      }
    };
    /** A picture has more than one colour along its diagonal. */
    const isPainted = (canvas: HTMLCanvasElement): boolean => {
      const ctx = canvas.getContext('2d');
      if (!ctx || canvas.width < 8) {
        return false;
      }
      const colors = new Set<string>();
      for (let i = 1; i < 8; i++) {
        const x = Math.floor((canvas.width * i) / 8);
        const y = Math.floor((canvas.height * i) / 8);
        colors.add(ctx.getImageData(x, y, 1, 1).data.join());
      }
      return colors.size > 1;
    };
    const allPainted = (): boolean => {
      const view = document.querySelector('.lunette-Grid-viewport');
      const stale = document.querySelector('.lunette-App-main.lunette-mod-stale');
      if (!view || stale) {
        return false;
      }
      const box = view.getBoundingClientRect();
      const tiles = [...view.querySelectorAll('.lunette-Grid-tile')].filter(tile => {
        const { top, bottom, width } = tile.getBoundingClientRect();
        return width > 0 && top < box.bottom - 8 && bottom > box.top + 8;
      });
      return (
        tiles.length > 0 &&
        tiles.every(tile => {
          const canvas = tile.querySelector('canvas');
          return canvas !== null && isPainted(canvas);
        })
      );
    };
    window.addEventListener('click', () => (probe.clicked = now()), true);
    const Original = window.WebSocket;
    window.WebSocket = class extends Original {
      constructor(url: string | URL, protocols?: string | string[]) {
        super(url, protocols);
        if (String(url).includes('/lunette/ws')) {
          this.addEventListener('message', ({ data }) => {
            const event = typeof data === 'string' ? /"event":"(\w+)"/.exec(data)?.[1] : undefined;
            if (event) {
              probe.events.push({ at: now(), event });
            }
          });
        }
      }
    };
    window.probe = probe;
  });
}
