/** The classes of embedded documents that FiftyOne has, and the fields of each. */

/** Name, class of the field, class of its elements, class of its documents. */
export type FieldRow = readonly [string, string, string | null, string | null];

const row = (name: string, ftype: string, subfield?: string, embedded?: string): FieldRow => [
  name,
  `${ftype}Field`,
  subfield ? `${subfield}Field` : null,
  embedded ?? null
];

const ID = row('id', 'ObjectId');
const TAGS = row('tags', 'List', 'String');
const LABEL = row('label', 'String');
const CONFIDENCE = row('confidence', 'Float');
const INDEX = row('index', 'Int');
const ATTRIBUTES = row('attributes', 'Dict', 'EmbeddedDocument', 'Attribute');
const FILE = [row('size_bytes', 'Int'), row('mime_type', 'String')];
const listOf = (name: string, cls: string): FieldRow[] => [
  row(name, 'List', 'EmbeddedDocument', cls)
];

const FIELDS: Readonly<Record<string, readonly FieldRow[]>> = {
  Metadata: FILE,
  ImageMetadata: [...FILE, row('width', 'Int'), row('height', 'Int'), row('num_channels', 'Int')],
  VideoMetadata: [
    ...FILE,
    row('frame_width', 'Int'),
    row('frame_height', 'Int'),
    row('frame_rate', 'Float'),
    row('total_frame_count', 'Int'),
    row('duration', 'Float'),
    row('encoding_str', 'String')
  ],
  Regression: [ID, TAGS, row('value', 'Float'), CONFIDENCE],
  Classification: [ID, TAGS, LABEL, CONFIDENCE, row('logits', 'Vector')],
  Classifications: [...listOf('classifications', 'Classification'), row('logits', 'Vector')],
  Detection: [
    ID,
    ATTRIBUTES,
    TAGS,
    LABEL,
    row('bounding_box', 'List', 'Float'),
    row('mask', 'Array'),
    row('mask_path', 'String'),
    CONFIDENCE,
    INDEX
  ],
  Detections: listOf('detections', 'Detection'),
  Polyline: [
    ID,
    ATTRIBUTES,
    TAGS,
    LABEL,
    row('points', 'PolylinePoints'),
    row('closed', 'Boolean'),
    row('filled', 'Boolean'),
    CONFIDENCE,
    INDEX
  ],
  Polylines: listOf('polylines', 'Polyline'),
  Keypoint: [
    ID,
    ATTRIBUTES,
    TAGS,
    LABEL,
    row('points', 'Keypoints'),
    row('confidence', 'List', 'Float'),
    INDEX
  ],
  Keypoints: listOf('keypoints', 'Keypoint'),
  Segmentation: [ID, TAGS, row('mask', 'Array'), row('mask_path', 'String')],
  Heatmap: [ID, TAGS, row('map', 'Array'), row('map_path', 'String'), row('range', 'HeatmapRange')],
  TemporalDetection: [ID, TAGS, LABEL, row('support', 'FrameSupport'), CONFIDENCE],
  TemporalDetections: listOf('detections', 'TemporalDetection'),
  GeoLocation: [
    ID,
    TAGS,
    row('point', 'GeoPoint'),
    row('line', 'GeoLineString'),
    row('polygon', 'GeoPolygon')
  ],
  GeoLocations: [
    ID,
    TAGS,
    row('points', 'GeoMultiPoint'),
    row('lines', 'GeoMultiLineString'),
    row('polygons', 'GeoMultiPolygon')
  ],
  Group: [ID, row('name', 'String')],
  Attribute: [],
  Instance: [ID]
};

/** Attributes that labels have in newer versions, and that are declared only where they are used. */
const OPTIONAL: Readonly<Record<string, readonly FieldRow[]>> = {
  Detection: [['instance', 'EmbeddedDocumentField', null, 'Instance']],
  Polyline: [['instance', 'EmbeddedDocumentField', null, 'Instance']],
  Keypoint: [['instance', 'EmbeddedDocumentField', null, 'Instance']]
};

const MODULES: Readonly<Record<string, string>> = {
  Metadata: 'fiftyone.core.metadata',
  ImageMetadata: 'fiftyone.core.metadata',
  VideoMetadata: 'fiftyone.core.metadata',
  Group: 'fiftyone.core.groups',
  DynamicEmbeddedDocument: 'fiftyone.core.odm.embedded_document',
  EmbeddedDocument: 'fiftyone.core.odm.embedded_document'
};

/** Fields that documents of a class have without being declared. */
export const classFields = (cls: string): readonly FieldRow[] => [
  ...(FIELDS[cls] ?? []),
  ...(OPTIONAL[cls] ?? [])
];

/** Whether FiftyOne has the class. */
export const isKnownClass = (cls: string): boolean => cls in FIELDS || cls in MODULES;

/** The class with its module; classes of users become documents of any attributes. */
export function classPath(cls: string): string {
  if (!isKnownClass(cls)) {
    return `${MODULES['DynamicEmbeddedDocument']}.DynamicEmbeddedDocument`;
  }
  return `${MODULES[cls] ?? 'fiftyone.core.labels'}.${cls}`;
}
