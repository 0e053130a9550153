/** The labels of the sample by field, and its other fields; hover and click go both ways. */
import * as React from 'react';
import { colorOf, type IPageLabel } from '../../../protocol';
import { useModel } from '../../model';
import { classNames, formatNumber } from '../../ui';
import { fieldText } from './field-text';
import type { IViewedSample } from './use-viewed-sample';

interface ILabelPanelProps {
  sample: IViewedSample;
  hovered: string | null;
  pinned: string | null;
  onHover(id: string | null): void;
  onPin(id: string | null): void;
}

/** Fields that the head of the viewer shows, or that say nothing to people. */
const LEFT_OUT: ReadonlySet<string> = new Set(['id', 'filepath']);

export function LabelPanel(props: ILabelPanelProps): JSX.Element {
  const { sample, hovered, pinned, onHover, onPin } = props;
  const model = useModel();
  const byField = new Map<string, IPageLabel[]>();
  for (const label of sample.labels) {
    byField.set(label.field, [...(byField.get(label.field) ?? []), label]);
  }
  const fields = Object.entries(sample.detail?.fields ?? {}).filter(
    ([name, value]) => !LEFT_OUT.has(name) && !byField.has(name) && !isLabels(value)
  );
  return (
    <div className="lunette-LabelPanel">
      {sample.invalid.map(({ field, message }, i) => (
        <p key={i} className="lunette-Facet-hint lunette-mod-error" role="alert">
          {field}: {message}
        </p>
      ))}
      {[...byField].map(([field, labels]) => (
        <section key={field}>
          <h3 className="lunette-Sidebar-heading">
            {field} <span className="lunette-LabelPanel-count">{labels.length}</span>
          </h3>
          {labels.map(label => (
            <button
              key={label.id}
              type="button"
              className={classNames(
                'lunette-LabelPanel-label',
                label.id === hovered && 'lunette-mod-hovered',
                label.id === pinned && 'lunette-mod-pinned'
              )}
              aria-pressed={label.id === pinned}
              onMouseEnter={() => onHover(label.id)}
              onMouseLeave={() => onHover(null)}
              onClick={() => onPin(label.id === pinned ? null : label.id)}
            >
              <span
                className="lunette-LabelField-color"
                style={{ background: colorOf(label, model.colors) }}
              />
              <span className="lunette-LabelPanel-text">{label.label ?? label.element}</span>
              {label.confidence !== null && (
                <span className="lunette-Value-number">{label.confidence.toFixed(3)}</span>
              )}
            </button>
          ))}
        </section>
      ))}
      {fields.length > 0 && (
        <section>
          <h3 className="lunette-Sidebar-heading">Fields</h3>
          <dl className="lunette-LabelPanel-fields">
            {fields.map(([name, value]) => (
              <React.Fragment key={name}>
                <dt title={name}>{name}</dt>
                <dd title={fieldText(value)}>{fieldText(value)}</dd>
              </React.Fragment>
            ))}
          </dl>
        </section>
      )}
    </div>
  );
}

/** Label documents are listed as labels, also those of fields that are not drawn. */
function isLabels(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    '_cls' in value &&
    ['detections', 'classifications', 'polylines', 'keypoints', 'mask', 'map'].some(
      key => key in value
    )
  );
}

/** What the tooltip and the pinned card say of a label. */
export function LabelCard(props: { label: IPageLabel; attributes: Attributes }): JSX.Element {
  const { label, attributes } = props;
  const rows: [string, string][] = [['field', label.field]];
  if (label.confidence !== null) {
    rows.push(['confidence', label.confidence.toFixed(3)]);
  }
  if (label.index !== null) {
    rows.push(['index', String(label.index)]);
  }
  if (label.box) {
    rows.push(['box', label.box.map(formatNumber).join(', ')]);
  }
  for (const [name, value] of Object.entries(attributes)) {
    rows.push([name, fieldText(value)]);
  }
  return (
    <div className="lunette-LabelCard">
      <div className="lunette-LabelCard-title">{label.label ?? label.element}</div>
      <dl className="lunette-LabelPanel-fields">
        {rows.map(([name, value]) => (
          <React.Fragment key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
    </div>
  );
}

export type Attributes = Record<string, unknown>;

/** Attributes that the card shows by itself, or that are too long for it. */
const SHOWN: ReadonlySet<string> = new Set([
  'id',
  'label',
  'confidence',
  'index',
  'bounding_box',
  'points',
  'mask',
  'map',
  'logits'
]);

/** Everything else that the sample's detail says of a label. */
export function attributesOf(sample: IViewedSample, id: string): Attributes {
  for (const value of Object.values(sample.detail?.fields ?? {})) {
    const found = findLabel(value, id);
    if (found) {
      return Object.fromEntries(
        Object.entries(found).filter(
          ([name, inner]) =>
            !SHOWN.has(name) &&
            !name.startsWith('_') &&
            inner !== null &&
            !(Array.isArray(inner) && inner.length === 0)
        )
      );
    }
  }
  return {};
}

function findLabel(value: unknown, id: string): Attributes | null {
  if (Array.isArray(value)) {
    for (const item of value) {
      const found = findLabel(item, id);
      if (found) {
        return found;
      }
    }
    return null;
  }
  if (typeof value !== 'object' || value === null || !('_cls' in value)) {
    return null;
  }
  const document = value as Attributes;
  if (document['_id'] === id || document['id'] === id) {
    return document;
  }
  for (const key of ['detections', 'classifications', 'polylines', 'keypoints']) {
    const found = findLabel(document[key], id);
    if (found) {
      return found;
    }
  }
  return null;
}
