/** The colours of one label field: its own, those of its values, classes or scale. */
import * as React from 'react';
import {
  colorOf,
  colorOfField,
  DEFAULT_COLORSCALE,
  DEFAULT_TABLES,
  LABEL_CLASSES,
  type ColorScheme,
  type IFieldSpec
} from '../../../protocol';
import { useAppState, useColors } from '../../model';
import { maskTargetNames } from '../../overlays';
import { Icon } from '../../ui';
import { ColorInput } from './color-input';
import { MaskColors } from './mask-colors';
import { ScaleSelect } from './scale-select';
import {
  changedField,
  changedScale,
  fieldEntry,
  fieldScale,
  type FieldChange
} from './scheme-edits';
import { useLabelValues } from './use-label-values';
import { ValueColors } from './value-colors';

interface IFieldColorsProps {
  field: IFieldSpec;
  scheme: ColorScheme;
  open: boolean;
  onToggle(): void;
  onChange(scheme: ColorScheme, what: string): void;
}

export function FieldColors(props: IFieldColorsProps): JSX.Element {
  const { field, scheme, open, onToggle, onChange } = props;
  const colors = useColors();
  const { name } = field;
  const entry = fieldEntry(scheme, name);
  const change = (part: FieldChange, what: string): void =>
    onChange(changedField(scheme, name, part), `${name} ${what}`);
  return (
    <section className="lunette-FieldColors">
      <div className="lunette-FieldColors-head">
        <button
          type="button"
          className="lunette-Fold"
          aria-expanded={open}
          aria-label={`Colours of ${name}`}
          onClick={onToggle}
        >
          <span className={`lunette-Fold-arrow${open ? ' lunette-mod-open' : ''}`}>
            <Icon name="forward" />
          </span>
          <span className="lunette-LabelField-text">{name}</span>
        </button>
        {field.document !== 'Heatmap' && (
          <ColorInput
            color={entry.fieldColor ?? null}
            shown={colorOfField(colors, name)}
            label={`Colour of ${name}`}
            onChange={fieldColor => change({ fieldColor }, 'color')}
          />
        )}
      </div>
      {open && <FieldBody {...props} entry={entry} onField={change} />}
    </section>
  );
}

interface IFieldBodyProps extends IFieldColorsProps {
  entry: ReturnType<typeof fieldEntry>;
  onField(part: FieldChange, what: string): void;
}

function FieldBody({ field, scheme, entry, onField, onChange }: IFieldBodyProps): JSX.Element {
  const colors = useColors();
  const setting = useAppState(state => state.session?.config.colorscale);
  const properties = useAppState(state => state.dataset?.properties);
  const { name, document = '' } = field;
  if (document === 'Segmentation') {
    return (
      <MaskColors
        label={`Classes of ${name}`}
        own={entry.maskTargetsColors ?? []}
        table={colors.tables.get(name) ?? DEFAULT_TABLES.classes}
        names={maskTargetNames(properties, name)}
        onChange={(maskTargetsColors, target) => onField({ maskTargetsColors }, `class ${target}`)}
      />
    );
  }
  if (document === 'Heatmap') {
    const usual = scheme.default_colorscale ?? { name: setting ?? DEFAULT_COLORSCALE };
    return (
      <ScaleSelect
        scale={fieldScale(scheme, name)}
        inherited={usual}
        label={`Colour scale of ${name}`}
        onChange={scale => onChange(changedScale(scheme, name, scale), `${name} scale`)}
      />
    );
  }
  return <ByValue field={field} entry={entry} onField={onField} />;
}

/** Attributes of labels whose values can have colours. */
function attributesOf({ document = '', fields }: IFieldSpec): string[] {
  const { attributes = [], list } = LABEL_CLASSES[document] ?? {};
  const declared = (fields ?? []).flatMap(f => (f.name === list ? (f.fields ?? []) : [f]));
  const types = ['string', 'int', 'float', 'bool', 'list'];
  return [...attributes, ...declared]
    .filter(({ type }) => types.includes(type))
    .map(({ name }) => name)
    .filter((name, i, all) => all.indexOf(name) === i);
}

function ByValue(props: Pick<IFieldBodyProps, 'field' | 'entry' | 'onField'>): JSX.Element {
  const { field, entry, onField } = props;
  const { name } = field;
  const colors = useColors();
  const attribute = entry.colorByAttribute || 'label';
  const { values, distinct } = useLabelValues(`${name}.${attribute}`);
  const names = attributesOf(field);
  const valued = {
    ...colors,
    colorBy: 'value' as const,
    customized: new Map(colors.customized).set(name, {
      attribute,
      colors: colors.customized.get(name)?.colors ?? new Map<string, string>()
    })
  };
  const shownOf = (value: string): string => {
    const text = value === 'None' && values.includes(null) ? null : value;
    return colorOf({ id: '', field: name, label: text, index: null, value: text }, valued);
  };
  return (
    <>
      <label className="lunette-Colors-line">
        <span>Values of</span>
        <select
          className="lunette-Input"
          value={attribute}
          onChange={event => onField({ colorByAttribute: event.target.value }, 'attribute')}
        >
          {[...new Set([...names, attribute])].map(option => (
            <option key={option}>{option}</option>
          ))}
        </select>
      </label>
      {colors.colorBy !== 'value' && (
        <p className="lunette-Colors-hint">These count while labels are coloured by value.</p>
      )}
      <ValueColors
        label={`Values of ${name}.${attribute}`}
        own={entry.valueColors ?? []}
        values={values.map(value => value ?? 'None')}
        distinct={distinct}
        shownOf={shownOf}
        onChange={(valueColors, value) => onField({ valueColors }, `value ${value}`)}
      />
    </>
  );
}
