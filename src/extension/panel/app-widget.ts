/** The App in a sidebar or in the main area, without any kernel. */
import type { Message } from '@lumino/messaging';
import { Widget } from '@lumino/widgets';
import type { IPlace } from '../sessions/live-session';
import type { SessionRegistry } from '../sessions/session-registry';

export class AppWidget extends Widget implements IPlace {
  /** No cell: the kernel cannot freeze it. */
  readonly subscription = null;

  constructor(
    private readonly _registry: SessionRegistry,
    readonly session: string,
    private readonly _elsewhere: string
  ) {
    super();
    this.id = `lunette-app-${session}-${AppWidget._count++}`;
    this.addClass('lunette-AppWidget');
    this.node.dataset['jpSuppressContextMenu'] = 'true';
    this._registry.offer(session, this, true);
  }

  attach(root: HTMLElement): void {
    this.node.replaceChildren(root);
  }

  detach(): void {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'lunette-Frozen-button';
    button.textContent = this._elsewhere;
    button.addEventListener('click', () => this._registry.offer(this.session, this, true));
    this.node.replaceChildren(button);
  }

  override dispose(): void {
    if (!this.isDisposed) {
      this._registry.withdraw(this.session, this);
      super.dispose();
    }
  }

  protected override onCloseRequest(message: Message): void {
    super.onCloseRequest(message);
    this.dispose();
  }

  protected override onActivateRequest(_: Message): void {
    this._registry.live(this.session)?.focus();
  }

  private static _count = 0;
}
