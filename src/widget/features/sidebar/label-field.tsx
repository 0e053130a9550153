/** A label field: whether it is drawn, its colour, how many labels it has, and its facets. */
import * as React from 'react';
import { useAppState, useModel, visibleLabelFields } from '../../model';
import { classNames, formatCount } from '../../ui';
import type { ILabelGroup } from './facet-paths';

export function LabelField(props: { group: ILabelGroup; children: React.ReactNode }): JSX.Element {
  const { group, children } = props;
  const model = useModel();
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const counts = useAppState(state => state.opened?.labels[group.field]);
  const shown = visibleLabelFields(dataset, session);
  const drawn = shown.includes(group.field);
  const color = model.colors.fieldColors.get(group.field);
  const byField = model.colors.colorBy === 'field';
  const toggle = (event: React.MouseEvent): void =>
    model.actions.setVisibleFields(
      event.altKey
        ? [group.field]
        : drawn
          ? shown.filter(field => field !== group.field)
          : [...shown, group.field]
    );
  return (
    <section className={classNames('lunette-LabelField', !drawn && 'lunette-mod-hidden')}>
      <header className="lunette-LabelField-head">
        <label
          className="lunette-LabelField-name"
          title={`${group.field} (${group.element}): drawn on the pictures. Alt-click draws only it.`}
        >
          <input type="checkbox" checked={drawn} onClick={toggle} onChange={ignoreChange} />
          {byField && color && (
            <span className="lunette-LabelField-color" style={{ background: color }} />
          )}
          <span className="lunette-LabelField-text">{group.field}</span>
        </label>
        {counts && (
          <span
            className="lunette-LabelField-count"
            title={`${formatCount(counts.count)} labels in this view, ${formatCount(counts.total)} in all`}
          >
            {formatCount(counts.count)}
          </span>
        )}
      </header>
      {children}
    </section>
  );
}

/** The click decides, since it knows the keys held; React wants a handler of changes beside it. */
function ignoreChange(): void {
  return undefined;
}
