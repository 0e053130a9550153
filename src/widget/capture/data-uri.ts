/** Bytes as a data: address. */

/** `data:<type>;base64,…` */
export function dataUri(type: string, bytes: Uint8Array): string {
  // In pieces, because a function takes only so many arguments.
  const piece = 0x8000;
  let binary = '';
  for (let i = 0; i < bytes.length; i += piece) {
    binary += String.fromCharCode(...bytes.subarray(i, i + piece));
  }
  return `data:${type};base64,${btoa(binary)}`;
}
