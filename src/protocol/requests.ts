/**
 * Requests: what a client may ask of the bridge. Parameters are validated at the bridge's door with
 * these schemas; results are typed here. "payload" in a comment is the payload of the binary frame.
 *
 * `dataset` is always the dataset's id (24 hexadecimal digits) except in `dataset.load` and where a
 * name is asked for. `view` is a list of stages applied to the whole dataset.
 */
import { z } from 'zod';
import { aggregationSchema } from './aggregations';
import { DATASET_REQUESTS, type IDatasetResults } from './dataset-requests';
import { DOOR_REQUESTS, type IDoorResults } from './door-requests';
import { EDITING_REQUESTS, type IEditingResults } from './editing-requests';
import { EXPORT_REQUESTS, type IExportResults } from './export-requests';
import { expressionSchema } from './expressions';
import { FIELD_REQUESTS, type IFieldResults } from './field-requests';
import { fieldSpecSchema } from './fields';
import { FORMAT_REQUESTS, type IFormatResults } from './format-requests';
import { MAX_RASTER } from './page-frame';
import { FRAME_REQUESTS, type IFrameResults } from './frame-requests';
import {
  GENERATED_REQUESTS,
  type IGeneratedResults,
  type IGeneratedView
} from './generated-requests';
import { INDEX_REQUESTS, type IIndexResults } from './index-requests';
import { GROUP_REQUESTS, type IGroupResults } from './group-requests';
import { LABEL_REQUESTS, type ILabelResults } from './label-requests';
import { MEDIA_REQUESTS, type IMediaResults } from './media-requests';
import { PLOT_REQUESTS, type IPlotResults } from './plot-requests';
import { RUN_REQUESTS, type IRunResults } from './run-requests';
import { SAVED_VIEW_REQUESTS, type ISavedViewResults } from './saved-view-requests';
import { sessionStateSchema, type SessionState } from './session-state';
import { viewSchema } from './stages';
import { VIEW_REQUESTS, type IViewResults } from './view-requests';
import { WORKSPACE_REQUESTS, type IWorkspaceResults } from './workspace-requests';

const dataset = z.string().length(24);
const sampleId = z.string().length(24);
const target = { dataset, view: viewSchema.default([]) };

/** Restrictions of `labels.tag`: which label fields, and single labels by id. */
const labelTarget = {
  ...target,
  fields: z.array(z.string()).nullish(),
  label_ids: z.array(z.string()).nullish()
};

export const REQUESTS = {
  'bridge.status': z.object({}),
  'bridge.stop': z.object({}),
  ...DOOR_REQUESTS,
  ...EXPORT_REQUESTS,
  ...FORMAT_REQUESTS,

  ...DATASET_REQUESTS,

  /**
   * Payload: MessagePack list of `[id: 12 bytes, core: map, labels: map of field → encoded bytes]`.
   * `core` holds filepath, tags, metadata and every field that is no label field; each label field
   * comes as bytes that are themselves MessagePack of its document and are stored untouched.
   * `fields` are schema additions that must be made first. All or nothing. Result `{seq, count}`.
   */
  'samples.add': z.object({ dataset, fields: z.array(fieldSpecSchema).default([]) }),
  /**
   * Payload: MessagePack list of
   * `[id: 12 bytes, set: map of core field → value, labels: map of label field → bytes or null]`.
   * A dotted core path sets inside a document; null clears. Unknown ids are an error naming them.
   */
  'samples.update': z.object({ dataset, fields: z.array(fieldSpecSchema).default([]) }),
  'samples.delete': z.object({ ...target, sample_ids: z.array(sampleId).nullish() }),
  /** By ids or file paths. Result `{found: n}`, payload as `view.documents`; missing: `not_found`. */
  'samples.get': z.object({
    dataset,
    view: viewSchema.default([]),
    sample_ids: z.array(sampleId).nullish(),
    filepaths: z.array(z.string()).nullish(),
    omit: z.array(z.string()).default([])
  }),
  /** Adds or removes tags on every sample of the view (limited to `sample_ids` if given). */
  'samples.tag': z.object({
    ...target,
    sample_ids: z.array(sampleId).nullish(),
    tags: z.array(z.string().min(1).max(200)).min(1),
    remove: z.boolean().default(false)
  }),
  'labels.tag': z.object({
    ...labelTarget,
    tags: z.array(z.string().min(1).max(200)).min(1),
    remove: z.boolean().default(false)
  }),

  /** Checks a view: result `{}` or an error whose details have `stage_index`. */
  'view.check': z.object(target),
  /** Result `{count}`; with `labels`, also labels per label field. */
  'view.count': z.object({ ...target, labels: z.boolean().default(false) }),
  /**
   * Documents `start … start + count` of the view, content filtered as the view says. Payload:
   * MessagePack list of `[id: 12 bytes, core: map, labels: map of field → encoded bytes]`.
   * Result `{start, count, total, next}`; ask again with `start: next` until `next` is null.
   * `fields` limits which fields are read; `omit` names fields that are not, such as `frames`.
   */
  'view.documents': z.object({
    ...target,
    start: z.int().min(0).default(0),
    count: z.int().min(1).max(100000).default(1000),
    fields: z.array(z.string()).nullish(),
    omit: z.array(z.string()).default([])
  }),
  /** Result: list of ids of the view in order, or payload of 12 bytes each with `binary`. */
  'view.ids': z.object({
    ...target,
    start: z.int().min(0).default(0),
    count: z.int().min(1).nullish()
  }),
  /** `packed`: the results are the payload, as JSON; for results of millions of values. */
  'view.aggregate': z.object({
    ...target,
    aggregations: z.array(aggregationSchema).max(100),
    packed: z.boolean().default(false)
  }),
  'view.explain': z.object(target),

  /**
   * For the App. Result `ViewOpening`; payload: one byte per sample, its aspect ratio as
   * `encodeAspect` of protocol/aspect.ts, so that the whole layout is known at once.
   */
  'grid.open': z.object(target),
  /**
   * One page as a columnar frame (protocol/page-frame.ts). `fields`: label fields to draw;
   * `attributes`: of these fields, the attribute that colours their labels if that is not `label`;
   * `max_raster`: longest side of masks in pixels.
   */
  'grid.page': z.object({
    ...target,
    start: z.int().min(0),
    count: z.int().min(1).max(500),
    fields: z.array(z.string()).default([]),
    attributes: z.record(z.string(), z.string().max(200)).default({}),
    max_raster: z.int().min(16).max(4096).default(MAX_RASTER),
    captions: z.array(z.string()).max(2).default([]),
    /** Of patches, the whole pictures: sizes and labels are of these and not of the patch. */
    whole: z.boolean().default(false)
  }),
  /** Where a sample stands in the view: `{index}` or null. */
  'grid.index': z.object({ ...target, sample_id: sampleId }),
  /** Facets of the sidebar, one result per path in order: `Facet[]`. */
  'grid.facets': z.object({
    ...target,
    paths: z.array(z.string()).max(200),
    /** Most values of a categorical facet; `search` keeps values that contain the text. */
    limit: z.int().min(1).max(1000).default(12),
    search: z.string().max(200).nullish(),
    bins: z.int().min(1).max(200).default(24)
  }),
  /** One whole sample as JSON for the viewer: `SampleDetail`. */
  'sample.detail': z.object({ ...target, sample_id: sampleId }),
  /**
   * Thumbnails as an image frame (protocol/image-frame.ts), several replies' worth in one:
   * `size` is the longest side in pixels, one of THUMBNAIL_SIZES.
   */
  'media.thumbnails': z.object({
    dataset,
    sample_ids: z.array(sampleId).max(64),
    size: z.int()
  }),

  'session.create': z.object({ state: sessionStateSchema.prefault({}) }),
  /** Result `SessionJoined`. `last_seq`: the last event number seen, to get what was missed. */
  'session.join': z.object({ session: z.string(), last_seq: z.int().nullish() }),
  'session.leave': z.object({ session: z.string() }),
  'session.list': z.object({}),
  'session.close': z.object({ session: z.string() }),
  /**
   * The App's picture, drawn by the bridge. Result `{width, height, text, type}`, payload the file
   * (PNG, or JPEG if `format` is no PNG or no PNG is as small as `max_bytes`). Sizes in CSS pixels.
   * `text` is one line that describes the picture and says what was given up to make it small.
   */
  'session.picture': z.object({
    session: z.string(),
    width: z.int().min(100).max(4000).default(1000),
    height: z.int().min(100).max(4000).default(600),
    scale: z.number().min(0.25).max(4).default(1),
    theme: z.enum(['light', 'dark']).default('light'),
    format: z.enum(['png', 'jpeg', 'webp']).default('png'),
    max_bytes: z.int().min(10_000).default(2_000_000)
  }),
  'expression.check': z.object({
    dataset,
    expression: expressionSchema,
    field: z.string().nullish()
  }),
  ...EDITING_REQUESTS,
  ...FIELD_REQUESTS,
  ...FRAME_REQUESTS,
  ...LABEL_REQUESTS,
  ...MEDIA_REQUESTS,
  ...PLOT_REQUESTS,
  ...INDEX_REQUESTS,
  ...RUN_REQUESTS,
  ...SAVED_VIEW_REQUESTS,
  ...GENERATED_REQUESTS,
  ...GROUP_REQUESTS,
  ...VIEW_REQUESTS,
  ...WORKSPACE_REQUESTS
} as const;

export type Method = keyof typeof REQUESTS;
export type Params<M extends Method> = z.input<(typeof REQUESTS)[M]>;
export type ParsedParams<M extends Method> = z.output<(typeof REQUESTS)[M]>;

export interface IViewOpening {
  /** Samples in the view and in the dataset. */
  count: number;
  total: number;
  /** Labels in the view and in the dataset, per label field. */
  labels: Record<string, { count: number; total: number }>;
  /**
   * Distinct values of `label` over all label fields of the whole dataset, sorted, at most 1 000:
   * what colours are assigned to (drawing/palette.ts).
   */
  classes: string[];
  seq: number;
  /** Index of the first stage that leaves no sample, if the view is empty and the dataset not. */
  emptied_by?: number;
  /** If a stage makes samples of its own: where these are. */
  generated?: IGeneratedView;
}

export interface IFacetValue {
  value: string | number | boolean | null;
  /** Under all other filters of the view, and in the whole dataset. */
  count: number;
  total: number;
}
/** One facet: what a sidebar row shows of a path (`tags`, `split`, `predictions.label` …). */
export type Facet =
  | {
      path: string;
      kind: 'values';
      values: IFacetValue[];
      /** Distinct values in the dataset, null not counted. */
      distinct: number;
    }
  | {
      path: string;
      kind: 'range';
      /** Smallest and largest value of the whole dataset; dates in ms since the epoch. */
      bounds: [number, number];
      type: 'int' | 'float' | 'datetime' | 'date';
      /** `edges.length === counts.length + 1`; counts under the other filters, totals without. */
      edges: number[];
      counts: number[];
      totals: number[];
      none: { count: number; total: number };
    }
  | { path: string; kind: 'empty' }
  /** This one facet could not be computed; the others are not disturbed. */
  | { path: string; kind: 'error'; message: string };

export interface ISampleDetail {
  id: string;
  /** Index in the view. */
  index: number | null;
  /** All fields as JSON: ids in hexadecimal, dates `{ $date }`, arrays `{ $array: {dtype, shape, base64} }`. */
  fields: Record<string, unknown>;
  /** Size of the picture as shown (EXIF applied), or null if it cannot be read. */
  width: number | null;
  height: number | null;
  /** Why the file cannot be shown, in one sentence. */
  media_error?: string;
}

export interface ISessionJoined {
  session: string;
  seq: number;
  state: SessionState;
  /** The events after `last_seq`, if they are few and known; else only `state` counts. */
  missed?: { seq: number; event: string; data: unknown; subscription: string | null }[];
  app_count: number;
}
export interface ISessionSummary {
  session: string;
  dataset: string | null;
  stages: number;
  apps: number;
  kernels: number;
  created_at: number;
  last_active_at: number;
}
export interface IBridgeStatus {
  pid: number;
  version: string;
  node: string;
  home: string;
  uptime_s: number;
  clients: number;
  sessions: number;
  datasets: number;
  /** Resident memory of the process in bytes. */
  memory: number;
}
/** Result of each method; methods that only answer with a payload or nothing are `unknown`. */
export interface IResults
  extends
    IEditingResults,
    IFieldResults,
    IPlotResults,
    IDoorResults,
    IExportResults,
    IFormatResults,
    IFrameResults,
    ILabelResults,
    IMediaResults,
    IGeneratedResults,
    IGroupResults,
    IIndexResults,
    IDatasetResults,
    IRunResults,
    ISavedViewResults,
    IViewResults,
    IWorkspaceResults {
  'bridge.status': IBridgeStatus;
  'bridge.stop': Record<string, never>;
  'samples.add': { seq: number; count: number };
  'samples.update': { seq: number; count: number };
  'samples.delete': { seq: number; count: number };
  'samples.get': { found: number };
  /** `changed`: ids whose tags changed if at most 10 000, so that the App can undo. */
  'samples.tag': { seq: number; count: number; changed: string[] | null };
  /** `changed`: ids of the labels whose tags changed if at most 10 000, so that the App can undo. */
  'labels.tag': { seq: number; count: number; changed: string[] | null };
  'view.check': Record<string, never>;
  'view.count': { count: number; labels?: Record<string, number> };
  'view.documents': { start: number; count: number; total: number; next: number | null };
  'view.ids': { count: number };
  'view.aggregate': unknown[];
  'view.explain': { sql: string[]; rows: number; total: number; fallbacks: string[] };
  'grid.open': IViewOpening;
  'grid.page': { start: number; count: number; seq: number };
  'grid.index': { index: number | null };
  'grid.facets': Facet[];
  'sample.detail': ISampleDetail;
  'media.thumbnails': { count: number };
  'session.create': ISessionJoined;
  'session.join': ISessionJoined;
  'session.leave': Record<string, never>;
  'session.list': ISessionSummary[];
  'session.close': Record<string, never>;
  'session.picture': {
    width: number;
    height: number;
    text: string;
    type: 'image/png' | 'image/jpeg';
  };
  'expression.check': Record<string, never>;
}
