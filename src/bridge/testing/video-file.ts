/**
 * Small videos for tests, made without an encoder of videos: a lossy WebP holds a key frame of VP8,
 * and a film of key frames is a film.
 */
import {
  BufferTarget,
  EncodedPacket,
  EncodedVideoPacketSource,
  MkvOutputFormat,
  Mp4OutputFormat,
  Output,
  WebMOutputFormat
} from 'mediabunny';
import sharp from 'sharp';

/** The VP8 key frame in a lossy WebP (RFC 9649). */
function keyFrameOf(webp: Uint8Array): Uint8Array {
  const view = new DataView(webp.buffer, webp.byteOffset, webp.byteLength);
  for (let at = 12; at + 8 <= webp.length;) {
    const name = String.fromCharCode(...webp.subarray(at, at + 4));
    const length = view.getUint32(at + 4, true);
    if (name === 'VP8 ') {
      return webp.slice(at + 8, at + 8 + length);
    }
    at += 8 + length + (length % 2);
  }
  throw new Error('The WebP holds no key frame.');
}

export interface IVideoOptions {
  width?: number;
  height?: number;
  frames?: number;
  /** Frames per second. */
  rate?: number;
  format?: 'webm' | 'mkv' | 'mp4';
}

/** A film of a white square that moves from left to right on a ground that grows brighter. */
export async function videoFile(options: IVideoOptions = {}): Promise<Uint8Array> {
  const { width = 64, height = 48, frames = 10, rate = 10, format = 'webm' } = options;
  const output = new Output({
    format:
      format === 'webm'
        ? new WebMOutputFormat()
        : format === 'mkv'
          ? new MkvOutputFormat()
          : new Mp4OutputFormat(),
    target: new BufferTarget()
  });
  const source = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(source, { frameRate: rate });
  await output.start();
  const side = Math.round(height / 3);
  for (let i = 0; i < frames; i++) {
    const square = { width: side, height: side, channels: 3 as const, background: '#ffffff' };
    const grey = Math.round(40 + (120 * i) / frames);
    const picture = sharp({
      create: { width, height, channels: 3, background: { r: grey, g: 30, b: 60 } }
    }).composite([
      {
        input: await sharp({ create: square }).png().toBuffer(),
        left: Math.round(((width - side) * i) / Math.max(1, frames - 1)),
        top: side
      }
    ]);
    const data = keyFrameOf(await picture.webp({ quality: 80 }).toBuffer());
    await source.add(
      new EncodedPacket(data, 'key', i / rate, 1 / rate),
      i === 0
        ? { decoderConfig: { codec: 'vp8', codedWidth: width, codedHeight: height } }
        : undefined
    );
  }
  await output.finalize();
  return new Uint8Array(output.target.buffer as ArrayBuffer);
}
