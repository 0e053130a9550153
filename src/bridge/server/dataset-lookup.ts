/** What sessions ask of the data side. */
import type { IDataService } from '../datasets/data-service';
import type { IDatasetLookup } from '../sessions';

/** A check that takes longer than this lets the event fail instead of hanging for ever. */
const CHECK_TIMEOUT_MS = 30_000;

export function datasetLookup(data: IDataService): IDatasetLookup {
  return {
    describe: dataset => data.describe(dataset),
    checkView: async (dataset, view) => {
      await data.handle('view.check', { dataset, view }, null, {
        signal: AbortSignal.timeout(CHECK_TIMEOUT_MS),
        progress: () => undefined
      });
    }
  };
}
