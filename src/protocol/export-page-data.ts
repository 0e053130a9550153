/**
 * What an exported page holds besides its script: one head, then parts of some samples each, as JSON
 * in elements that are no scripts. Labels stand in page frames (`page-frame.ts`).
 */
import type { IOverlayStyle } from './drawing';

/** How a value of a field is shown, sorted and filtered. Dates are milliseconds since the epoch. */
export type ExportKind = 'text' | 'texts' | 'number' | 'bool' | 'date';
export type ExportValue = string | number | boolean | null | string[];

export interface IExportField {
  path: string;
  kind: ExportKind;
}

/** How labels are drawn: without what depends on the place where they are. */
export type ExportStyle = Omit<
  IOverlayStyle,
  'allText' | 'fontSize' | 'measure' | 'strokeWidth' | 'selected'
>;

export interface IExportHead {
  v: 1;
  dataset: string;
  /** Milliseconds since the epoch. */
  made_at: number;
  /** Samples in the page, in the view, in the dataset. */
  count: number;
  view_count: number;
  total: number;
  /** The stages of the view as text. */
  stages: string[];
  fields: IExportField[];
  style: ExportStyle;
}

export interface IExportSample {
  id: string;
  /** The file's name, without its folders. */
  name: string;
  /** In the order of `fields`. */
  values: ExportValue[];
  /** Size of the original in pixels; 0 if it is not known. */
  width: number;
  height: number;
  /** Base64 of the picture as `type`; null if it cannot be shown, for the reason in `error`. */
  picture: string | null;
  type: string | null;
  error?: string;
}

export interface IExportPart {
  /** Base64 of the page frame of these samples. */
  page: string;
  samples: IExportSample[];
}

/** Ids of the elements that hold head and parts; a part has its number at the end. */
export const EXPORT_HEAD_ID = 'lunette-head';
export const EXPORT_PART_ID = 'lunette-part-';

/** JSON that may stand in a `<script>` element: no `<`, and nothing that ends a line there. */
export function exportJson(value: unknown): string {
  return JSON.stringify(value, packed).replace(
    /[<>&\u2028\u2029]/g,
    character => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
  );
}

/** What `exportJson` wrote. */
export function parseExportJson<T>(text: string): T {
  return JSON.parse(text, unpacked) as T;
}

function packed(_key: string, value: unknown): unknown {
  return value instanceof Map
    ? { $map: [...(value as Map<unknown, unknown>)] }
    : value instanceof Set
      ? { $set: [...(value as Set<unknown>)] }
      : value instanceof Uint8Array
        ? { $bytes: [...value] }
        : value;
}

function unpacked(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return value;
  }
  const { $map, $set, $bytes } = value as Record<string, unknown>;
  return Array.isArray($map)
    ? new Map($map as [unknown, unknown][])
    : Array.isArray($set)
      ? new Set($set)
      : Array.isArray($bytes)
        ? Uint8Array.from($bytes as number[])
        : value;
}
