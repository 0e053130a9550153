/** What a view leaves readable, and which fields it shows in part or changed. */
import {
  isGenerating,
  type IDatasetInfo,
  type IViewDescription,
  type Stage,
  type View
} from '../../../protocol';
import { partsOf, type DatasetSchema } from '../schema';
import { checkView } from './check-view';
import { concatenated } from './concat';
import { mediaTypeOfView } from './view-media-type';

const headOf = (path: string): string => (path.split('.')[0] as string).replace('[]', '');

interface ITouched {
  filtered: Set<string>;
  changed: Set<string>;
}

function touch(stage: Stage, schema: DatasetSchema, { filtered, changed }: ITouched): void {
  switch (stage.stage) {
    case 'filter_labels':
    case 'limit_labels':
      filtered.add(headOf(stage.field));
      break;
    case 'select_labels':
    case 'exclude_labels':
      schema.labelFields.forEach((_, name) => filtered.add(name));
      break;
    case 'filter_keypoints':
      filtered.add(headOf(stage.field));
      changed.add(headOf(stage.field));
      break;
    case 'match_frames':
    case 'select_frames':
    case 'exclude_frames':
      filtered.add('frames');
      break;
    case 'filter_field':
    case 'map_labels':
    case 'map_values':
    case 'set_field':
      changed.add(headOf(stage.field));
      break;
    case 'concat':
      concatenated(stage).forEach(nested => touch(nested, schema, { filtered, changed }));
      break;
    default:
      if (isGenerating(stage)) {
        // The samples that such a stage makes are whole.
        filtered.clear();
        changed.clear();
      }
  }
}

/** @throws RequestError if the view is not valid */
export function describeView(
  view: View,
  schema: DatasetSchema,
  info: IDatasetInfo
): IViewDescription {
  const after = checkView(view, schema);
  const touched: ITouched = { filtered: new Set(), changed: new Set() };
  view.forEach(stage => touch(stage, schema, touched));
  const readable = (names: Set<string>): string[] =>
    [...names].filter(name => after.fields.has(name)).sort();
  return {
    fields: [...after.fields.values()].map(spec => {
      const parts = spec.name === 'metadata' ? partsOf(spec) : spec.fields;
      const shown = parts?.filter(part => !after.hidden.hides(spec.name, part.name));
      return shown && shown.length !== parts?.length ? { ...spec, fields: shown } : spec;
    }),
    media_type: mediaTypeOfView(view, info),
    hidden: Object.fromEntries(
      [...after.hidden.rules].map(([name, { only, without }]) => [
        name,
        { only: only && [...only], without: [...without] }
      ])
    ),
    filtered: readable(touched.filtered),
    changed: readable(touched.changed),
    seq: info.seq
  };
}
