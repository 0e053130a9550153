/** A 2-D context that writes down what is drawn instead of drawing it. */
export interface ICall {
  name: string;
  args: unknown[];
  /** Colours, widths and opacity at the time of the call. */
  fillStyle: unknown;
  strokeStyle: unknown;
  lineWidth: unknown;
  globalAlpha: unknown;
  lineDash: number[];
}

/** The context and the list that its calls are added to. */
export function recordingContext(): { ctx: CanvasRenderingContext2D; calls: ICall[] } {
  const calls: ICall[] = [];
  const state: Record<string, unknown> = { globalAlpha: 1, lineWidth: 1 };
  let dash: number[] = [];
  const ctx = new Proxy(state, {
    get: (target, name: string) => {
      if (name in target) {
        return target[name];
      }
      return (...args: unknown[]) => {
        if (name === 'setLineDash') {
          dash = args[0] as number[];
        }
        calls.push({
          name,
          args,
          fillStyle: target['fillStyle'],
          strokeStyle: target['strokeStyle'],
          lineWidth: target['lineWidth'],
          globalAlpha: target['globalAlpha'],
          lineDash: dash
        });
      };
    },
    set: (target, name: string, value: unknown) => {
      target[name] = value;
      return true;
    }
  });
  return { ctx: ctx as unknown as CanvasRenderingContext2D, calls };
}
