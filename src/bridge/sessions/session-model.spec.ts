/**
 * The protocol against its promises: whatever clients, connections, datasets and bridges do, all end
 * with the state of the bridge, heard every number in one order, and nothing that was acknowledged
 * is lost or applied twice. The clients are those of `src/client`, the bridge is the whole program.
 *
 * `LUNETTE_SOAK=<runs>` makes more and longer runs (`npm run test:soak`), `LUNETTE_SEED=<seed>`
 * repeats the choices of a run.
 */
import { rmSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { MODEL_EVENTS } from '../testing/model/model-events';
import { KINDS, SessionModel, type Action } from '../testing/model/session-model';
import { program } from '../testing/start-program';
import { temporaryHome } from '../testing/test-bridge';

const soak = Number(process.env['LUNETTE_SOAK'] ?? 0);
const seed = Number(process.env['LUNETTE_SEED'] ?? Date.now() % 2 ** 31);

const who = fc.integer({ min: 0, max: KINDS.length - 1 });
const dataset = fc.integer({ min: 0, max: 1 });
const weighted = (weight: number, arbitrary: fc.Arbitrary<Action>) => ({ weight, arbitrary });
const choose = <Do extends Action['do']>(...names: Do[]): fc.Arbitrary<Do> =>
  fc.constantFrom(...names);

const action: fc.Arbitrary<Action> = fc.oneof(
  weighted(60, fc.record({ do: choose('send'), who, event: fc.constantFrom(...MODEL_EVENTS) })),
  weighted(5, fc.record({ do: choose('send wrong'), who, which: fc.nat(99) })),
  weighted(8, fc.record({ do: choose('break'), who })),
  weighted(3, fc.record({ do: choose('restart', 'leave and join'), who })),
  weighted(1, fc.record({ do: choose('read slowly'), who, sender: who })),
  weighted(8, fc.record({ do: choose('rename', 'delete', 'create', 'tag'), who, dataset })),
  weighted(2, fc.record({ do: choose('kill', 'stop') })),
  weighted(6, fc.record({ do: choose('wait'), ms: fc.integer({ min: 0, max: 30 }) }))
);

it(
  'holds over any interleaving of clients, breaks, kills, renamed and deleted datasets',
  async () => {
    console.log(`Model of the sessions: LUNETTE_SEED=${seed}`);
    await program();
    await fc.assert(
      fc.asyncProperty(
        fc.array(action, { minLength: 30, maxLength: soak ? 400 : 90 }),
        async actions => {
          const home = temporaryHome();
          const model = new SessionModel(home);
          try {
            await model.start();
            for (const step of actions) {
              await model.run(step);
            }
            expect(await model.finish()).toEqual([]);
          } finally {
            await model.close();
            rmSync(home, { recursive: true, force: true });
          }
        }
      ),
      { numRuns: soak || 5, seed, endOnFailure: true }
    );
  },
  soak ? 24 * 3600 * 1000 : 120_000
);
