/** What a dataset says of its fields follows when they are renamed or deleted. */
import type { DatasetProperties, IDatasetInfo } from '../../../protocol';

/** Old path → new path; null: the field is gone. */
export type FieldMoves = ReadonlyMap<string, string | null>;

/** A path after the moves; null if its field is gone. */
export function movedPath(path: string, moves: FieldMoves): string | null {
  for (const [from, to] of moves) {
    if (path === from || path.startsWith(`${from}.`)) {
      return to === null ? null : to + path.slice(from.length);
    }
  }
  return path;
}

type Json = Record<string, unknown>;

const isRecord = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function movedPaths(value: unknown, moves: FieldMoves): unknown {
  return Array.isArray(value)
    ? value.flatMap(path => {
        const moved = typeof path === 'string' ? movedPath(path, moves) : path;
        return moved === null ? [] : [moved];
      })
    : value;
}

/** Records that name a field under `path`; those whose field is gone are left out. */
function movedRecords(value: unknown, moves: FieldMoves): unknown {
  return Array.isArray(value)
    ? value.flatMap(one => {
        if (!isRecord(one) || typeof one['path'] !== 'string') {
          return [one];
        }
        const path = movedPath(one['path'], moves);
        return path === null ? [] : [{ ...one, path }];
      })
    : value;
}

const MEDIA = ['grid_media_field', 'modal_media_field'];

/** The App's configuration after fields moved. */
export function followAppConfig(config: Json, moves: FieldMoves): Json {
  const next = { ...config };
  if ('media_fields' in next) {
    next['media_fields'] = movedPaths(next['media_fields'], moves);
  }
  for (const name of MEDIA) {
    const path = next[name];
    if (typeof path === 'string') {
      next[name] = movedPath(path, moves) ?? 'filepath';
    }
  }
  const groups = next['sidebar_groups'];
  if (Array.isArray(groups)) {
    next['sidebar_groups'] = groups.map(group =>
      isRecord(group) ? { ...group, paths: movedPaths(group['paths'], moves) } : (group as unknown)
    );
  }
  const scheme = next['color_scheme'];
  if (isRecord(scheme)) {
    next['color_scheme'] = {
      ...scheme,
      ...('fields' in scheme ? { fields: movedRecords(scheme['fields'], moves) } : {}),
      ...('colorscales' in scheme
        ? { colorscales: movedRecords(scheme['colorscales'], moves) }
        : {})
    };
  }
  return next;
}

function movedKeys<T>(values: Record<string, T> | undefined, moves: FieldMoves): Record<string, T> {
  return Object.fromEntries(
    Object.entries(values ?? {}).flatMap(([path, value]) => {
      const moved = movedPath(path, moves);
      return moved === null ? [] : [[moved, value] as const];
    })
  );
}

/** Classes, mask targets and skeletons of fields after fields moved. */
export function followProperties(
  properties: DatasetProperties,
  moves: FieldMoves
): DatasetProperties {
  const next = { ...properties };
  if (next.classes) {
    next.classes = movedKeys(next.classes, moves);
  }
  if (next.mask_targets) {
    next.mask_targets = movedKeys(next.mask_targets, moves);
  }
  if (next.skeletons) {
    next.skeletons = movedKeys(next.skeletons, moves);
  }
  if (next.group_field != null) {
    next.group_field = movedPath(next.group_field, moves);
  }
  return next;
}

/** What to update of a dataset whose fields moved; null if nothing. */
export function followFields(
  info: IDatasetInfo,
  moves: FieldMoves
): Pick<IDatasetInfo, 'app_config' | 'properties'> | null {
  const next = {
    app_config: followAppConfig(info.app_config, moves),
    properties: followProperties(info.properties, moves)
  };
  const before = { app_config: info.app_config, properties: info.properties };
  return JSON.stringify(next) === JSON.stringify(before) ? null : next;
}
