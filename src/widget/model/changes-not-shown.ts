/** Changes of a dataset that leave its samples and fields as they are. */
import type { IDatasetChangeMessage } from '../../protocol';

export const NOT_SHOWN: ReadonlySet<IDatasetChangeMessage['change']> = new Set([
  'saved_views',
  'runs'
]);
