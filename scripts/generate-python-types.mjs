/**
 * Writes `lunette/_generated/` from the schemas of `src/protocol`: `npm run generate`.
 *
 * --check  writes nothing; ends with 1 if a file is not what would be written
 * --to DIR writes there instead
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { eventPartsModule } from './python-types/event-parts-module.mjs';
import { eventsModule } from './python-types/events-module.mjs';
import { expressionsModule } from './python-types/expressions-module.mjs';
import { loadProtocol } from './python-types/load-protocol.mjs';
import { stagesModule } from './python-types/stages-module.mjs';
import { Failure, main } from './support/failure.mjs';
import { inRoot } from './support/paths.mjs';

await main(async () => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false }, to: { type: 'string' } }
  });
  const folder = values.to ?? inRoot('lunette/_generated');
  const protocol = await loadProtocol();
  const files = {
    '__init__.py':
      '"""Types of the protocol, generated from src/protocol; see `npm run generate`."""\n',
    'event_parts.py': eventPartsModule(protocol),
    'events.py': eventsModule(protocol),
    'expressions.py': expressionsModule(protocol),
    'stages.py': stagesModule(protocol)
  };
  const stale = Object.entries(files).filter(([name, text]) => {
    const path = join(folder, name);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text;
  });
  if (values.check && stale.length > 0) {
    throw new Failure(
      `Out of date: ${stale.map(([name]) => join(folder, name)).join(', ')}. Run \`npm run generate\`.`
    );
  }
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of stale) {
    writeFileSync(join(folder, name), text);
    console.log(`Wrote ${join(folder, name)}`);
  }
});
