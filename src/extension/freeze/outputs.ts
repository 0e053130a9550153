/** The only file that reads and writes notebook output models. */
import type { ICellModel } from '@jupyterlab/cells';
import type { INotebookTracker, NotebookPanel } from '@jupyterlab/notebook';
import type { IOutputAreaModel } from '@jupyterlab/outputarea';
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { JSONObject, PartialJSONObject, ReadonlyPartialJSONObject } from '@lumino/coreutils';
import type { ICapture } from '../../widget';
import { METADATA_KEY, MIME_TYPE, parseDescriptor, type IDescriptor } from '../sessions/descriptor';

type OutputModel = IRenderMime.IMimeModel;

/** What a picture of the App may be stored as. */
const PICTURE_TYPES = ['image/png', 'image/jpeg'] as const;

/** The picture beside or in place of an App as a data: address; null if there is none. */
export function storedPicture({ data }: OutputModel): string | null {
  for (const type of PICTURE_TYPES) {
    if (typeof data[type] === 'string') {
      return `data:${type};base64,${data[type] as string}`;
    }
  }
  return null;
}

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
  return kept && storedPicture(model) !== null ? { descriptor: kept, frozen: true } : null;
}

/** Turns a live output into its picture: picture and text only, no address, no script. */
export function freezeOutput(
  model: OutputModel,
  descriptor: IDescriptor,
  picture: ICapture | null
): void {
  const { data, metadata } = withPicture(model, picture);
  const { [MIME_TYPE]: _live, ...still } = data;
  model.setData({
    data: { 'text/plain': 'Lunette', ...still },
    metadata: { ...metadata, [METADATA_KEY]: { ...descriptor } }
  });
}

/** Replaces the picture beside a live App; the App itself is not disturbed. */
export function updatePicture(model: OutputModel, picture: ICapture): void {
  if (model.data[picture.type] !== base64Of(picture)) {
    model.setData(withPicture(model, picture));
  }
}

const base64Of = ({ dataUri }: ICapture): string => dataUri.slice(dataUri.indexOf(',') + 1);

/** Data and metadata of an output with another picture; with null as they are. */
function withPicture(
  { data, metadata }: OutputModel,
  picture: ICapture | null
): { data: JSONObject; metadata: JSONObject } {
  if (!picture) {
    return { data: jsonOf(data), metadata: jsonOf(metadata) };
  }
  const size = { width: Math.round(picture.width), height: Math.round(picture.height) };
  return {
    data: {
      ...withoutPictures(data),
      [picture.type]: base64Of(picture),
      'text/plain': picture.text
    },
    metadata: { ...withoutPictures(metadata), [picture.type]: size }
  };
}

const jsonOf = (bundle: ReadonlyPartialJSONObject): JSONObject =>
  ({ ...bundle }) as PartialJSONObject as JSONObject;

function withoutPictures(bundle: ReadonlyPartialJSONObject): JSONObject {
  const { 'image/png': _png, 'image/jpeg': _jpeg, ...rest } = bundle;
  return jsonOf(rest);
}

/** Makes a frozen output live again; the picture stays beside it. */
export function thawOutput(model: OutputModel, descriptor: IDescriptor): void {
  const { [METADATA_KEY]: _old, ...metadata } = model.metadata;
  model.setData({
    data: { ...model.data, [MIME_TYPE]: { ...descriptor } } as JSONObject,
    metadata: metadata as JSONObject
  });
}
