/** The view that the App asks for: that of the session, of one slice if the dataset is grouped. */
import type { IDatasetInfo, SessionState, View } from '../../protocol';

/** The stages of the session's view as they are asked of the bridge. */
export function shownView(_dataset: IDatasetInfo, session: SessionState): View {
  return session.view;
}
