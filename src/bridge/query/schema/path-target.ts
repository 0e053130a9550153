/** What a dotted path of a dataset leads to. */
import type { FieldType, IFieldSpec } from '../../../protocol';
import type { ScalarType } from './value-types';

export type PathTarget =
  /** The sample's own id, as 24 hexadecimal digits. */
  | { kind: 'id' }
  /** The sample's tags. */
  | { kind: 'tags' }
  /** One value per sample, held by a column. */
  | { kind: 'scalar'; path: string; type: ScalarType; fieldType: FieldType }
  /** A list of such values per sample, held by a table of its own. */
  | { kind: 'list'; path: string; type: ScalarType; fieldType: FieldType }
  /** An embedded document of which a column says whether it is there. */
  | { kind: 'document'; path: string }
  /** The label document of a field. */
  | { kind: 'labels'; field: ILabelField }
  /** The labels of a field that holds lists. */
  | { kind: 'elements'; field: ILabelField }
  /** An attribute of the label or labels of a field. */
  | { kind: 'attribute'; field: ILabelField; attribute: AttributeTarget }
  /** Only documents know; `path` is the deepest part of which a column says whether it is there. */
  | { kind: 'opaque'; path: string; present: string | null };

export type AttributeTarget =
  | { kind: 'id' }
  | { kind: 'tags' }
  | { kind: 'scalar'; path: string; type: ScalarType; fieldType: FieldType }
  /** `bounding_box`: four numbers in single precision. */
  | { kind: 'box' }
  | { kind: 'opaque'; path: string };

/** A field that holds labels. */
export interface ILabelField {
  name: string;
  /** Class of the field's document: `Detections`, `Classification` … */
  document: string;
  /** Name of the list inside the document, or null for a single label. */
  list: string | null;
  /** Class of a label. */
  element: string;
  /** Attributes that columns hold: those of the class and declared ones. */
  attributes: readonly IFieldSpec[];
  /** Labels in frames: attributes that nobody declared cannot be told from wrong names. */
  open?: boolean;
}
