/** The hops between this page and its session, each with what is wrong and what repairs it. */
import * as React from 'react';
import type { HopState, IHop } from '../../client';
import { useModel } from '../model';
import { Button, classNames, CopyableCode } from '../ui';

const MARKS: Record<HopState, string> = { ok: '✓', failed: '✗', unknown: '–' };
const WORDS: Record<HopState, string> = {
  ok: 'works',
  failed: 'does not work',
  unknown: 'not reached'
};

/** Looks at once; `Check` looks again and then tries again what failed. Null if nobody can look. */
export function HopList(): JSX.Element | null {
  const model = useModel();
  const { diagnose } = model.options;
  const [hops, setHops] = React.useState<readonly IHop[] | null>(null);
  const [round, setRound] = React.useState(0);
  React.useEffect(() => {
    let current = true;
    void diagnose?.().then(found => current && setHops(found));
    return () => {
      current = false;
    };
  }, [diagnose, round]);
  if (!diagnose) {
    return null;
  }
  const again = (): void => {
    setHops(null);
    setRound(round + 1);
    model.retry();
  };
  return (
    <div className="lunette-Hops">
      <ul aria-label="The way to the session" aria-busy={hops === null}>
        {(hops ?? []).map(hop => (
          <HopRow key={hop.name} hop={hop} />
        ))}
      </ul>
      <Button icon="retry" onClick={again} disabled={hops === null}>
        {hops === null ? 'Checking…' : 'Check'}
      </Button>
    </div>
  );
}

function HopRow({ hop }: { hop: IHop }): JSX.Element {
  const { name, state, text, repair, command } = hop;
  return (
    <li className={classNames('lunette-Hop', `lunette-mod-${state}`)}>
      <span className="lunette-Hop-mark" role="img" aria-label={WORDS[state]}>
        {MARKS[state]}
      </span>
      <div>
        <strong>{name}</strong> <span>{text}</span>
        {repair && <p>{repair}</p>}
        {command && <CopyableCode code={command} />}
      </div>
    </li>
  );
}
