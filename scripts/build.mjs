/**
 * Builds what the checkout and the wheel carry and git does not: the labextension
 * (`lunette/labextension`) and the bridge (`lunette/bridge`). Only what changed is built.
 *
 * `--only extension|bridge` builds one of them. `--keep-going` goes on after type errors, which is
 * for trying half of a change.
 */
import { parseArgs } from 'node:util';
import { Failure, main } from './support/failure.mjs';
import { prepare } from './support/prepare.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, 'keep-going': { type: 'boolean', default: false } }
  });
  if (values.only && !['extension', 'bridge'].includes(values.only)) {
    throw new Failure(`--only is extension or bridge, not ${values.only}.`);
  }
  const parts = values.only ? [values.only] : ['extension', 'bridge'];
  await prepare(['node', ...parts], { keepGoing: values['keep-going'] });
});
