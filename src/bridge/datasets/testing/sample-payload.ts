/** Payloads of `samples.add` and `samples.update`, as clients make them. */
import { encodeDocument } from '../documents/document-codec';
import { newObjectId } from '../documents/object-id';

export interface IPayloadSample {
  id?: Uint8Array;
  core: Record<string, unknown>;
  /** Label documents; bytes are sent as they are, null clears the field. */
  labels?: Record<string, unknown>;
}

export function samplesPayload(samples: readonly IPayloadSample[]): Uint8Array {
  return encodeDocument(
    samples.map(({ id = newObjectId(), core, labels = {} }) => [
      id,
      core,
      Object.fromEntries(
        Object.entries(labels).map(([name, label]) => [
          name,
          label === null || label instanceof Uint8Array ? label : encodeDocument(label)
        ])
      )
    ])
  );
}
