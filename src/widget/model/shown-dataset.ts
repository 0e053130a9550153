/** The dataset as a view shows it: samples that a stage makes have fields of their own. */
import type { BridgeClient } from '../../client';
import { isGenerating, type IDatasetInfo, type View } from '../../protocol';

/**
 * The dataset with the fields and the media type of what the view makes; the dataset itself if the
 * view makes no samples of its own.
 * @throws BridgeError what the bridge answered.
 */
export async function shownDataset(
  client: BridgeClient,
  dataset: IDatasetInfo,
  view: View,
  signal: AbortSignal
): Promise<IDatasetInfo> {
  if (!view.some(isGenerating)) {
    return dataset;
  }
  const { result } = await client.request(
    'view.generate',
    { dataset: dataset.id, view },
    { signal }
  );
  const { fields, media_type } = result.info;
  return { ...dataset, fields, media_type };
}
