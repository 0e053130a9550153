/** Elements say which session they show, so that a context menu on them knows what it is about. */

export interface IMarkedSession {
  session: string;
  /** The cell, if it is one. */
  subscription?: string | null;
}

export function markSession(node: HTMLElement, { session, subscription }: IMarkedSession): void {
  node.dataset['lunetteSession'] = session;
  if (subscription) {
    node.dataset['lunetteSubscription'] = subscription;
  }
}

/** What an element shows; null if it is not marked. */
export function markedSession({ dataset }: HTMLElement): IMarkedSession | null {
  const { lunetteSession: session, lunetteSubscription: subscription = null } = dataset;
  return session === undefined ? null : { session, subscription };
}
