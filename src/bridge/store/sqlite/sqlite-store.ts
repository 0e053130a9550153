/** The document store in one SQLite file (WAL): the writer. */
import {
  DEFAULT_FIELDS,
  isLabelField,
  type IDatasetInfo,
  type IFieldSpec
} from '../../../protocol';
import { changeLabelTags } from '../../datasets/documents/label-tags';
import { idToHex, newObjectId } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import {
  MAX_CHANGED_LABELS,
  type IDocumentStore,
  type ILabelSelection,
  type IMediaSizes,
  type INewSample,
  type ISampleUpdate,
  type IWriteResult
} from '../document-store';
import { copyRange, copySaved, copySets, publish } from './copy-dataset';
import {
  datasetKey,
  datasetRow,
  derivedDatasets,
  labelFieldCodes,
  type IDatasetRow
} from './dataset-rows';
import { dateNewFields, renameLabelField, syncLastModified } from './field-rows';
import { takePlace } from './derived-datasets';
import { appendOperation, type NewOperation } from './operation-log';
import { replaceTags } from './replace-tags';
import { sortedRids } from './rid-list';
import { insertSamples, labelCodes, removeSamples, updateSample } from './sample-writer';
import { SqliteSavedDocuments } from './saved-documents';
import { SqliteFile } from './sqlite-file';
import { SqliteReader } from './sqlite-reader';
import { datasetTables, MAX_LABEL_FIELDS, STORE_FORMAT, TABLES_OF_ALL } from './store-format';
import { changeSet, existingRids, tagCode, touchRows } from './tag-sets';
import { SqliteUniqueIndexes, UniqueValues } from './unique-values';
import { SqliteWorkspaces } from './workspaces';

type DatasetChanges = Parameters<IDocumentStore['updateDataset']>[1];

export class SqliteStore extends SqliteReader implements IDocumentStore {
  /** Opens a store, making it if there is no file. @throws RequestError */
  static override open(path: string): SqliteStore {
    return new SqliteStore(new SqliteFile(path, STORE_FORMAT, false));
  }

  override readonly saved = new SqliteSavedDocuments(this.db);
  readonly unique = new SqliteUniqueIndexes(this.db);
  readonly workspaces = new SqliteWorkspaces(this.db);

  createDataset(options: {
    name: string;
    slug: string;
    persistent: boolean;
    overwrite: boolean;
    source?: string;
    id?: string;
  }): IDatasetInfo {
    const { name, slug, persistent, overwrite, source = null } = options;
    return this.transaction(() => {
      for (const row of this.sameName(name, slug)) {
        if (!overwrite || row['name'] !== name) {
          this.refuseName(name, row['name'] as string);
        }
        this.deleteDataset(row['id'] as string);
      }
      const id = options.id ?? idToHex(newObjectId());
      const now = Date.now();
      this.db.run(
        'INSERT INTO datasets (id, name, slug, persistent, source, fields, created_at, ' +
          'last_modified_at, last_loaded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)',
        id,
        name,
        slug,
        persistent ? 1 : 0,
        source,
        JSON.stringify(DEFAULT_FIELDS),
        now,
        now,
        now
      );
      this.db.exec(datasetTables(datasetRow(this.db, id).key));
      appendOperation(this.db, id, now, { kind: 'info' });
      return datasetRow(this.db, id).info;
    });
  }

  deleteDataset(dataset: string): void {
    this.transaction(() => {
      const { key, info } = datasetRow(this.db, dataset);
      derivedDatasets(this.db, info.id).forEach(derived => this.deleteDataset(derived));
      for (const table of [`samples_${key}`, `labels_${key}`]) {
        this.db.exec(`DROP TABLE ${table}`);
        this.db.forgetStatements(table);
      }
      for (const table of TABLES_OF_ALL) {
        this.db.run(`DELETE FROM ${table} WHERE dataset = ?`, key);
      }
      this.db.run('DELETE FROM datasets WHERE key = ?', key);
      appendOperation(this.db, info.id, Date.now(), { kind: 'dropped' });
    });
  }

  takePlace(dataset: string, id: string): void {
    this.transaction(() => takePlace(this.db, dataset, id));
  }

  touchDataset(dataset: string): IDatasetInfo {
    return this.transaction(() => {
      const { key } = datasetRow(this.db, dataset);
      this.db.run('UPDATE datasets SET last_loaded_at = ? WHERE key = ?', Date.now(), key);
      return datasetRow(this.db, dataset).info;
    });
  }

  updateDataset(dataset: string, changes: DatasetChanges): IDatasetInfo {
    return this.transaction(() => {
      const { key, info } = datasetRow(this.db, dataset);
      const next = { ...info, ...changes };
      for (const row of this.sameName(next.name, next.slug)) {
        if (row['id'] !== info.id) {
          this.refuseName(next.name, row['name'] as string);
        }
      }
      const now = Date.now();
      this.db.run(
        'UPDATE datasets SET name = ?, slug = ?, persistent = ?, description = ?, tags = ?, info = ?, ' +
          'app_config = ?, properties = ?, media_type = ?, last_modified_at = ? WHERE key = ?',
        next.name,
        next.slug,
        next.persistent ? 1 : 0,
        next.description,
        JSON.stringify(next.tags),
        JSON.stringify(next.info),
        JSON.stringify(next.app_config),
        JSON.stringify(next.properties),
        next.media_type,
        now,
        key
      );
      appendOperation(this.db, info.id, now, { kind: 'info' });
      return datasetRow(this.db, info.id).info;
    });
  }

  setFields(dataset: string, fields: readonly IFieldSpec[]): IDatasetInfo {
    return this.transaction(() => {
      const { key, info } = datasetRow(this.db, dataset);
      const now = Date.now();
      this.db.run(
        'UPDATE datasets SET fields = ?, last_modified_at = ? WHERE key = ?',
        JSON.stringify(dateNewFields(info.fields, fields, now)),
        now,
        key
      );
      appendOperation(this.db, info.id, now, { kind: 'fields' });
      return datasetRow(this.db, info.id).info;
    });
  }

  addSamples(
    dataset: string,
    samples: readonly INewSample[],
    fields?: readonly IFieldSpec[]
  ): IWriteResult {
    return this.write(dataset, samples.length, fields, (row, at) => {
      const first = insertSamples(this.db, row, samples, at);
      new UniqueValues(this.db, row).claim(samples.map((_, i) => first + i));
      return { kind: 'added', first, last: first + samples.length - 1 };
    });
  }

  updateSamples(
    dataset: string,
    updates: readonly ISampleUpdate[],
    fields?: readonly IFieldSpec[]
  ): IWriteResult {
    return this.write(dataset, updates.length, fields, (row, at) => {
      const codeOf = labelCodes(this.db, row);
      const touched = new Set<string>();
      const unique = new UniqueValues(this.db, row);
      const indexed = updates.filter(({ set }) => unique.touches(set.keys()));
      // All at once: rows may exchange their values.
      unique.release(indexed.map(({ rid }) => rid));
      for (const update of updates) {
        const changed = updateSample(this.db, row, update, codeOf, at);
        if (!changed) {
          throw new RequestError(
            'not_found',
            `A sample of the dataset '${row.info.name}' was deleted in the meantime; nothing was saved.`,
            { dataset }
          );
        }
        changed.forEach(field => touched.add(field));
      }
      unique.claim(indexed.map(({ rid }) => rid));
      const tags = updates.flatMap(({ rid, tags }) => (tags ? [[rid, tags] as const] : []));
      if (tags.length > 0 && replaceTags(this.db, row.key, new Map(tags))) {
        touched.add('tags');
      }
      const rids = sortedRids(Uint32Array.from(updates, update => update.rid));
      return { kind: 'updated', rids, fields: [...touched] };
    });
  }

  deleteSamples(dataset: string, rids: Uint32Array): IWriteResult {
    return this.transaction(() => {
      const row = datasetRow(this.db, dataset);
      const existing = existingRids(this.db, row.key, sortedRids(rids));
      return this.write(dataset, existing.length, undefined, (_row, at) => {
        removeSamples(this.db, row, existing, at);
        new UniqueValues(this.db, row).release(existing);
        return { kind: 'deleted', rids: existing };
      });
    });
  }

  copySaved(source: string, target: string): { seq: number; last: number } {
    return this.transaction(() => {
      const { key, info, nextRid } = datasetRow(this.db, source);
      copySaved(this.db, key, datasetKey(this.db, target));
      return { seq: info.seq, last: nextRid - 1 };
    });
  }

  copyRows(source: string, target: string, first: number, last: number): void {
    const from = datasetKey(this.db, source);
    const to = datasetKey(this.db, target);
    this.transaction(() => copyRange(this.db, from, to, first, last));
  }

  copySets(source: string, target: string): void {
    this.transaction(() =>
      copySets(this.db, datasetRow(this.db, source), datasetRow(this.db, target))
    );
  }

  publishDataset(dataset: string): IDatasetInfo {
    return this.transaction(() => {
      publish(this.db, datasetRow(this.db, dataset));
      return datasetRow(this.db, dataset).info;
    });
  }

  renameLabelField(dataset: string, from: string, to: string): void {
    this.transaction(() => renameLabelField(this.db, datasetRow(this.db, dataset), from, to));
  }

  syncLastModified(dataset: string): IDatasetInfo {
    return this.transaction(() => {
      syncLastModified(this.db, datasetRow(this.db, dataset).key);
      return datasetRow(this.db, dataset).info;
    });
  }

  tagSamples(
    dataset: string,
    rids: Uint32Array,
    tag: string,
    remove: boolean
  ): IWriteResult & { changed: Uint32Array } {
    return this.transaction(() => {
      const { key, info } = datasetRow(this.db, dataset);
      const code = tagCode(this.db, key, tag, !remove);
      const changed =
        code === null
          ? new Uint32Array(0)
          : changeSet(this.db, key, code, sortedRids(rids), !remove);
      if (changed.length === 0) {
        return { seq: info.seq, count: 0, changed };
      }
      const now = Date.now();
      touchRows(this.db, key, changed, now);
      const seq = appendOperation(this.db, info.id, now, {
        kind: 'tagged',
        rids: changed,
        tag,
        remove
      });
      return { seq, count: changed.length, changed };
    });
  }

  tagLabels(
    dataset: string,
    rids: Uint32Array,
    selection: ILabelSelection,
    tags: readonly string[],
    remove: boolean
  ): IWriteResult & { changed: Uint32Array; fields: string[]; labelIds: string[] | null } {
    return this.transaction(() => {
      const { key, info } = datasetRow(this.db, dataset);
      const names = new Set(selection.fields ?? info.fields.filter(isLabelField).map(f => f.name));
      const codes = [...labelFieldCodes(this.db, key)].filter(([, name]) => names.has(name));
      const change = { tags, remove, labelIds: selection.labelIds };
      const now = Date.now();
      const changed: number[] = [];
      const fields = new Set<string>();
      let count = 0;
      const labelIds: string[] = [];
      for (const rid of sortedRids(rids)) {
        const before = count;
        for (const [code, name] of codes) {
          const labelKey = rid * MAX_LABEL_FIELDS + code;
          const stored = this.db.get(`SELECT document FROM labels_${key} WHERE key = ?`, labelKey);
          const result = stored && changeLabelTags(stored['document'] as Uint8Array, change);
          if (result) {
            this.db.run(
              `UPDATE labels_${key} SET document = ? WHERE key = ?`,
              result.document,
              labelKey
            );
            count += result.changed.length;
            if (count <= MAX_CHANGED_LABELS) {
              labelIds.push(...result.changed);
            }
            fields.add(name);
          }
        }
        if (count > before) {
          changed.push(rid);
          this.db.run(`UPDATE samples_${key} SET modified = ? WHERE rid = ?`, now, rid);
        }
      }
      const result = {
        count,
        changed: new Uint32Array(changed),
        fields: [...fields],
        labelIds: count <= MAX_CHANGED_LABELS ? labelIds : null
      };
      if (count === 0) {
        return { ...result, seq: info.seq };
      }
      const seq = appendOperation(this.db, info.id, now, {
        kind: 'updated',
        rids: result.changed,
        fields: result.fields
      });
      return { ...result, seq };
    });
  }

  rememberSizes(dataset: string, sizes: IMediaSizes): void {
    this.transaction(() => {
      const { key } = datasetRow(this.db, dataset);
      sizes.rids.forEach((rid, i) => {
        this.db.run(
          'INSERT OR REPLACE INTO media_sizes (dataset, rid, width, height) VALUES (?, ?, ?, ?)',
          key,
          rid,
          sizes.widths[i] as number,
          sizes.heights[i] as number
        );
      });
    });
  }

  transaction<T>(writes: () => T): T {
    return this.db.transaction(writes);
  }

  /** One transaction: the schema if it changes, `count` samples, their operation. */
  private write(
    dataset: string,
    count: number,
    fields: readonly IFieldSpec[] | undefined,
    change: (row: IDatasetRow, at: number) => NewOperation
  ): IWriteResult {
    return this.transaction(() => {
      let { seq } = fields ? this.setFields(dataset, fields) : datasetRow(this.db, dataset).info;
      if (count > 0) {
        const row = datasetRow(this.db, dataset);
        const at = Date.now();
        seq = appendOperation(this.db, row.info.id, at, change(row, at));
      }
      return { seq, count };
    });
  }

  private sameName(name: string, slug: string): Record<string, unknown>[] {
    return this.db.all('SELECT id, name FROM datasets WHERE name = ? OR slug = ?', name, slug);
  }

  private refuseName(name: string, taken: string): never {
    throw new RequestError(
      'conflict',
      name === taken
        ? `A dataset named '${name}' already exists. Choose another name, load it, or overwrite it.`
        : `The name '${name}' is too much like that of the dataset '${taken}': both have the same address. Choose another name.`,
      { name, taken }
    );
  }
}
