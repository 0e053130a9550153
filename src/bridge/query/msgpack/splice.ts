/** Edits of MessagePack documents that leave every byte they do not concern as it is. */
import { ByteWriter } from './byte-writer';
import { MsgpackScanner } from './scanner';

/** The map with the array at `key` reduced to the elements for which `keep(index)` is true. */
export function spliceList(
  map: Uint8Array,
  key: string,
  keep: (index: number) => boolean
): Uint8Array {
  const scanner = new MsgpackScanner(map);
  const size = scanner.mapSize();
  for (let i = 0; i < size; i++) {
    if (scanner.text() !== key || scanner.kind() !== 'array') {
      scanner.skip();
      continue;
    }
    const before = scanner.position;
    const count = scanner.arraySize();
    const kept: Uint8Array[] = [];
    for (let element = 0; element < count; element++) {
      const start = scanner.position;
      scanner.skip();
      if (keep(element)) {
        kept.push(map.subarray(start, scanner.position));
      }
    }
    const writer = new ByteWriter().raw(map.subarray(0, before)).arrayHeader(kept.length);
    kept.forEach(element => writer.raw(element));
    return writer.raw(map.subarray(scanner.position)).finish();
  }
  return map;
}
