/** One export: samples in batches into the files of a format. */
import { exportSamples } from './export-sample';
import type { ExportRequest, IExporter, IExportSource, IFormatContext, IImages } from './format';
import { Notices } from './notices';
import { exporterOf } from './registry';
import type { IWorkerContext } from '../workers';
import { mediaMode } from './media/media-export';
import { TargetFolder } from './target-folder';

const SAMPLES_PER_CHECK = 16;

/** Pictures of the folder that was set aside, under their old paths. */
const locatedImages = (images: IImages, target: TargetFolder): IImages => ({
  size: path => images.size(target.locate(path)),
  crop: (path, box) => images.crop(target.locate(path), box),
  encodeGray: (values, size) => images.encodeGray(values, size)
});

export class ExportRun {
  private constructor(
    private readonly _exporter: IExporter,
    private readonly _target: TargetFolder | null,
    /** The samples' own files are what the export names. */
    private readonly _keepsMedia: boolean,
    private readonly _notices: Notices,
    private readonly _live: { checkpoint(): Promise<void> }
  ) {}

  /** @throws RequestError if the format, the fields or the target do not fit */
  static async open(
    request: ExportRequest,
    source: IExportSource,
    parts: Omit<IFormatContext, 'notices'>
  ): Promise<ExportRun> {
    const notices = new Notices();
    const live = { checkpoint: parts.checkpoint };
    const make = exporterOf(request);
    const target = request.export_dir
      ? TargetFolder.prepare(parts.files, request.export_dir, request.overwrite)
      : null;
    try {
      const context = {
        ...parts,
        files: target?.files ?? parts.files,
        images: target ? locatedImages(parts.images, target) : parts.images,
        notices,
        checkpoint: () => live.checkpoint()
      };
      const exporter = await make(request, source, context);
      const keeps = !['copy', 'move'].includes(mediaMode(request));
      return new ExportRun(exporter, target, keeps, notices, live);
    } catch (error) {
      target?.putBack();
      throw error;
    }
  }

  async write(
    payload: Uint8Array,
    { checkpoint, progress }: Pick<IWorkerContext, 'checkpoint' | 'progress'>
  ): Promise<void> {
    this._live.checkpoint = checkpoint;
    for (const [i, sample] of exportSamples(payload).entries()) {
      if (i % SAMPLES_PER_CHECK === 0) {
        await checkpoint();
        progress(i, null);
      }
      if (this._keepsMedia) {
        this._target?.requireOutside(sample.filepath);
      }
      await this._exporter.write(sample);
    }
  }

  /** What the person should know. */
  async finish(checkpoint: () => Promise<void>): Promise<string[]> {
    this._live.checkpoint = checkpoint;
    await this._exporter.finish();
    this._target?.commit();
    this._done = true;
    return this._notices.list();
  }

  close(): void {
    this._exporter.close?.();
    if (!this._done) {
      this._target?.putBack();
    }
  }

  private _done = false;
}
