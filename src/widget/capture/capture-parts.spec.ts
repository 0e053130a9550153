// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { recordingContext } from '../testing/recording-context';
import { collectStyles, usedVariables } from './capture-styles';
import { cloneChrome } from './clone-chrome';
import { layersAbove, paintPart } from './paint-parts';

beforeEach(() => {
  document.head.innerHTML = '';
  document.body.innerHTML = '';
});
const dom = (html: string): HTMLElement => {
  document.body.innerHTML = html;
  return document.body.firstElementChild as HTMLElement;
};
const all = (root: Element, selector: string): HTMLElement[] => [
  ...root.querySelectorAll<HTMLElement>(selector)
];

describe('styles of a picture', () => {
  it('are our rules in their order, and nobody else’s', () => {
    document.head.innerHTML = `<style>
      .lunette-App { color: var(--jp-ui-font-color1); }
      .jp-Notebook { color: red; }
      .lunette-Grid-tile { background: var(--jp-layout-color2, #eee); }
    </style>`;
    const css = collectStyles(document.styleSheets);
    expect(css).toMatch(/lunette-App[\s\S]*lunette-Grid-tile/);
    expect(css).not.toContain('jp-Notebook');
    expect(usedVariables(css)).toEqual(['--jp-ui-font-color1', '--jp-layout-color2']);
  });
});

describe('the copy of the controls', () => {
  it('has what was typed and chosen', () => {
    const root = dom(`<div><input type="text"><input type="checkbox"><textarea></textarea>
      <select><option>a</option><option>b</option></select></div>`);
    const [text, check] = all(root, 'input') as HTMLInputElement[];
    text!.value = 'coin';
    check!.checked = true;
    (root.querySelector('textarea') as HTMLTextAreaElement).value = 'note';
    (root.querySelector('select') as HTMLSelectElement).selectedIndex = 1;
    const copy = cloneChrome(root, new Set()).root;
    const inputs = all(copy, 'input');
    expect(inputs[0]!.getAttribute('value')).toBe('coin');
    expect(inputs[1]!.hasAttribute('checked')).toBe(true);
    expect(copy.querySelector('textarea')?.textContent).toBe('note');
    expect(all(copy, 'option').map(o => o.hasAttribute('selected'))).toEqual([false, true]);
  });

  it('has no picture and nothing inside a canvas’s element', () => {
    const root = dom('<div><div class="grid"><p>tile</p></div><img src="/a.png"><p>text</p></div>');
    const hollow = new Set<Element>(all(root, '.grid'));
    const { root: copy } = cloneChrome(root, hollow);
    expect(copy.querySelector('.grid')?.childElementCount).toBe(0);
    expect(copy.querySelector('img')?.hasAttribute('src')).toBe(false);
    expect(copy.textContent).toContain('text');
  });
});

describe('layers', () => {
  it('cover what is in no layer, wherever they stand in the document', () => {
    const root = dom(
      '<div><aside class="layer"></aside><main></main><div class="layer"></div></div>'
    );
    const layers = all(root, '.layer');
    expect(layersAbove(root.querySelector('main')!, layers)).toEqual(layers);
  });

  it('do not cover what is in them; a later layer covers an earlier one', () => {
    const root = dom(`<div><aside class="layer"></aside>
      <div class="layer" id="viewer"><canvas></canvas><p class="layer" id="card"></p></div>
      <div class="layer" id="notice"></div></div>`);
    const layers = all(root, '.layer');
    const covers = layersAbove(root.querySelector('canvas')!, layers);
    expect(covers.map(({ id }) => id)).toEqual(['card', 'notice']);
  });
});

describe('a part', () => {
  it('is painted in its own coordinates, clipped to its box and around what covers it', () => {
    const { ctx, calls } = recordingContext();
    const sizes: unknown[] = [];
    paintPart(
      ctx,
      { element: document.body, paint: (_, size) => sizes.push(size) },
      { x: 10, y: 20, width: 300, height: 200 },
      [{ x: 0, y: 0, width: 50, height: 50 }]
    );
    expect(sizes).toEqual([{ width: 300, height: 200 }]);
    expect(calls.filter(({ name }) => name === 'clip').map(({ args }) => args)).toEqual([
      [],
      ['evenodd']
    ]);
    expect(calls.find(({ name }) => name === 'translate')?.args).toEqual([10, 20]);
  });

  it('of no size is not painted', () => {
    const { ctx, calls } = recordingContext();
    const part = { element: document.body, paint: () => expect.unreachable() };
    paintPart(ctx, part, { x: 0, y: 0, width: 0, height: 10 }, []);
    expect(calls).toEqual([]);
  });
});
