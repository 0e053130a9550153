/** Bytes as base64. */
export function base64Of(bytes: Uint8Array): string {
  // In pieces, because a function takes only so many arguments; each a multiple of 3 bytes.
  const piece = 0x6000;
  let text = '';
  for (let i = 0; i < bytes.length; i += piece) {
    text += btoa(String.fromCharCode(...bytes.subarray(i, i + piece)));
  }
  return text;
}
