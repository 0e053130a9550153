import fc from 'fast-check';
import { expect, it } from 'vitest';
import { decodeDocument, encodeDocument } from './document-codec';
import { withTimes } from './sample-times';

const LIMIT = 8.64e15;

it('adds both times to any core map, also times before 1970', () => {
  const time = fc.integer({ min: -LIMIT, max: LIMIT });
  const core = fc.dictionary(fc.string({ maxLength: 8 }), fc.integer(), { maxKeys: 40 });
  fc.assert(
    fc.property(core, time, time, (values, created, modified) => {
      const whole = {
        ...values,
        created_at: { $date: created },
        last_modified_at: { $date: modified }
      };
      expect(decodeDocument(withTimes(encodeDocument(values), created, modified))).toEqual(whole);
    })
  );
});
