/** A bridge in a process of its own on a fake data side, for tests that kill it. */
import { prepareRuntimeFolder, startBridge, takeLock } from '../server';
import { FakeDataService, fakeId } from './fake-data-service';

const home = process.argv[2] as string;
const paths = prepareRuntimeFolder(home);
const release = takeLock(paths);
const data = new FakeDataService();
data.add({ id: fakeId(0xd), name: 'birds', fields: [], samples: [] });
await startBridge({
  paths,
  data,
  version: '0.0.0',
  idleSeconds: 60,
  log: () => undefined,
  onEnd: () => {
    release();
    process.exit(0);
  }
});
