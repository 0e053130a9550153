/** What the media side asks of the store: where pictures lie, and how large they turned out to be. */
import type { IDocumentStore } from '../../store/document-store';
import type { IMediaSource } from '../data-service';
import { cropFields, cropOf } from '../derived/crop';
import { decodeDocument } from '../documents/document-codec';
import { mapEntry } from '../documents/messagepack-map';
import { readString } from '../documents/messagepack-walk';
import { idFromHex, idToHex } from '../documents/object-id';
import { pictureSize } from '../documents/picture-size';
import { knownRids, requireDataset, type IStoreAnswer, type ReadRequest } from './store-request';

const isSize = (value: unknown): value is number =>
  typeof value === 'number' && Number.isFinite(value) && value > 0;

/** Width and height among a sample's metadata, if both are there. */
function declaredSize(core: Uint8Array): { width: number; height: number } | null {
  const metadata = mapEntry(core, 'metadata');
  return metadata ? pictureSize(decodeDocument(metadata)) : null;
}

/** Sources in the order asked; unknown samples are left out. */
const mediaSources: ReadRequest<{ dataset: string; sample_ids: readonly string[] }> = (
  store,
  { dataset, sample_ids: sampleIds }
) => {
  const info = requireDataset(store, dataset);
  const rids = knownRids(store, info.id, sampleIds);
  const found = store.mediaSizesOf(info.id, rids);
  const sources: IMediaSource[] = [];
  const cropped = cropFields(info);
  const selection = { core: true, tags: false, labels: [...cropped] };
  for (const { rid, id, core, labels } of store.read(info.id, rids, selection)) {
    const filepath = mapEntry(core, 'filepath');
    if (filepath) {
      const size = declaredSize(core) ?? found.get(rid);
      const crop = cropped.length > 0 ? cropOf(Object.values(labels).map(decodeDocument)) : null;
      sources.push({
        sample_id: idToHex(id),
        filepath: readString(filepath, 0),
        width: size?.width ?? null,
        height: size?.height ?? null,
        ...(crop ? { crop } : {})
      });
    }
  }
  return { result: sources };
};

function rememberSizes(
  store: IDocumentStore,
  params: {
    dataset: string;
    sizes: readonly { sample_id: string; width: number; height: number }[];
  }
): IStoreAnswer {
  const info = requireDataset(store, params.dataset);
  const known = params.sizes.filter(size => isSize(size.width) && isSize(size.height));
  const ids = known.map(size => idFromHex(size.sample_id) ?? new Uint8Array(12));
  const rids = store.ridsOfIds(info.id, ids);
  const sizes = known
    .map((size, i) => ({ rid: rids[i] as number, ...size }))
    .filter(size => size.rid >= 0);
  store.rememberSizes(info.id, {
    rids: Uint32Array.from(sizes, size => size.rid),
    widths: Uint32Array.from(sizes, size => size.width),
    heights: Uint32Array.from(sizes, size => size.height),
    mark: 0
  });
  return { result: {} };
}

export const mediaReads = { 'internal.media_sources': mediaSources };

export const mediaRequests = {
  'internal.remember_sizes': rememberSizes
};
