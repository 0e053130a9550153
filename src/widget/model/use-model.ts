/** How components reach the model. */
import * as React from 'react';
import type { IColors } from '../../protocol';
import type { AppModel } from './app-model';
import type { IAppState } from './app-state';

const ModelContext = React.createContext<AppModel | null>(null);

/** Hands the model to every component below. */
export const ModelProvider = ModelContext.Provider;

export function useModel(): AppModel {
  const model = React.useContext(ModelContext);
  if (!model) {
    throw new Error('A component of the App was used outside of it.');
  }
  return model;
}

/** Part of the App's state; renders again when `Object.is` says that part changed. */
export function useAppState<T>(select: (state: IAppState) => T): T {
  const { store } = useModel();
  return React.useSyncExternalStore(store.subscribe, () => select(store.state));
}

/** Colours of labels, fields and values; renders again when the colour scheme changes. */
export function useColors(): IColors {
  const model = useModel();
  return React.useSyncExternalStore(model.store.subscribe, () => model.colors);
}
