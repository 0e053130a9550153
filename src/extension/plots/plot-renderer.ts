/** The widget of a plot's output: the plot while its session is known here, else its picture. */
import type { IRenderMime } from '@jupyterlab/rendermime-interfaces';
import type { TranslationBundle } from '@jupyterlab/translation';
import { Widget } from '@lumino/widgets';
import { BridgeError, type BridgeClient } from '../../client';
import { mountPlot, type IPlotHandle } from '../../widget';
import type { BridgeConnection } from '../sessions/connection';
import { parsePlotDescriptor, PLOT_MIME_TYPE, type IPlotDescriptor } from './plot-descriptor';

export interface IPlotRendererOptions {
  connection: BridgeConnection;
  trans: TranslationBundle;
  /** Whether plots of this session may connect by themselves. */
  mayConnect(session: string): Promise<boolean>;
  /** The person opened it: from now on they may. */
  opened(session: string): void;
}

export class PlotRenderer extends Widget implements IRenderMime.IRenderer {
  constructor(private readonly _options: IPlotRendererOptions) {
    super();
    this.addClass('lunette-PlotOutput');
  }

  /** Idempotent: JupyterLab calls it again for every change of a neighbouring output. */
  async renderModel(model: IRenderMime.IMimeModel): Promise<void> {
    this._model = model;
    const descriptor = parsePlotDescriptor(model.data[PLOT_MIME_TYPE]);
    if (!descriptor) {
      this._showPicture(null);
      return;
    }
    if (JSON.stringify(descriptor) === JSON.stringify(this._descriptor)) {
      return;
    }
    this._descriptor = descriptor;
    this.node.style.height = `${descriptor.height}px`;
    this._end();
    this._showPicture(descriptor);
    if (await this._options.mayConnect(descriptor.session)) {
      this._open(descriptor);
    }
  }

  override dispose(): void {
    this._end();
    super.dispose();
  }

  private _open(descriptor: IPlotDescriptor): void {
    if (this.isDisposed || this._descriptor !== descriptor) {
      return;
    }
    const client = this._options.connection.createClient('panel');
    this._client = client;
    this.node.replaceChildren();
    this._plot = mountPlot(this.node, {
      client,
      session: descriptor.session,
      plot: descriptor.plot
    });
    void this._answerFreezing(client, descriptor);
  }

  /** Becomes a picture in the document when the kernel asks for it. */
  private async _answerFreezing(client: BridgeClient, descriptor: IPlotDescriptor): Promise<void> {
    try {
      const session = await client.joinSession(descriptor.session);
      session.onEvent(event => {
        if (
          event.event === 'deactivate_notebook_cell' &&
          event.data.subscription === descriptor.subscription
        ) {
          const picture = this._plot?.picture(event.data.scale ?? 1) ?? null;
          if (picture && this._model) {
            // Sent first: replacing the output ends this widget and its connection.
            session
              .send('capture_notebook_cell', {
                subscription: descriptor.subscription,
                src: null,
                width: picture.width,
                height: picture.height,
                error: null
              })
              .catch((error: unknown) => {
                // Left before the acknowledgement came; anything else is worth knowing.
                if (!(error instanceof BridgeError && error.code === 'cancelled')) {
                  console.warn('Lunette: the kernel was not told of the picture.', error);
                }
              });
            this._freeze(this._model, picture);
          }
        }
      });
    } catch (error) {
      // The plot itself says why its session cannot be joined.
      if (!(error instanceof BridgeError)) {
        throw error;
      }
    }
  }

  private _freeze(
    model: IRenderMime.IMimeModel,
    picture: { dataUri: string; width: number; height: number; text: string }
  ): void {
    const { [PLOT_MIME_TYPE]: _live, ...rest } = model.data;
    const png = picture.dataUri.slice(picture.dataUri.indexOf(',') + 1);
    model.setData({
      data: { ...rest, 'image/png': png, 'text/plain': picture.text },
      metadata: { ...model.metadata, 'image/png': { width: picture.width, height: picture.height } }
    });
  }

  /** The picture at hand; with a descriptor, a way to open the plot. */
  private _showPicture(descriptor: IPlotDescriptor | null): void {
    const { trans } = this._options;
    const png = this._model?.data['image/png'];
    const text = this._model?.data['text/plain'];
    const box = document.createElement('div');
    box.className = 'lunette-Output-picture';
    if (typeof png === 'string') {
      const image = document.createElement('img');
      image.src = `data:image/png;base64,${png}`;
      image.alt = typeof text === 'string' ? text : 'Lunette';
      box.append(image);
    }
    if (descriptor) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'lunette-Frozen-button';
      button.textContent = trans.__('Open the plot');
      box.append(button);
      box.addEventListener('click', () => {
        this._options.opened(descriptor.session);
        this._open(descriptor);
      });
    } else if (typeof png !== 'string') {
      box.textContent = trans.__(
        'This plot was saved by a newer version of Lunette. Update Lunette to open it.'
      );
    }
    this.node.replaceChildren(box);
  }

  private _end(): void {
    this._plot?.dispose();
    this._plot = null;
    this._client?.dispose();
    this._client = null;
  }

  private _model: IRenderMime.IMimeModel | null = null;
  private _descriptor: IPlotDescriptor | null = null;
  private _client: BridgeClient | null = null;
  private _plot: IPlotHandle | null = null;
}
