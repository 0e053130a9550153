/** Which types of panels there are. Plugins may bring more, at any time. */
import type * as React from 'react';

export interface IPanelType {
  /** As in `ln.Panel(type=…)`. */
  type: string;
  /** What its tab and the menu of panels say. */
  label: string;
  /** What the tab of one panel says, by its state; `label` by default. */
  title?(state: Readonly<Record<string, unknown>>): string;
  /** What it is for, in one sentence. */
  description?: string;
  component: React.ComponentType;
  /** There is at most one; it stays what it is, whatever id a layout gives it. */
  singleton?: boolean;
}

let types: readonly IPanelType[] = [];
const listeners = new Set<() => void>();

const change = (next: readonly IPanelType[]): void => {
  types = next;
  listeners.forEach(listener => listener());
};

/**
 * Adds a type, in place of one of the same name, until the result is called. Its component finds its
 * state with `usePanel`.
 */
export function registerPanel(added: IPanelType): () => void {
  change([...types.filter(({ type }) => type !== added.type), added]);
  return () => change(types.filter(known => known !== added));
}

/** All types, in the order in which they were added; the same list as long as it is the same. */
export const panelTypes = (): readonly IPanelType[] => types;

export const panelType = (type: string): IPanelType | undefined =>
  types.find(known => known.type === type);

/** Calls `listener` after every change, until the result is called. */
export function subscribePanelTypes(listener: () => void): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}
