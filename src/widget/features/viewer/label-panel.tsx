/** The labels of the sample by field, and its other fields; hover and click go both ways. */
import * as React from 'react';
import { colorOf, type IPageLabel, type SelectionType } from '../../../protocol';
import { drawableFields, useAppState, useModel, drawnFields } from '../../model';
import { classNames, copyText, formatCount, Icon } from '../../ui';
import { sampleFields } from './sample-fields';
import type { IViewedSample } from './use-viewed-sample';

interface ILabelPanelProps {
  sample: IViewedSample;
  hovered: string | null;
  pinned: string | null;
  /** Whether the pinned row takes the keyboard; it sets this back. */
  walking: React.MutableRefObject<boolean>;
  onHover(id: string | null): void;
  onPin(id: string | null): void;
  /** Adds the label to the selection, or takes it away. */
  onSelect(label: IPageLabel, type: SelectionType): void;
}

export function LabelPanel({ sample, ...rest }: ILabelPanelProps): JSX.Element {
  const dataset = useAppState(state => state.dataset);
  const session = useAppState(state => state.session);
  const shown = drawnFields(dataset, session);
  const lines = React.useMemo(
    () => sampleFields(sample.detail?.fields ?? {}, dataset),
    [sample.detail, dataset]
  );
  return (
    <div className="lunette-LabelPanel">
      {sample.invalid.map(({ field, message }, i) => (
        <p key={i} className="lunette-LabelPanel-invalid" role="alert">
          <Icon name="warning" />
          <span>
            {field}: {message}
          </span>
        </p>
      ))}
      {drawableFields(dataset).map(field => (
        <LabelsOfField
          key={field}
          field={field}
          drawn={shown.includes(field)}
          labels={sample.labels.filter(label => label.field === field)}
          {...rest}
        />
      ))}
      {lines.length > 0 && (
        <section>
          <h3 className="lunette-LabelPanel-heading">Fields</h3>
          <dl className="lunette-Fields">
            {lines.map(({ path, text, exact, none }) => (
              <React.Fragment key={path}>
                <dt title={path}>{path}</dt>
                <dd title={exact} className={classNames(none && 'lunette-mod-muted')}>
                  <CopyableValue path={path} text={text} exact={none ? '' : exact} />
                </dd>
              </React.Fragment>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

/** A click copies the exact value. */
function CopyableValue(props: { path: string; text: string; exact: string }): JSX.Element {
  const { path, text, exact } = props;
  const { actions } = useModel();
  if (exact === '') {
    return <>{text}</>;
  }
  const copy = (): void =>
    void copyText(exact).then(copied =>
      actions.notify(
        copied
          ? { kind: 'info', text: `${path} was copied.` }
          : { kind: 'error', text: 'This browser does not let the App write to the clipboard.' }
      )
    );
  return (
    <button
      type="button"
      className="lunette-Fields-value"
      aria-label={`${path}: ${text}. Copy`}
      onClick={copy}
    >
      {text}
    </button>
  );
}

interface ILabelsOfFieldProps extends Omit<ILabelPanelProps, 'sample'> {
  field: string;
  drawn: boolean;
  labels: readonly IPageLabel[];
}

function LabelsOfField(props: ILabelsOfFieldProps): JSX.Element {
  const { field, drawn, labels, pinned, walking } = props;
  const model = useModel();
  const { dataset, session } = model.store.state;
  const toggle = (): void => {
    const shown = drawnFields(dataset, session);
    model.actions.setVisibleFields(
      drawn ? shown.filter(other => other !== field) : [...shown, field]
    );
  };
  const pinnedRow = React.useRef<HTMLButtonElement>(null);
  const pinnedHere = labels.some(({ id }) => id === pinned);
  React.useEffect(() => {
    if (pinnedHere) {
      scrollIntoPanel(pinnedRow.current);
      if (walking.current) {
        walking.current = false;
        pinnedRow.current?.focus({ preventScroll: true });
      }
    }
  }, [pinnedHere, pinned, walking]);
  return (
    <section>
      <h3 className="lunette-LabelPanel-heading">
        <label
          className="lunette-LabelPanel-visible"
          title={`${field}\nDrawn on the pictures or not`}
        >
          <input type="checkbox" aria-label={`Draw ${field}`} checked={drawn} onChange={toggle} />
          <span className="lunette-LabelField-text">{field}</span>
        </label>
        {drawn && <span className="lunette-LabelPanel-count">{formatCount(labels.length)}</span>}
      </h3>
      {labels.map(label => (
        <LabelRow
          key={label.id}
          {...props}
          ref={label.id === pinned ? pinnedRow : null}
          label={label}
        />
      ))}
    </section>
  );
}

interface ILabelRowProps extends Omit<ILabelPanelProps, 'sample' | 'walking'> {
  label: IPageLabel;
}

/** One label: its check box selects, a click pins it; with the keyboard, Space and Enter. */
const LabelRow = React.forwardRef<HTMLButtonElement, ILabelRowProps>((props, ref) => {
  const { label, hovered, pinned, onHover, onPin, onSelect } = props;
  const model = useModel();
  const mark = useAppState(({ selectedLabels, session }) => {
    const selected = selectedLabels.get(label.id);
    return selected ? session?.label_selection_style[selected.type ?? 'default'] : undefined;
  });
  const name = label.label ?? label.element;
  const select = (event: React.MouseEvent | React.KeyboardEvent): void => {
    event.preventDefault();
    onSelect(label, event.altKey ? 'alt' : 'default');
  };
  return (
    <div
      className={classNames(
        'lunette-LabelPanel-row',
        label.id === hovered && 'lunette-mod-hovered',
        label.id === pinned && 'lunette-mod-pinned'
      )}
      onPointerEnter={() => onHover(label.id)}
      onPointerLeave={() => onHover(null)}
    >
      <button
        type="button"
        role="checkbox"
        tabIndex={-1}
        className={classNames('lunette-LabelPanel-check', mark && `lunette-mod-${mark}`)}
        aria-label={`Select ${name}`}
        aria-checked={mark !== undefined}
        title="Select (Space); with Alt as the alternative"
        onClick={select}
      >
        <span className="lunette-Value-check">{mark && <Icon name="check" />}</span>
      </button>
      <button
        ref={ref}
        type="button"
        className="lunette-LabelPanel-label"
        aria-pressed={label.id === pinned}
        aria-keyshortcuts="Space"
        title={name}
        onFocus={() => onHover(label.id)}
        onBlur={() => onHover(null)}
        onKeyDown={event => {
          if (event.key === ' ') {
            select(event);
          }
        }}
        // Space is a click when it goes up.
        onKeyUp={event => event.key === ' ' && event.preventDefault()}
        onClick={event =>
          event.ctrlKey || event.metaKey || event.shiftKey || event.altKey
            ? select(event)
            : onPin(label.id === pinned ? null : label.id)
        }
      >
        <span
          className="lunette-LabelField-color"
          style={{ background: colorOf(label, model.colors) }}
        />
        <span className="lunette-LabelPanel-text">{name}</span>
        {label.confidence !== null && (
          <span className="lunette-LabelPanel-number">{label.confidence.toFixed(3)}</span>
        )}
      </button>
    </div>
  );
});
LabelRow.displayName = 'LabelRow';

/** Scrolls only the panel: the notebook around the App stays where it is. */
function scrollIntoPanel(row: HTMLElement | null): void {
  const panel = row?.closest<HTMLElement>('.lunette-Viewer-panel');
  if (row && panel) {
    const [inner, outer] = [row.getBoundingClientRect(), panel.getBoundingClientRect()];
    if (inner.top < outer.top || inner.bottom > outer.bottom) {
      panel.scrollTop += (inner.top + inner.bottom - outer.top - outer.bottom) / 2;
    }
  }
}
