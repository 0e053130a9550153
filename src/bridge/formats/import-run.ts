/** One import: drafts from the files in batches for the store. */
import type { IFieldSpec } from '../../protocol';
import { DraftBatch, type IBatch } from './draft-batch';
import type {
  IDatasetFacts,
  IFormatContext,
  IImporter,
  ImportRequest,
  ISampleDraft
} from './format';
import { Notices } from './notices';
import { importerOf } from './registry';

/** Drafts between two looks at whether the import was cancelled. */
const DRAFTS_PER_CHECK = 64;

export interface IImportedBatch extends IBatch {
  /** Whether there are no more. */
  done: boolean;
}

export class ImportRun {
  private _iterator: AsyncIterator<ISampleDraft> | Iterator<ISampleDraft> | null = null;
  private _checkpoint: () => Promise<void>;

  private constructor(
    private readonly _batch: DraftBatch,
    private readonly _notices: Notices,
    checkpoint: () => Promise<void>
  ) {
    this._checkpoint = checkpoint;
  }

  /** `fields`: those of the dataset. @throws RequestError naming file and place */
  static async open(
    request: ImportRequest,
    fields: readonly IFieldSpec[],
    parts: Omit<IFormatContext, 'notices'>
  ): Promise<ImportRun> {
    const { tags, dynamic, expand_schema: expand } = request;
    const notices = new Notices();
    const batch = new DraftBatch(fields, { tags, dynamic, expand });
    const run = new ImportRun(batch, notices, parts.checkpoint);
    run._importer = await importerOf(request)(request, {
      ...parts,
      notices,
      // Of the call that is under way, not of the one that opened it.
      checkpoint: () => run._checkpoint()
    });
    batch.declare(run._importer.fields ?? []);
    return run;
  }

  get total(): number | null {
    return this._importer?.total ?? null;
  }

  async next(checkpoint: () => Promise<void>): Promise<IImportedBatch> {
    this._checkpoint = checkpoint;
    const importer = this._importer as IImporter;
    const samples = importer.samples.bind(importer);
    if (!this._iterator) {
      const iterable = samples();
      this._iterator =
        Symbol.asyncIterator in iterable
          ? iterable[Symbol.asyncIterator]()
          : iterable[Symbol.iterator]();
    }
    let done = false;
    for (let i = 1; !this._batch.isFull; i++) {
      const step = await this._iterator.next();
      if (step.done) {
        done = true;
        break;
      }
      this._batch.add(step.value);
      if (i % DRAFTS_PER_CHECK === 0) {
        await checkpoint();
      }
    }
    return { ...this._batch.take(), done };
  }

  facts(): { facts: IDatasetFacts; notices: string[] } {
    return { facts: this._importer?.facts?.() ?? {}, notices: this._notices.list() };
  }

  close(): void {
    this._importer?.close?.();
  }

  private _importer: IImporter | null = null;
}
