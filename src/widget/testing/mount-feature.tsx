/** One feature of the App on the synthetic bridge, for specifications in a document without canvas. */
import { act, cleanup, render } from '@testing-library/react';
import * as React from 'react';
import { vi } from 'vitest';
import { BridgeClient } from '../../client';
import type { View } from '../../protocol';
import { AppModel, ModelProvider } from '../model';
import { Notices } from '../ui';
import { SyntheticBridge, type ISyntheticOptions } from './synthetic-bridge';

export interface IMountedFeature {
  bridge: SyntheticBridge;
  model: AppModel;
  /** The view as the bridge has it. */
  view(): View;
  /** Presses a key on an element, or on what has the keyboard. */
  press(key: string, options?: KeyboardEventInit & { on?: Element }): void;
  dispose(): void;
}

/** Shows `feature` once the dataset is open. */
export async function mountFeature(
  feature: JSX.Element,
  options: Partial<ISyntheticOptions> = {}
): Promise<IMountedFeature> {
  const bridge = new SyntheticBridge({ samples: 60, ...options });
  bridge.errors.set('media.thumbnails', { code: 'internal', message: 'No canvas here.' });
  const client = new BridgeClient({ transport: bridge, client: 'app', subscription: 'spec' });
  const dialogRoot = document.body.appendChild(document.createElement('div'));
  const model = new AppModel({ client, session: 's', mediaUrl: () => '', dialogRoot });
  await vi.waitFor(() => {
    if (!model.store.state.opened) {
      throw new Error('not open yet');
    }
  });
  const keys = (event: KeyboardEvent): void => void model.keys.handle(event);
  const { container } = render(
    <ModelProvider value={model}>
      <div className="lunette-App">
        {feature}
        <Notices />
      </div>
    </ModelProvider>
  );
  container.addEventListener('keydown', keys);
  dialogRoot.addEventListener('keydown', keys);
  return {
    bridge,
    model,
    view: () => bridge.state.view,
    press: (key, { on, ...init } = {}) => {
      const target = on ?? document.activeElement ?? container;
      act(() => {
        target.dispatchEvent(
          new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...init })
        );
      });
    },
    dispose: () => {
      cleanup();
      model.dispose();
      client.dispose();
      dialogRoot.remove();
      localStorage.clear();
    }
  };
}
