/** The grid of pictures, or why there is none. */
import * as React from 'react';
import { Grid } from '../features/grid';
import { useAppState } from '../model';
import { StateScreen } from './state-screen';

export function SamplesPanel(): JSX.Element {
  const hasGrid = useAppState(
    ({ opened, problem }) => opened !== null && opened.count > 0 && problem === null
  );
  return hasGrid ? <Grid /> : <StateScreen />;
}
