/** `metadata.json`: FiftyOne's document of a dataset, and the facts in it. */
import {
  datasetPropertiesSchema,
  DEFAULT_FIELDS,
  isFramesField,
  type DatasetProperties
} from '../../../protocol';
import { formatError } from '../format-error';
import type { IDatasetFacts, IExportSource } from '../format';
import type { Notices } from '../notices';
import { fieldDocument } from './field-documents';
import { savedViewsOf, viewDocuments } from './saved-views';

type Document = Record<string, unknown>;

/** The version whose form is written. */
const VERSION = '1.0.0';

const isRecord = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Settings of the App that both systems have. */
const APP_CONFIG = [
  'media_fields',
  'grid_media_field',
  'modal_media_field',
  'media_fallback',
  'sidebar_mode',
  'sidebar_groups',
  'plugins'
];

function appConfig(config: unknown): Document {
  if (!isRecord(config)) {
    return {};
  }
  const entries = APP_CONFIG.filter(name => config[name] != null).map(name => [name, config[name]]);
  return Object.fromEntries(entries) as Document;
}

const PROPERTIES = [
  'classes',
  'default_classes',
  'mask_targets',
  'default_mask_targets',
  'skeletons',
  'default_skeleton',
  'group_field',
  'default_group_slice'
] as const;

function withoutClass(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutClass);
  }
  if (!isRecord(value)) {
    return value;
  }
  const entries = Object.entries(value).filter(([name]) => name !== '_cls');
  return Object.fromEntries(entries.map(([name, part]) => [name, withoutClass(part)]));
}

function propertiesOf(metadata: Document, path: string): Partial<DatasetProperties> {
  const found: Document = {};
  for (const name of PROPERTIES) {
    if (metadata[name] != null) {
      found[name] = withoutClass(metadata[name]);
    }
  }
  if (isRecord(metadata['group_media_types'])) {
    found['group_slices'] = Object.entries(metadata['group_media_types']).map(
      ([name, media_type]) => ({ name, media_type })
    );
  }
  const parsed = datasetPropertiesSchema.partial().safeParse(found);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw formatError(path, issue?.path.map(String).join('.') ?? '', `${issue?.message}.`);
  }
  return parsed.data;
}

/** The facts of a dataset document. @throws RequestError naming the key that is wrong */
export function factsOf(
  metadata: Document,
  path: string,
  options: { import_saved_views: boolean },
  notices: Notices
): IDatasetFacts {
  const { description, tags, info } = metadata;
  return {
    info: isRecord(info) ? info : {},
    properties: propertiesOf(metadata, path),
    description: typeof description === 'string' ? description : null,
    tags: Array.isArray(tags) ? tags.map(String) : [],
    app_config: appConfig(metadata['app_config']),
    views: options.import_saved_views ? savedViewsOf(metadata['saved_views'], notices) : []
  };
}

const isoDate = (ms: number | null): unknown =>
  ms === null ? null : { $date: new Date(ms).toISOString() };

const EMPTY_CONFIG = {
  plugins: {},
  media_fallback: false,
  media_fields: ['filepath'],
  grid_media_field: 'filepath',
  modal_media_field: 'filepath'
};

/** What FiftyOne reads back as the same dataset. */
export function datasetDocument(
  source: IExportSource,
  options: { export_saved_views: boolean },
  runs: Document,
  notices: Notices
): Document {
  const { properties, created_at: createdAt } = source;
  const frames = source.fields.find(isFramesField);
  const own = source.fields.filter(field => !isFramesField(field));
  const defaults = DEFAULT_FIELDS.map(field => own.find(one => one.name === field.name) ?? field);
  const names = new Set(defaults.map(field => field.name));
  const fields = [...defaults, ...own.filter(field => !names.has(field.name))];
  const frameFields = frames
    ? [
        { name: 'id', type: 'object_id' as const, read_only: true },
        { name: 'frame_number', type: 'int' as const, form: 'frame_number' as const },
        { name: 'created_at', type: 'datetime' as const, read_only: true },
        { name: 'last_modified_at', type: 'datetime' as const, read_only: true },
        ...(frames.fields ?? [])
      ]
    : [];
  return {
    _id: { $oid: source.id },
    name: source.name,
    slug: source.slug,
    version: VERSION,
    created_at: isoDate(createdAt),
    last_modified_at: isoDate(source.last_modified_at),
    last_deletion_at: isoDate(properties.last_deletion_at ?? null),
    last_loaded_at: isoDate(source.last_loaded_at ?? createdAt),
    sample_collection_name: `samples.${source.id}`,
    frame_collection_name: frames ? `frames.samples.${source.id}` : null,
    persistent: source.persistent,
    media_type: source.media_type,
    group_field: properties.group_field ?? null,
    group_media_types: Object.fromEntries(
      (properties.group_slices ?? []).map(slice => [slice.name, slice.media_type])
    ),
    default_group_slice: properties.default_group_slice ?? null,
    tags: source.tags,
    description: source.description,
    info: source.info,
    app_config: { ...EMPTY_CONFIG, ...appConfig(source.app_config) },
    classes: properties.classes ?? {},
    default_classes: properties.default_classes ?? [],
    mask_targets: properties.mask_targets ?? {},
    default_mask_targets: properties.default_mask_targets ?? {},
    skeletons: properties.skeletons ?? {},
    default_skeleton: properties.default_skeleton ?? null,
    sample_fields: fields.map(field => fieldDocument(field, createdAt)),
    frame_fields: frameFields.map(field => fieldDocument(field, createdAt)),
    saved_views: options.export_saved_views && source.whole ? viewDocuments(source, notices) : [],
    workspaces: [],
    ...runs
  };
}
