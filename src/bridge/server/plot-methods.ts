/** Requests about the plots of sessions. */
import type { ParsedParams } from '../../protocol';
import type { IDataService } from '../datasets/data-service';
import type { MediaService } from '../media';
import { plotPicture, type PlotData } from '../plots';
import type { SessionHub } from '../sessions';
import type { MethodTable } from './request-router';

export function plotMethods(parts: {
  hub: SessionHub;
  data: IDataService;
  media: MediaService;
  frames: PlotData;
}): MethodTable {
  const { hub, data, media, frames } = parts;
  return {
    'plot.put_data': async (params, payload) => {
      const { session } = params as ParsedParams<'plot.put_data'>;
      // Asked first, so that nothing is kept for a session that is not there.
      await hub.state(session);
      return { result: { data: await frames.put(session, payload) } };
    },
    'plot.data': async params => {
      const { session, data: id } = params as ParsedParams<'plot.data'>;
      return { result: {}, payload: await frames.bytes(session, id) };
    },
    'plot.picture': async (params, _payload, { signal }) => {
      const request = params as ParsedParams<'plot.picture'>;
      const { state } = await hub.state(request.session);
      return plotPicture({
        request,
        state,
        data,
        frames,
        paint: (svg, scale, wanted) => media.svg(svg, scale, wanted),
        signal
      });
    }
  };
}
