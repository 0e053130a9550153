/** Runs of FiftyOne and ours, with their results in files of their own. */
import type { RunType, View } from '../../../protocol';
import { decodeDocument, encodeDocument } from '../../datasets/documents/document-codec';
import type { IFiles } from '../files';
import { formatError } from '../format-error';
import type { IDeflate, IRunFacts } from '../format';
import { toJson } from '../json/json-list-file';
import { readJson } from '../json/parse-json';
import type { Notices } from '../notices';
import { join } from '../paths';
import { ExtendedJsonReader, ExtendedJsonWriter, milliseconds } from './extended-json';
import { stageTexts, viewOf } from './saved-views';

type Document = Record<string, unknown>;

/** Key in the document of the dataset, and folder of the results. */
const KINDS: readonly [RunType, string, string][] = [
  ['annotation', 'annotation_runs', 'annotations'],
  ['brain', 'brain_methods', 'brain'],
  ['evaluation', 'evaluations', 'evaluations'],
  ['custom', 'runs', 'runs']
];
const KEY = /^[\p{L}_][\p{L}\p{N}_]*$/u;

const isRecord = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function readView(stages: unknown, notices: Notices, key: string): View {
  let reason = '';
  try {
    const view = viewOf(stages ?? []);
    if (view) {
      return view;
    }
  } catch (error) {
    // A run is worth more than the view that it was of.
    reason = `: ${(error as Error).message.replace(/\.$/, '')}`;
  }
  notices.add(
    '{n} runs are about views that cannot be read; they say the whole dataset: {example}.',
    key + reason
  );
  return [];
}

export function runsOf(
  metadata: Document,
  folder: string,
  parts: { files: IFiles; zlib: IDeflate; notices: Notices }
): IRunFacts[] {
  const { files, notices } = parts;
  const json = new ExtendedJsonReader(parts.zlib, path => path);
  return KINDS.flatMap(([type, key, place]) => {
    const runs = metadata[key];
    return Object.entries(isRecord(runs) ? runs : {}).flatMap(([name, document]): IRunFacts[] => {
      if (!KEY.test(name) || name.length > 200 || !isRecord(document)) {
        notices.add('{n} runs have no key that could be used and were left out: {example}.', name);
        return [];
      }
      const path = join(folder, `${place}/${name}.json`);
      let results: Uint8Array | null = null;
      try {
        if (files.facts(path)?.kind === 'file') {
          const found = json.value(readJson(files, path));
          results = isRecord(found) ? encodeDocument(found) : null;
        }
        const { version, timestamp, config, view_stages: stages } = document;
        const run = {
          key: name,
          version: typeof version === 'string' ? version.slice(0, 100) : '',
          timestamp: milliseconds(timestamp) ?? 0,
          config: isRecord(config) ? config : {},
          view: readView(stages, notices, name)
        };
        return [{ type, run, results }];
      } catch (error) {
        if (error instanceof Error && error.name === 'RequestError') {
          throw error;
        }
        throw formatError(path, '', `${(error as Error).message}.`);
      }
    });
  });
}

/** Writes the results and returns the documents by their keys in the document of the dataset. */
export function runDocuments(
  runs: readonly IRunFacts[],
  root: string,
  parts: { files: IFiles; zlib: IDeflate; notices: Notices }
): Record<string, Document> {
  const json = new ExtendedJsonWriter(parts.zlib, path => path);
  const documents: Record<string, Document> = {};
  for (const [type, key, place] of KINDS) {
    const found = runs.filter(run => run.type === type);
    const entries = found.map(({ run, results }): [string, Document] => {
      const stages = stageTexts(run.view);
      if (stages === null) {
        parts.notices.add(
          '{n} runs are about views that cannot be expressed there: {example}.',
          run.key
        );
      }
      if (results) {
        const writer = parts.files.create(join(root, `${place}/${run.key}.json`));
        writer.write(toJson(json.value(decodeDocument(results))));
        writer.close();
      }
      return [
        run.key,
        {
          key: run.key,
          version: run.version,
          timestamp: { $date: new Date(run.timestamp).toISOString() },
          config: run.config,
          view_stages: stages ?? [],
          results: null
        }
      ];
    });
    documents[key] = Object.fromEntries(entries);
  }
  return documents;
}
