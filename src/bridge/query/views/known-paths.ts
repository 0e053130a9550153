/**
 * Paths of files in computed values. A view may come from a page, and the bridge opens the files that
 * labels name, so a stage may move a path that a sample has but never make one.
 */
import type { IDatasetInfo } from '../../../protocol';
import type { IContentChange } from '../relational';
import type { SampleDocument } from './label-filter-set';

type IsPath = (key: string) => boolean;

function eachPart(value: unknown, visit: (key: string, part: unknown) => void): void {
  if (Array.isArray(value)) {
    value.forEach(element => eachPart(element, visit));
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [key, part] of Object.entries(value)) {
      visit(key, part);
      eachPart(part, visit);
    }
  }
}

/** A value whose paths are all known; others become null. */
function cleaned(value: unknown, isPath: IsPath, known: ReadonlySet<unknown>): unknown {
  if (Array.isArray(value)) {
    return value.map(element => cleaned(element, isPath, known));
  }
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      isPath(key) && typeof part === 'string' && !known.has(part)
        ? null
        : cleaned(part, isPath, known)
    ])
  );
}

/** The change, with paths that the sample did not have left out of what it makes. */
export function withKnownPaths(change: IContentChange, info: IDatasetInfo): IContentChange {
  const { media_fields: declared } = info.app_config;
  const mediaFields = new Set(Array.isArray(declared) ? (declared as unknown[]) : []);
  const isPath: IsPath = key => key.endsWith('path') || mediaFields.has(key);
  const { field } = change;
  return {
    ...change,
    apply: (sample, rid) => {
      const after = change.apply(sample, rid);
      let names = false;
      eachPart({ [field]: after[field] }, (key, part) => {
        names = names || (isPath(key) && typeof part === 'string');
      });
      if (!names) {
        return after;
      }
      const known = new Set<unknown>();
      eachPart(sample, (key, part) => {
        if (isPath(key)) {
          known.add(part);
        }
      });
      return {
        ...after,
        ...(cleaned({ [field]: after[field] }, isPath, known) as SampleDocument)
      };
    }
  };
}
