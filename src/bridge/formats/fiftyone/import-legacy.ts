/** The older form of FiftyOne's directory format: samples without ids, frames in a file per video. */
import { z } from 'zod';
import type { IFieldSpec } from '../../../protocol';
import { newObjectId } from '../../datasets/documents/object-id';
import { RequestError } from '../../request-error';
import { inferField } from '../draft-batch';
import { formatError } from '../format-error';
import type { IFormat, ISampleDraft, MakeImporter, Values } from '../format';
import { parseJsonBytes, readJson } from '../json/parse-json';
import { pieceName, scanJson } from '../json/scan-json';
import { datasetFolder } from '../media/media-source';
import { CHOICE_OPTIONS, chooseEntries, parseOptions } from '../options';
import { isAbsolute, isUnsafeName, join } from '../paths';
import { factsOf } from './dataset-document';
import { ExtendedJsonReader } from './extended-json';

type Document = Record<string, unknown>;
const isRecord = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NOT_FIELDS = new Set(['id', 'filepath', 'tags', 'frames', 'frame_number', 'media_type']);

const importer: MakeImporter = async (request, context) => {
  const { files, notices, checkpoint } = context;
  const options = parseOptions(
    request.format,
    { ...CHOICE_OPTIONS, rel_dir: z.string().nullish() },
    request.options
  );
  const folder = datasetFolder(request, files);
  const root = options.rel_dir ?? folder;
  const inside = (name: string): string => {
    if (!isAbsolute(name) && isUnsafeName(name)) {
      throw new Error(`'${name.slice(0, 80)}' leads out of the dataset's folder`);
    }
    return join(root, name);
  };
  const json = new ExtendedJsonReader(context.zlib, inside);
  const metadataPath = join(folder, 'metadata.json');
  const metadata = files.facts(metadataPath) ? readJson(files, metadataPath) : {};
  if (!isRecord(metadata)) {
    throw formatError(metadataPath, '', 'it should be an object.');
  }
  const facts = factsOf(metadata, metadataPath, { import_saved_views: false }, notices);
  const path = join(folder, 'samples.json');
  const reader = files.open(path);
  const places: { start: number; length: number; where: string }[] = [];
  try {
    for (const piece of scanJson(reader, { parts: { samples: 'elements' } })) {
      places.push({ start: piece.start, length: piece.length, where: pieceName(piece) });
      if (places.length % 1000 === 0) {
        await checkpoint();
      }
    }
  } catch (error) {
    reader.close();
    throw error;
  }
  const chosen = chooseEntries(places.length, options);

  function valuesOf(document: Document): Values {
    const entries = Object.entries(document).filter(
      ([name, value]) => !NOT_FIELDS.has(name) && !name.startsWith('_') && value !== null
    );
    return Object.fromEntries(entries.map(([name, value]) => [name, json.value(value, name)]));
  }
  function framesOf(given: unknown): Document[] {
    const found = typeof given === 'string' ? readJson(files, inside(given)) : given;
    const frames = isRecord(found) && isRecord(found['frames']) ? found['frames'] : found;
    return Object.entries(isRecord(frames) ? frames : {})
      .filter(([number, frame]) => /^\d+$/.test(number) && Number(number) > 0 && isRecord(frame))
      .map(([number, frame]) => ({
        ...valuesOf(frame as Document),
        _cls: 'Frame',
        _id: newObjectId(),
        frame_number: Number(number)
      }))
      .sort((a, b) => a.frame_number - b.frame_number);
  }
  function draft(document: unknown): ISampleDraft {
    if (!isRecord(document) || typeof document['filepath'] !== 'string') {
      throw new Error('it should be a sample with a filepath');
    }
    const frames = document['frames'] == null ? [] : framesOf(document['frames']);
    const tags = document['tags'];
    return {
      filepath: inside(document['filepath']),
      tags: Array.isArray(tags) ? tags.map(String) : [],
      values: { ...valuesOf(document), ...(frames.length > 0 ? { frames } : {}) },
      origin: ''
    };
  }
  function* drafts(): Generator<ISampleDraft> {
    for (const i of chosen) {
      const { start, length, where } = places[i] as (typeof places)[number];
      const document = parseJsonBytes(reader.read(start, length), path, where);
      try {
        yield { ...draft(document), origin: `${path}, ${where}` };
      } catch (error) {
        throw error instanceof RequestError
          ? error
          : formatError(path, where, `${(error as Error).message}.`);
      }
    }
  }
  /** Nothing declares the fields of frames: they are read once for their types. */
  function frameFields(): IFieldSpec[] {
    const fields = new Map<string, IFieldSpec>();
    for (const { values } of drafts()) {
      for (const frame of (values['frames'] as Document[] | undefined) ?? []) {
        for (const [name, value] of Object.entries(frame)) {
          const field = name.startsWith('_') || fields.has(name) ? null : inferField(name, value);
          if (field && name !== 'frame_number') {
            fields.set(name, field);
          }
        }
      }
    }
    return [...fields.values()];
  }
  const hasFrames = files.facts(join(folder, 'frames'))?.kind === 'folder';
  return {
    total: chosen.length,
    fields: hasFrames
      ? [
          {
            name: 'frames',
            type: 'list',
            subtype: 'document',
            document: 'Frame',
            fields: frameFields()
          }
        ]
      : [],
    samples: drafts,
    facts: () => facts,
    close: () => reader.close()
  };
};

export const legacyFiftyOne: IFormat = { importer };
