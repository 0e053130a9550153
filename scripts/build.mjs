/**
 * Builds what the checkout and the wheel carry and git does not: the labextension
 * (`lunette/labextension`), the bridge (`lunette/bridge`) and the App in a tab of its own
 * (`lunette/page`). Only what changed is built.
 *
 * `--only extension|bridge|page` builds one of them. `--keep-going` goes on after type errors, which is
 * for trying half of a change.
 */
import { parseArgs } from 'node:util';
import { Failure, main } from './support/failure.mjs';
import { prepare } from './support/prepare.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { only: { type: 'string' }, 'keep-going': { type: 'boolean', default: false } }
  });
  const all = ['extension', 'bridge', 'page'];
  if (values.only && !all.includes(values.only)) {
    throw new Failure(`--only is ${all.join(' or ')}, not ${values.only}.`);
  }
  const parts = values.only ? [values.only] : all;
  await prepare(['node', ...parts], { keepGoing: values['keep-going'] });
});
