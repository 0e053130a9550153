/** Notices at the lower edge: what happened, and the next step as a button. */
import * as React from 'react';
import { useAppState, useModel } from '../model';
import { Button, IconButton } from './button';
import { classNames } from './class-names';

export function Notices(): JSX.Element {
  const notices = useAppState(state => state.notices);
  const { actions } = useModel();
  return (
    <div className="lunette-Notices" aria-live="polite">
      {notices.map(({ id, kind, text, action }) => (
        <div
          key={id}
          className={classNames('lunette-Notice', 'lunette-mod-layer', `lunette-mod-${kind}`)}
          role={kind === 'error' ? 'alert' : undefined}
        >
          <span className="lunette-Notice-text">{text}</span>
          {action && (
            <Button
              look="plain"
              onClick={() => {
                actions.dismiss(id);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton icon="close" label="Dismiss" onClick={() => actions.dismiss(id)} />
        </div>
      ))}
    </div>
  );
}
