/** Makes a frozen cell live again: for the person who clicked, and for the kernel. */
import type { ILunette } from '../tokens';
import { thawOutput, type IAppOutput } from './outputs';

export function reactivate(
  output: IAppOutput,
  { known, registry }: Pick<ILunette, 'known' | 'registry'>
): void {
  const { descriptor, model } = output;
  known.add(descriptor.session);
  thawOutput(model, descriptor);
  registry
    .announce(descriptor.session, descriptor.subscription)
    .catch((error: unknown) =>
      console.warn('Lunette: the kernel was not told that a cell is live again.', error)
    );
}
