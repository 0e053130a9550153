/** Derived datasets have names of their own, which no message should show. */
import { RequestError } from '../../request-error';
import type { IDataWorkers } from '../data-workers';

const NAME = /derived-[0-9a-f]{24}/;

/** The name that a derived dataset is kept under. */
export const derivedName = (id: string): string => `derived-${id}`;

/** Runs a request; its error names the dataset that a person knows. */
export async function withShownNames<T>(
  workers: IDataWorkers,
  request: () => Promise<T>
): Promise<T> {
  try {
    return await request();
  } catch (error) {
    const hidden = error instanceof RequestError ? NAME.exec(error.message)?.[0] : undefined;
    if (!(error instanceof RequestError) || hidden === undefined) {
      throw error;
    }
    const found = await workers.askLookup('internal.root_name', { dataset: hidden });
    const shown = typeof found === 'string' ? found : 'a deleted dataset';
    const { dataset } = error.details;
    throw new RequestError(error.code, error.message.replaceAll(hidden, shown), {
      ...error.details,
      ...(dataset === hidden ? { dataset: shown } : {})
    });
  }
}
