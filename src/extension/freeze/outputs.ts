/** The only file that reads and writes notebook output models. */
import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IOutputAreaModel } from '@jupyterlab/outputarea';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { JSONObject, PartialJSONObject } from '@lumino/coreutils';
import type { ICapture } from '../../widget';
import { METADATA_KEY, MIME_TYPE, parseDescriptor, type IDescriptor } from '../sessions/descriptor';

type OutputModel = IRenderMime.IMimeModel;

/** An output that is or was an App. */
export interface IAppOutput {
  panel: NotebookPanel;
  /** Index of the cell and of the output in it. */
  cell: number;
  output: number;
  model: OutputModel;
  descriptor: IDescriptor;
  frozen: boolean;
}

/** Every App, live or frozen, in the open notebooks; also in cells that are not rendered. */
export function* appOutputs(tracker: INotebookTracker): Iterable<IAppOutput> {
  const panels: NotebookPanel[] = [];
  tracker.forEach(panel => panels.push(panel));
  for (const panel of panels) {
    yield* appOutputsOf(panel);
  }
}

export function* appOutputsOf(panel: NotebookPanel): Iterable<IAppOutput> {
  const cells = panel.content.model?.cells;
  for (let i = 0; cells && i < cells.length; i++) {
    const outputs = outputsOf(cells.get(i));
    for (let k = 0; outputs && k < outputs.length; k++) {
      const model = outputs.get(k);
      const found = describe(model);
      if (found) {
        yield { panel, cell: i, output: k, model, ...found };
      }
    }
  }
}

/** `instanceof CodeCellModel` fails across bundles, so the shape is looked at. */
function outputsOf(cell: ICellModel): IOutputAreaModel | null {
  return cell.type === 'code' ? (cell as unknown as { outputs: IOutputAreaModel }).outputs : null;
}

/** Whether a model is an App, and how. */
export function describe(model: OutputModel): { descriptor: IDescriptor; frozen: boolean } | null {
  const live = parseDescriptor(model.data[MIME_TYPE]);
  if (live) {
    return { descriptor: live, frozen: false };
  }
  const kept = parseDescriptor(model.metadata[METADATA_KEY]);
  return kept && 'image/png' in model.data ? { descriptor: kept, frozen: true } : null;
}

/** Turns a live output into its picture: PNG and text only, no address, no script. */
export function freezeOutput(
  model: OutputModel,
  descriptor: IDescriptor,
  picture: ICapture | null
): void {
  const png = picture ? picture.dataUri.slice(picture.dataUri.indexOf(',') + 1) : null;
  const { [METADATA_KEY]: _old, 'image/png': oldSize, ...metadata } = model.metadata;
  const data = {
    'image/png': png ?? model.data['image/png'],
    'text/plain': model.data['text/plain'] ?? 'Lunette'
  };
  const size = picture
    ? { width: Math.round(picture.width), height: Math.round(picture.height) }
    : oldSize;
  model.setData({
    data: data as PartialJSONObject as JSONObject,
    metadata: {
      ...metadata,
      ...(size === undefined ? {} : { 'image/png': size }),
      [METADATA_KEY]: { ...descriptor }
    } as JSONObject
  });
}

/** Makes a frozen output live again; the picture stays beside it. */
export function thawOutput(model: OutputModel, descriptor: IDescriptor): void {
  const { [METADATA_KEY]: _old, ...metadata } = model.metadata;
  model.setData({
    data: { ...model.data, [MIME_TYPE]: { ...descriptor } } as JSONObject,
    metadata: metadata as JSONObject
  });
}
