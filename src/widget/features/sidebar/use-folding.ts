/** Which parts of the sidebar are open or folded, remembered per session. */
import * as React from 'react';
import { useModel } from '../../model';

/** A remembered set of names and a switch for one of them. */
export function useRemembered(
  feature: string,
  initial: () => readonly string[]
): [ReadonlySet<string>, (name: string) => void] {
  const { preferences } = useModel();
  const [names, setNames] = React.useState<ReadonlySet<string>>(
    () => new Set(preferences.feature<string[]>(feature) ?? initial())
  );
  const toggle = (name: string): void => {
    const next = new Set(names);
    if (!next.delete(name)) {
      next.add(name);
    }
    setNames(next);
    preferences.setFeature(feature, [...next]);
  };
  return [names, toggle];
}
