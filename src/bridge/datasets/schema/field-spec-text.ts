/** Field types in words, for messages. */
import type { IFieldSpec } from '../../../protocol';

/** `list of string`, `Detections`, `int` … */
export function describeType(spec: Pick<IFieldSpec, 'type' | 'subtype' | 'document'>): string {
  if (spec.type === 'document') {
    return spec.document ?? 'document';
  }
  if (spec.type === 'list' || spec.type === 'dict') {
    const element = spec.subtype === 'document' ? (spec.document ?? 'document') : spec.subtype;
    return element ? `${spec.type} of ${element}` : spec.type;
  }
  return spec.type;
}
