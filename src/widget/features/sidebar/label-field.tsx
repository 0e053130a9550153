/** A label field: whether it is drawn, its colour, how many labels it has, and its facets. */
import * as React from 'react';
import { drawableFields, useAppState, useModel, drawnFields } from '../../model';
import { classNames, formatCount } from '../../ui';
import { ColorSquare } from '../colors';
import { FoldButton } from './fold-button';

interface ILabelFieldProps {
  field: string;
  /** Class of its labels: `Detection` … */
  element: string;
  open: boolean;
  onToggle(): void;
  children: React.ReactNode;
}

export function LabelField(props: ILabelFieldProps): JSX.Element {
  const { field, element, open, onToggle, children } = props;
  const model = useModel();
  const id = React.useId();
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const counts = useAppState(state => state.opened?.labels[field]);
  const shown = drawnFields(dataset, session);
  const drawn = shown.includes(field);
  const toggle = (event: React.MouseEvent): void => {
    const onlyThis = drawn && shown.length === 1;
    model.actions.setVisibleFields(
      event.altKey
        ? onlyThis
          ? drawableFields(dataset)
          : [field]
        : drawn
          ? shown.filter(other => other !== field)
          : [...shown, field]
    );
  };
  const title = `${field}: ${element}\n${drawn ? 'Drawn on the pictures' : 'Not drawn'}; Alt-click draws only this field`;
  return (
    <section className={classNames('lunette-LabelField', !drawn && 'lunette-mod-hidden')}>
      <header className="lunette-LabelField-head">
        <FoldButton
          open={open}
          label={`Attributes of ${field}`}
          title={open ? 'Fold' : 'Unfold'}
          onClick={onToggle}
        />
        <span className="lunette-LabelField-name" title={title}>
          <input
            id={id}
            type="checkbox"
            aria-label={`Draw ${field}`}
            checked={drawn}
            onClick={toggle}
            onChange={ignoreChange}
          />
          <ColorSquare field={field} />
          <label htmlFor={id} className="lunette-LabelField-text">
            {field}
          </label>
        </span>
        {counts && (
          <span
            className="lunette-LabelField-count"
            title={`${formatCount(counts.count)} labels in this view, ${formatCount(counts.total)} in all`}
          >
            {formatCount(counts.count)}
          </span>
        )}
      </header>
      {open && children}
    </section>
  );
}

/** The click decides, since it knows the keys held; React wants a handler of changes beside it. */
function ignoreChange(): void {
  return undefined;
}
