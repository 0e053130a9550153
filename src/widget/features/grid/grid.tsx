import * as React from 'react';

export function Grid(): JSX.Element {
  return <div className="lunette-Grid" />;
}
