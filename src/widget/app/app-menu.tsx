/** What is seldom needed: captions, label texts, keys. */
import * as React from 'react';
import { LABEL_CLASSES, type IFieldSpec } from '../../protocol';
import { ColorPopover } from '../features/colors';
import { KeyLevel, useAppState, useModel } from '../model';
import { MenuButton, type MenuItem } from '../ui';
import { KeyHelp } from './key-help';
import { Presence } from './presence';

/** Fields whose values can be written on a tile. */
function captionPaths(fields: readonly IFieldSpec[]): string[] {
  const paths: string[] = [];
  for (const { name, type, document } of fields) {
    if (type === 'document') {
      if (document !== undefined && LABEL_CLASSES[document]?.list === undefined) {
        paths.push(...(document === 'Classification' ? [`${name}.label`] : []));
      }
    } else if (!['vector', 'array', 'dict', 'object_id'].includes(type)) {
      paths.push(name);
    }
  }
  return paths;
}

export function AppMenu(): JSX.Element {
  const { actions, keys, options } = useModel();
  const places = useAppState(state => state.places);
  const dataset = useAppState(state => state.dataset);
  const captions = useAppState(state => state.captions);
  const [help, setHelp] = React.useState(false);
  const [coloring, setColoring] = React.useState(false);
  const place = React.useRef<HTMLSpanElement>(null);
  React.useEffect(() => keys.bind('?', KeyLevel.App, () => setHelp(true)), [keys]);
  const items: MenuItem[] = [];
  const paths = captionPaths(dataset?.fields ?? []);
  if (paths.length > 0) {
    items.push({ heading: 'Captions (at most two)' });
    for (const path of paths.slice(0, 20)) {
      const checked = captions.includes(path);
      items.push({
        label: path,
        checked,
        disabled: !checked && captions.length >= 2,
        run: () =>
          actions.setCaptions(checked ? captions.filter(c => c !== path) : [...captions, path])
      });
    }
    items.push('separator');
  }
  items.push(
    // Once the menu is gone, which gives the keyboard back.
    { label: 'Colours', run: () => setTimeout(() => setColoring(true)) },
    { label: 'Select all', hint: 'Ctrl A', run: () => void actions.selectAll() },
    { label: 'Keys and gestures', hint: '?', run: () => setHelp(true) }
  );
  const { moveTo } = options;
  if (moveTo && places.length > 1) {
    items.push('separator', { heading: 'Move to' });
    for (const { id, label, current } of places) {
      items.push({ label, disabled: current, run: () => moveTo(id) });
    }
  }
  return (
    <>
      <Presence />
      <span ref={place}>
        <MenuButton icon="more" label="More" items={items} align="end" />
      </span>
      {coloring && place.current && (
        <ColorPopover anchor={place.current} align="end" onClose={() => setColoring(false)} />
      )}
      {help && <KeyHelp onClose={() => setHelp(false)} />}
    </>
  );
}
