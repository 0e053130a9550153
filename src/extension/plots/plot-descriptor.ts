/** What a cell output says of its plot: opaque ids and nothing secret. */

export const PLOT_MIME_TYPE = 'application/vnd.lunette.plot+json';

export interface IPlotDescriptor {
  session: string;
  /** Name of the plot in the session. */
  plot: string;
  /** Opaque id of the output, chosen by the kernel. */
  subscription: string;
  /** Height in CSS pixels. */
  height: number;
}

const ID = /^[A-Za-z0-9_-]{1,64}$/;
const MIN_HEIGHT = 100;
const MAX_HEIGHT = 4000;

/** The descriptor in an output's data; null if it is none or of a newer version. */
export function parsePlotDescriptor(value: unknown): IPlotDescriptor | null {
  if (typeof value !== 'object' || value === null) {
    return null;
  }
  const { v, session, plot, subscription, height } = value as Record<string, unknown>;
  if (
    v !== 1 ||
    typeof session !== 'string' ||
    !ID.test(session) ||
    typeof subscription !== 'string' ||
    !ID.test(subscription) ||
    typeof plot !== 'string' ||
    plot.length === 0 ||
    plot.length > 100
  ) {
    return null;
  }
  const pixels = typeof height === 'number' && Number.isFinite(height) ? height : 400;
  return {
    session,
    plot,
    subscription,
    height: Math.max(MIN_HEIGHT, Math.min(MAX_HEIGHT, Math.round(pixels)))
  };
}
