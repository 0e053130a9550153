/** The widget of a live output: a box of fixed height that holds the App, or its picture. */
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import type { ISignal } from '@lumino/signaling';
import { Widget } from '@lumino/widgets';
import type { ISessionOrigin } from '../../client';
import type { ICapture } from '../../widget';
import { freezeOutput, storedPicture } from '../freeze/outputs';
import { isOfAnotherVersion, MIME_TYPE, parseDescriptor, type IDescriptor } from './descriptor';
import type { IPlace } from './live-session';
import { markSession } from './marked-session';
import type { SessionRegistry } from './session-registry';

export interface IOutputRendererOptions {
  registry: SessionRegistry;
  trans: TranslationBundle;
  /** Whether this output may connect by itself; asked once per descriptor. */
  mayConnect(descriptor: IDescriptor): Promise<boolean>;
  /** Height of all cells in CSS pixels, or 0 for what the kernel says. */
  height(): number;
  heightChanged: ISignal<unknown, unknown>;
  /** The person opened it: from now on it may. */
  opened(descriptor: IDescriptor): void;
}

export class OutputRenderer extends Widget implements IRenderMime.IRenderer, IPlace {
  readonly kind = 'cell';

  constructor(private readonly _options: IOutputRendererOptions) {
    super();
    this.addClass('lunette-Output');
    _options.heightChanged.connect(this._applyHeight, this);
    _options.registry.changed.connect(this._onChange, this);
  }

  get subscription(): string | null {
    return this._descriptor?.subscription ?? null;
  }
  get origin(): ISessionOrigin {
    const { version, home } = this._descriptor ?? {};
    return { ...(version ? { version } : {}), ...(home ? { home } : {}) };
  }

  /** Idempotent: JupyterLab calls it again for every change of a neighbouring output. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._model = model;
    const descriptor = parseDescriptor(model.data[MIME_TYPE]);
    if (!descriptor) {
      this._showUnknown(isOfAnotherVersion(model.data[MIME_TYPE]));
      return;
    }
    const known = this._descriptor;
    if (known && JSON.stringify(known) === JSON.stringify(descriptor)) {
      return;
    }
    if (known) {
      this._options.registry.withdraw(known.session, this);
    }
    this._descriptor = descriptor;
    markSession(this.node, descriptor);
    this._applyHeight();
    this._showPicture(null);
    if (await this._options.mayConnect(descriptor)) {
      this._offer(false);
    }
  }

  attach(root: HTMLElement): void {
    this.node.replaceChildren(root);
  }

  /** The App moved elsewhere: a cell that another one replaced becomes its picture for good. */
  detach(picture: ICapture | null): void {
    const { _descriptor: descriptor, _model: model } = this;
    if (!descriptor || !model || this.isDisposed) {
      return;
    }
    const owner = this._options.registry.ownerOf(descriptor.session);
    if (owner?.subscription && owner.subscription !== descriptor.subscription) {
      freezeOutput(model, descriptor, picture);
    } else {
      this._showPicture(picture);
    }
  }

  override dispose(): void {
    if (this.isDisposed) {
      return;
    }
    if (this._descriptor) {
      this._options.registry.withdraw(this._descriptor.session, this);
    }
    super.dispose();
  }

  protected override onAfterAttach(_: Message): void {
    // Hiding and showing outputs detaches and attaches this same widget.
    if (
      this._descriptor &&
      this._options.registry.ownerOf(this._descriptor.session) === this &&
      this._model
    ) {
      this._offer(false);
    }
  }

  private _applyHeight(): void {
    if (this._descriptor) {
      this.node.style.height = `${this._options.height() || this._descriptor.height}px`;
    }
  }

  private _offer(insist: boolean): void {
    if (this._descriptor && !this.isDisposed) {
      void this._options.registry.offer(this._descriptor.session, this, insist);
    }
  }

  /** The picture at hand, with the way to bring the App here. */
  private _showPicture(picture: ICapture | null): void {
    const { trans } = this._options;
    const source = picture?.dataUri ?? (this._model ? storedPicture(this._model) : null);
    const text = this._model?.data['text/plain'];
    const box = document.createElement('div');
    box.className = 'lunette-Output-picture';
    const elsewhere = this._elsewhere();
    box.classList.toggle('lunette-mod-elsewhere', elsewhere !== null);
    if (source !== null) {
      const image = document.createElement('img');
      image.src = source;
      image.alt = typeof text === 'string' ? text : 'Lunette';
      box.append(image);
    }
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'lunette-Frozen-button';
    button.textContent = trans.__('Open the App here');
    if (elsewhere !== null) {
      this._where.className = 'lunette-Output-where';
      this._where.textContent = elsewhere;
      box.append(this._where);
    }
    box.append(button);
    box.addEventListener('click', () => {
      if (this._descriptor) {
        this._options.opened(this._descriptor);
        this._offer(true);
      }
    });
    this.node.replaceChildren(box);
  }

  private _onChange(_: SessionRegistry, session: string): void {
    if (session === this._descriptor?.session) {
      this._where.textContent = this._elsewhere();
    }
  }

  /** Where the App is if it is not here, in words. */
  private _elsewhere(): string | null {
    const { registry, trans } = this._options;
    const session = this._descriptor?.session;
    if (session === undefined) {
      return null;
    }
    if (registry.isAway(session)) {
      return trans.__('The App is in a browser tab.');
    }
    const owner = registry.ownerOf(session);
    if (owner === null || owner === this) {
      return null;
    }
    switch (owner.kind) {
      case 'main':
        return trans.__('The App is in a tab of its own.');
      case 'left':
      case 'right':
        return trans.__('The App is in the sidebar.');
      case 'cell':
        return trans.__('The App is in another view of this cell.');
    }
  }

  /** A descriptor that cannot be read: its picture, and why the App is not there. */
  private _showUnknown(ofAnotherVersion: boolean): void {
    const { trans } = this._options;
    const message = document.createElement('div');
    message.className = 'lunette-Output-message';
    message.textContent = ofAnotherVersion
      ? trans.__(
          'This cell was made by another version of Lunette, so only its picture is shown. Run the cell again, or install the version that made it: pip install --upgrade lunette, then reload this page.'
        )
      : trans.__(
          'What this cell says of its App cannot be read, so only its picture is shown. Run the cell again.'
        );
    const source = this._model ? storedPicture(this._model) : null;
    this.node.style.height = '';
    this.node.replaceChildren(message);
    if (source !== null) {
      const image = document.createElement('img');
      image.className = 'lunette-Output-stale';
      image.src = source;
      image.alt = String(this._model?.data['text/plain'] ?? 'Lunette');
      this.node.append(image);
    }
  }

  private readonly _where = document.createElement('span');
  private _model: IRenderMime.IMimeModel | null = null;
  private _descriptor: IDescriptor | null = null;
}
