/** “363 of 10 000 samples · 368 labels”: always true; old numbers stay, dimmed, until new ones come. */
import * as React from 'react';
import { showsGroups, useAppState, visibleLabelFields } from '../model';
import { sampleNoun } from '../../protocol';
import { classNames, countOf, formatCount, partOf } from '../ui';

export function Counts(): JSX.Element | null {
  const opened = useAppState(state => state.opened);
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const stale = useAppState(state => state.opening !== 'no');
  // Numbers of another view than the one that was asked for would not be true.
  const failed = useAppState(state => state.problem !== null);
  const narrow = useAppState(state => state.narrow);
  if (!opened || failed) {
    return null;
  }
  const labels = visibleLabelFields(dataset, session).reduce(
    (sum, field) => sum + (opened.labels[field]?.count ?? 0),
    0
  );
  // Of groups one sample each is counted, of all that there are.
  const grouped = showsGroups(dataset, session);
  const total = grouped ? opened.count : opened.total;
  const samples = partOf(opened.count, total, grouped ? 'group' : sampleNoun(opened.generated));
  const hasLabels = Object.keys(opened.labels).length > 0;
  const text = hasLabels ? `${samples} · ${countOf(labels, 'label')}` : samples;
  const short =
    opened.count === total
      ? formatCount(opened.count)
      : `${formatCount(opened.count)} of ${formatCount(total)}`;
  return (
    <span
      className={classNames('lunette-Toolbar-counts', stale && 'lunette-mod-stale')}
      title={text}
      aria-live="polite"
    >
      {narrow ? short : text}
    </span>
  );
}
