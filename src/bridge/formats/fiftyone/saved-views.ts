/** Saved views of FiftyOne and ours. Views with parts that the other side has not are left out. */
import type { Expression, Stage, View } from '../../../protocol';
import { viewOfForeign } from '../../../protocol';
import type { IExportSource, IViewFacts } from '../format';
import type { Notices } from '../notices';
import { toMongo } from './mongo-expressions';

type Kwargs = Record<string, unknown>;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Stages whose parameters have the same names and forms on both sides. */
const PLAIN: Readonly<Record<string, readonly string[]>> = {
  Exclude: ['sample_ids'],
  ExcludeFields: ['field_names'],
  ExcludeLabels: ['labels', 'ids', 'tags', 'fields', 'omit_empty'],
  Exists: ['field', 'bool'],
  Limit: ['limit'],
  LimitLabels: ['field', 'limit'],
  MapLabels: ['field', 'map'],
  MatchTags: ['tags', 'bool', 'all'],
  Select: ['sample_ids', 'ordered'],
  SelectFields: ['field_names'],
  SelectGroupSlices: ['slices', 'media_type'],
  SelectLabels: ['labels', 'ids', 'tags', 'fields', 'omit_empty'],
  Skip: ['skip'],
  ToPatches: ['field']
};

const snake = (name: string): string =>
  name.replace(/(?!^)[A-Z]/g, letter => `_${letter}`).toLowerCase();
const STAGES = new Map(Object.keys(PLAIN).map(name => [snake(name), name]));

/** Null if there are no stages. @throws Error if a stage cannot be taken over, saying why */
export function viewOf(stages: unknown): View | null {
  return Array.isArray(stages) ? viewOfForeign(stages) : null;
}

export function savedViewsOf(documents: unknown, notices: Notices): IViewFacts[] {
  const text = (value: unknown): string | null => (typeof value === 'string' ? value : null);
  return (Array.isArray(documents) ? documents : []).flatMap((document: unknown) => {
    const saved = isRecord(document) ? document : {};
    const name = text(saved['name']);
    let view: View | null = null;
    let reason = '';
    try {
      view = viewOf(saved['view_stages']);
    } catch (error) {
      // Whatever is wrong with one view, the dataset is worth more than it.
      reason = ` (${(error as Error).message.replace(/\.$/, '')})`;
    }
    if (name === null || view === null) {
      notices.add(
        '{n} saved views have stages that cannot be read and were left out: {example}.',
        `${name ?? ''}${reason}`
      );
      return [];
    }
    return [{ name, description: text(saved['description']), color: text(saved['color']), view }];
  });
}

/** `undefined` in an entry: it cannot be expressed. */
function kwargsOf(stage: Stage): [string, [string, unknown][]] | null {
  const name = STAGES.get(stage.stage);
  const values = stage as unknown as Kwargs;
  if (name) {
    return [name, (PLAIN[name] as string[]).map(key => [key, values[key] ?? null])];
  }
  switch (stage.stage) {
    case 'match':
      return ['Match', [['filter', expr(stage.filter)]]];
    case 'filter_labels':
    case 'filter_field':
      return [
        stage.stage === 'filter_labels' ? 'FilterLabels' : 'FilterField',
        [
          ['field', stage.field],
          ['filter', toMongo(stage.filter, true)],
          ['only_matches', stage.only_matches]
        ]
      ];
    case 'sort_by': {
      const [first, ...more] = stage.keys;
      if (!first || more.length > 0) {
        return null;
      }
      const key = 'field' in first.key ? first.key.field : toMongo(first.key);
      return [
        'SortBy',
        [
          ['field_or_expr', key],
          ['reverse', first.reverse]
        ]
      ];
    }
    case 'take':
      return [
        'Take',
        [
          ['size', stage.size],
          ['seed', stage.seed]
        ]
      ];
    case 'shuffle':
      return ['Shuffle', [['seed', stage.seed]]];
    default:
      return null;
  }
}

function expr(filter: Expression): unknown {
  const mongo = toMongo(filter);
  return mongo === undefined ? undefined : { $expr: mongo };
}

/** The stages as FiftyOne keeps them; null if one of them cannot be expressed. */
export function stageTexts(view: View): string[] | null {
  const stages = view.map(stage => {
    const found = kwargsOf(stage);
    return found && !found[1].some(([, value]) => value === undefined)
      ? JSON.stringify({ _cls: `fiftyone.core.stages.${found[0]}`, kwargs: found[1] })
      : null;
  });
  return stages.includes(null) ? null : (stages as string[]);
}

export function viewDocuments(source: IExportSource, notices: Notices): object[] {
  return source.views.flatMap(({ name, description, color, view }) => {
    const stages = stageTexts(view);
    if (stages === null) {
      notices.add('{n} saved views cannot be expressed there and were left out: {example}.', name);
      return [];
    }
    const now = { $date: new Date(source.last_modified_at).toISOString() };
    return [
      {
        _dataset_id: { $oid: source.id },
        name,
        slug: name
          .toLowerCase()
          .replace(/[^a-z0-9]+/g, '-')
          .replace(/^-|-$/g, ''),
        description,
        color,
        view_stages: stages,
        created_at: now,
        last_modified_at: now,
        last_loaded_at: null
      }
    ];
  });
}
