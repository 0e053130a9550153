/** A process for the kill test: adds, tags and edits without end, and says what was acknowledged. */
import { encodeDocument } from '../../datasets/documents/document-codec';
import { SqliteStore } from '../sqlite';
import { makeDetections, makeSample } from './sample-factory';

const store = SqliteStore.open(process.argv[2] as string);
const dataset =
  store.findDataset('killed')?.id ??
  store.createDataset({ name: 'killed', slug: 'killed', persistent: true, overwrite: false }).id;

for (;;) {
  const batch = Array.from({ length: 50 }, (_, i) =>
    makeSample({ filepath: `/${i}.jpg` }, { predictions: makeDetections(5) }, ['new'])
  );
  store.addSamples(dataset, batch);
  const rids = store.allRids(dataset).slice(-50);
  store.tagSamples(dataset, rids, 'seen', false);
  store.updateSamples(
    dataset,
    Array.from(rids, rid => ({
      rid,
      set: new Map([['number', encodeDocument(rid)]]),
      labels: {},
      tags: null
    }))
  );
  // One line is one acknowledged round; written at once, not buffered.
  process.stdout.write(`${rids.at(-1)}\n`);
}
