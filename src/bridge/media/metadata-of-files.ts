/** Headers of many files, several at a time; one that cannot be read does not disturb the others. */
import { fileMetadata } from './file-metadata';
import type { IMetadataJob, MetadataOutcome } from './media-protocol';
import { failureOf } from './thumbnails';

/** @param checkpoint called before every file; throws if nobody wants the answer any more */
export async function metadataOfFiles(
  { files, parallel }: IMetadataJob,
  usually: number,
  checkpoint: () => Promise<void>
): Promise<MetadataOutcome[]> {
  const outcomes = new Array<MetadataOutcome>(files.length);
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < files.length) {
      const at = next++;
      const { sample_id, filepath } = files[at] as IMetadataJob['files'][number];
      await checkpoint();
      try {
        outcomes[at] = { sample_id, metadata: await fileMetadata(filepath) };
      } catch (error) {
        outcomes[at] = { sample_id, message: failureOf(error) };
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(parallel ?? usually, files.length) }, work));
  return outcomes;
}
