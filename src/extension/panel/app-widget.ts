/** The App in a sidebar or in the main area, without any kernel. */
import type { TranslationBundle } from '@jupyterlab/translation';
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { IPlace, PlaceKind } from '../sessions/live-session';
import { markSession } from '../sessions/marked-session';
import { scrollPositions } from '../sessions/scroll-positions';
import type { SessionRegistry } from '../sessions/session-registry';

interface IOptions {
  registry: SessionRegistry;
  session: string;
  kind: Exclude<PlaceKind, 'cell'>;
  trans: TranslationBundle;
}

export class AppWidget extends Widget implements IPlace {
  /** No cell: the kernel cannot freeze it. */
  readonly subscription = null;
  readonly session: string;
  readonly kind: IOptions['kind'];
  /** Resolves when the App is here. */
  readonly shown: Promise<void>;

  constructor(private readonly _options: IOptions) {
    super();
    const { registry, session, kind, trans } = _options;
    this.session = session;
    this.kind = kind;
    this.id = `lunette-app-${session}-${AppWidget._count++}`;
    this.addClass('lunette-AppWidget');
    markSession(this.node, this);
    this.title.label = trans.__('Lunette');
    registry.changed.connect(this._onChange, this);
    this.shown = this.bringHere();
    this._onChange(registry, session);
  }

  /** Shows the App here, wherever it is now; resolves when it is here. */
  bringHere(): Promise<void> {
    return this._options.registry.offer(this.session, this, true);
  }

  attach(root: HTMLElement): void {
    this.node.replaceChildren(root);
  }

  detach(): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'lunette-Frozen-button';
    button.textContent = this._options.trans.__('Bring the App here');
    button.addEventListener('click', () => void this.bringHere());
    this.node.replaceChildren(button);
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._options.registry.withdraw(this.session, this);
      super.dispose();
    }
  }

  protected override onCloseRequest(message: Message): void {
    super.onCloseRequest(message);
    this.dispose();
  }

  protected override onActivateRequest(_: Message): void {
    this._options.registry.live(this.session)?.focus();
  }

  protected override onBeforeDetach(_: Message): void {
    this._restoreScroll = scrollPositions(this.node);
  }

  protected override onAfterAttach(_: Message): void {
    this._restoreScroll();
  }

  private _onChange(registry: SessionRegistry, session: string): void {
    const dataset = registry.live(session)?.dataset;
    if (dataset && session === this.session) {
      this.title.label = dataset;
    }
  }

  private _restoreScroll: () => void = () => undefined;
  private static _count = 0;
}
