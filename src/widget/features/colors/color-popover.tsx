/** Everything about colours in one popover: what the session shows changes while it is open. */
import * as React from 'react';
import {
  classTable,
  DEFAULT_COLORSCALE,
  isLabelField,
  type ColorBy,
  type ColorScheme
} from '../../../protocol';
import { useAppState, useColors, useModel } from '../../model';
import {
  Button,
  classNames,
  copyText,
  Icon,
  IconButton,
  Popover,
  type PopoverAlign
} from '../../ui';
import { maskTargetNames } from '../../overlays';
import { FieldColors } from './field-colors';
import { MaskColors } from './mask-colors';
import { PoolEditor } from './pool-editor';
import { defaultScheme, saveDefault } from './save-default';
import { ScaleSelect } from './scale-select';
import { schemeEditor } from './scheme-editor';
import { changed } from './scheme-edits';
import { schemePython } from './scheme-python';
import { TagColors } from './tag-colors';

interface IColorPopoverProps {
  anchor: HTMLElement;
  align?: PopoverAlign;
  /** The label field whose colours are unfolded at first. */
  field?: string;
  onClose(): void;
}

const KINDS: readonly [ColorBy, string, string][] = [
  ['field', 'Field', 'All labels of a field have one colour'],
  ['value', 'Value', 'Labels of one class have one colour'],
  ['instance', 'Instance', 'Every label, or every index, has its own colour']
];

export function ColorPopover({ anchor, align, field, onClose }: IColorPopoverProps): JSX.Element {
  const model = useModel();
  const editor = schemeEditor(model);
  const colors = useColors();
  const config = useAppState(state => state.session?.config);
  const dataset = useAppState(state => state.dataset);
  useAppState(state => state.session?.color_scheme);
  const [open, setOpen] = React.useState<string | null>(field ?? null);
  const [more, setMore] = React.useState(false);
  const { scheme } = editor;
  const fields = dataset?.fields.filter(isLabelField) ?? [];
  const documents = new Set(fields.map(({ document }) => document));
  const change = (next: ColorScheme, what: string): void => editor.change(next, what);
  const set = (part: ColorScheme, what: string): void => change(changed(scheme, part), what);
  const points = documents.has('Keypoints') || documents.has('Keypoint');
  return (
    <Popover
      anchor={anchor}
      align={align}
      label="Colours"
      className="lunette-Colors"
      onClose={onClose}
    >
      <header className="lunette-Colors-head">
        <h2>Colours</h2>
        <IconButton icon="close" label="Close" onClick={onClose} />
      </header>
      <div className="lunette-Colors-body">
        <div className="lunette-Colors-line">
          <span>Colour by</span>
          <div className="lunette-Segments" role="radiogroup" aria-label="Colour by">
            {KINDS.map(([kind, name, help]) => (
              <button
                key={kind}
                type="button"
                role="radio"
                aria-checked={colors.colorBy === kind}
                title={help}
                data-autofocus={colors.colorBy === kind || undefined}
                className={classNames(
                  'lunette-Segments-item',
                  colors.colorBy === kind && 'lunette-mod-chosen'
                )}
                onClick={() => set({ color_by: kind }, 'color_by')}
              >
                {name}
              </button>
            ))}
          </div>
        </div>
        <PoolEditor scheme={scheme} inherited={config?.color_pool ?? null} onChange={change} />
        <label className="lunette-Colors-line">
          <span>Opacity</span>
          <input
            className="lunette-Slider"
            type="range"
            min={0}
            max={1}
            step={0.05}
            value={colors.opacity}
            aria-label="Opacity of masks and filled shapes"
            title="Of masks and filled shapes"
            onChange={event => set({ opacity: Number(event.target.value) }, 'opacity')}
          />
          <span className="lunette-Colors-number">{Math.round(100 * colors.opacity)} %</span>
        </label>
        {points && (
          <Check
            label="Keypoints in many colours"
            checked={colors.multicolorKeypoints}
            onChange={multicolor_keypoints => set({ multicolor_keypoints }, 'keypoints')}
          />
        )}
        {[...colors.skeletons.values()].some(chains => chains.length > 0) ||
        scheme.show_skeletons === false ? (
          <Check
            label="Skeletons of keypoints"
            checked={scheme.show_skeletons ?? config?.show_skeletons ?? true}
            onChange={show_skeletons => set({ show_skeletons }, 'skeletons')}
          />
        ) : null}
        {documents.has('Heatmap') && (
          <div className="lunette-Colors-line lunette-mod-top">
            <span>Heat maps</span>
            <ScaleSelect
              scale={scheme.default_colorscale ?? null}
              inherited={{ name: config?.colorscale ?? DEFAULT_COLORSCALE }}
              label="Colour scale of heat maps"
              onChange={name =>
                set({ default_colorscale: name === null ? null : { name } }, 'scale')
              }
            />
          </div>
        )}
        {fields.length > 0 && <h3>Fields</h3>}
        {fields.map(spec => (
          <FieldColors
            key={spec.name}
            field={spec}
            scheme={scheme}
            open={open === spec.name}
            onToggle={() => setOpen(open === spec.name ? null : spec.name)}
            onChange={change}
          />
        ))}
        <button
          type="button"
          className="lunette-Fold"
          aria-expanded={more}
          onClick={() => setMore(!more)}
        >
          <span className={classNames('lunette-Fold-arrow', more && 'lunette-mod-open')}>
            <Icon name="forward" />
          </span>
          <span className="lunette-LabelField-text">Tags of labels, classes of all masks</span>
        </button>
        {more && (
          <>
            <TagColors scheme={scheme} onChange={change} />
            {documents.has('Segmentation') && (
              <MaskColors
                label="Classes of all masks"
                own={scheme.default_mask_targets_colors ?? []}
                names={maskTargetNames(dataset?.properties, '')}
                table={classTable(
                  scheme.default_mask_targets_colors ?? [],
                  target => colors.pool[(target - 1) % colors.pool.length] as string
                )}
                onChange={(default_mask_targets_colors, target) =>
                  set({ default_mask_targets_colors }, `all masks ${target}`)
                }
              />
            )}
          </>
        )}
      </div>
      <Footer scheme={scheme} onChange={change} />
    </Popover>
  );
}

function Check(props: {
  label: string;
  checked: boolean;
  onChange(checked: boolean): void;
}): JSX.Element {
  const { label, checked, onChange } = props;
  return (
    <label className="lunette-StageForm-check">
      <input type="checkbox" checked={checked} onChange={event => onChange(event.target.checked)} />
      {label}
    </label>
  );
}

function Footer(props: {
  scheme: ColorScheme;
  onChange(scheme: ColorScheme, what: string): void;
}): JSX.Element {
  const { scheme, onChange } = props;
  const model = useModel();
  const { actions } = model;
  useAppState(state => state.dataset?.app_config);
  const saved = defaultScheme(model);
  const copy = (): void =>
    void copyText(schemePython(scheme)).then(copied =>
      actions.notify(
        copied
          ? { kind: 'info', text: 'The colours were copied as Python.' }
          : { kind: 'error', text: 'This browser does not let the App write to the clipboard.' }
      )
    );
  const isSaved = JSON.stringify(saved) === JSON.stringify(scheme);
  return (
    <footer className="lunette-Colors-foot">
      <Button
        look="plain"
        title={saved ? 'The colours that the dataset has by default' : 'The built-in colours'}
        onClick={() => onChange(saved ?? {}, 'reset')}
      >
        Reset
      </Button>
      <Button
        look="plain"
        title={
          isSaved
            ? 'New sessions begin with the built-in colours again'
            : 'New sessions of this dataset begin with these colours'
        }
        onClick={() => void saveDefault(model, isSaved ? null : scheme)}
      >
        {isSaved ? 'Forget default' : 'Save as default'}
      </Button>
      <IconButton icon="copy" label="Copy as Python" onClick={copy} />
    </footer>
  );
}
