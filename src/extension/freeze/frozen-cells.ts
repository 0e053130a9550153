/** Frozen Apps in a notebook: a real button on the picture, and a click on it, make it live again. */
import type { NotebookPanel } from '@jupyterlab/notebook';
import type { CodeCell } from '@jupyterlab/cells';
import type { IDisposable } from '@lumino/disposable';
import type { TranslationBundle } from '@jupyterlab/translation';
import { markSession } from '../sessions/marked-session';
import { appOutputsOf, type IAppOutput } from './outputs';

const FROZEN_CLASS = 'lunette-Frozen';
const BUTTON_CLASS = 'lunette-Frozen-button';

export class FrozenCells implements IDisposable {
  constructor(
    private readonly _panel: NotebookPanel,
    private readonly _options: {
      trans: TranslationBundle;
      reactivate(output: IAppOutput): void;
    }
  ) {
    this._observer = new MutationObserver(() => this._schedule());
    this._observer.observe(_panel.content.node, { childList: true, subtree: true });
    _panel.content.node.addEventListener('click', this);
    _panel.disposed.connect(this.dispose, this);
    this._schedule();
  }

  get isDisposed(): boolean {
    return this._isDisposed;
  }

  handleEvent(event: Event): void {
    const target = event.target as Element | null;
    const node = target?.closest?.(`.${FROZEN_CLASS}`);
    if (!node) {
      return;
    }
    const output = this._outputOf(node);
    if (output) {
      event.preventDefault();
      this._options.reactivate(output);
    }
  }

  dispose(): void {
    if (this._isDisposed) {
      return;
    }
    this._isDisposed = true;
    this._observer.disconnect();
    cancelAnimationFrame(this._frame);
    this._panel.content.node.removeEventListener('click', this);
  }

  private _schedule(): void {
    cancelAnimationFrame(this._frame);
    this._frame = requestAnimationFrame(() => this._decorate());
  }

  /** Marks the rendered pictures of frozen Apps. */
  private _decorate(): void {
    for (const output of appOutputsOf(this._panel)) {
      const node = output.frozen ? this._nodeOf(output) : null;
      const image = node?.querySelector('img');
      if (!node || !image || node.querySelector(`.${BUTTON_CLASS}`)) {
        continue;
      }
      node.classList.add(FROZEN_CLASS);
      markSession(node as HTMLElement, output.descriptor);
      const text = output.model.data['text/plain'];
      if (typeof text === 'string') {
        image.alt = text;
      }
      const button = document.createElement('button');
      button.type = 'button';
      button.className = BUTTON_CLASS;
      button.textContent = this._options.trans.__('Open the App here');
      node.append(button);
    }
  }

  private _nodeOf(output: IAppOutput): Element | null {
    const cell = this._panel.content.widgets[output.cell] as CodeCell | undefined;
    const area = cell?.outputArea?.widgets[output.output];
    return area?.node.querySelector('.jp-OutputArea-output') ?? null;
  }

  private _outputOf(node: Element): IAppOutput | null {
    for (const output of appOutputsOf(this._panel)) {
      if (output.frozen && this._nodeOf(output) === node) {
        return output;
      }
    }
    return null;
  }

  private _isDisposed = false;
  private _frame = 0;
  private readonly _observer: MutationObserver;
}
