/** One line that says what a captured picture shows. */
import { partOf } from '../../protocol';
import type { IAppState } from '../model';

/** `Lunette: quickstart, 24 of 200 samples`; what was given up for a small file stands at its end. */
export function pictureText(
  state: Pick<IAppState, 'dataset' | 'opened' | 'session'>,
  reduced: string | null
): string {
  const { dataset, opened, session } = state;
  const parts = [dataset?.name ?? session?.dataset ?? 'no dataset'];
  if (dataset && opened) {
    parts.push(partOf(opened.count, opened.total, 'sample', ' '));
  }
  return `Lunette: ${parts.join(', ')}${reduced ? ` (picture reduced: ${reduced})` : ''}`;
}
