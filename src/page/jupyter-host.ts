/** The page as a Jupyter server serves it: after its login, relayed under its own prefix. */
import { WebSocketTransport } from '../client';
import { beside, jsonOf, socketBeside, type IPageHost } from './page-host';

export const jupyterHost = (): IPageHost => ({
  server: 'jupyter',
  transport: new WebSocketTransport(() => socketBeside('ws')),
  mediaUrl: (dataset, sampleId) =>
    beside(`media/${encodeURIComponent(dataset)}/${encodeURIComponent(sampleId)}`),
  askHealth: async session =>
    jsonOf(
      await fetch(beside(`health?session=${encodeURIComponent(session)}`), { cache: 'no-store' })
    )
});
