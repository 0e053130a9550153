/** Paths that a form offers for completion. */
import { isLabelField, LABEL_CLASSES, type IDatasetInfo } from '../../../protocol';

export function samplePaths(dataset: IDatasetInfo | null): string[] {
  return (dataset?.fields ?? []).flatMap(f =>
    isLabelField(f)
      ? labelPaths(dataset, f.name).map(attribute => `${f.name}.${attribute}`)
      : f.name === 'metadata'
        ? ['metadata.width', 'metadata.height', 'metadata.size_bytes', 'metadata.mime_type']
        : [f.name]
  );
}

export function labelPaths(dataset: IDatasetInfo | null, name: string): string[] {
  const spec = dataset?.fields.find(f => f.name === name);
  return [...(LABEL_CLASSES[spec?.document ?? '']?.attributes ?? []), ...(spec?.fields ?? [])].map(
    f => f.name
  );
}
