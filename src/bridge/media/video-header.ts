/** What the header of a video says: size, rate, frames, duration, coding. */
import { open } from 'node:fs/promises';
import { ALL_FORMATS, FilePathSource, Input } from 'mediabunny';
import { readAviHeader } from './avi-header';
import type { VideoType } from './video-type';

export interface IVideoHeader {
  /** Size of a frame as shown, in pixels. */
  width: number;
  height: number;
  /** Frames per second. */
  rate: number;
  frames: number;
  /** Seconds. */
  duration: number;
  /** Four characters that name the coding, such as `avc1`. */
  coding: string;
}

/** Bytes of an AVI that hold its header. */
const AVI_HEAD = 64 * 1024;

async function beginningOf(path: string): Promise<Uint8Array> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(new Uint8Array(AVI_HEAD), 0, AVI_HEAD, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** Fractions of a frame per second beyond this are noise of rounded time stamps. */
const RATE_DIGITS = 1000;

/** @throws Error saying what is wrong with the file */
export async function readVideoHeader(path: string, type: VideoType): Promise<IVideoHeader> {
  if (type === 'avi') {
    return readAviHeader(await beginningOf(path));
  }
  let fault: Error | null = null;
  const source = new FilePathSource(path, {
    handleUnhandledError: error => (fault = error as Error)
  });
  const input = new Input({ formats: ALL_FORMATS, source });
  try {
    const track = await input.getPrimaryVideoTrack();
    if (!track) {
      throw fault ?? new Error('it holds no pictures');
    }
    const { packetCount: frames } = await track.computePacketStats();
    const [first, end] = [await track.getFirstTimestamp(), await track.computeDuration()];
    const duration = Math.max(0, end - Math.min(0, first));
    const seconds = end - first;
    return {
      width: await track.getDisplayWidth(),
      height: await track.getDisplayHeight(),
      rate: seconds > 0 ? Math.round((frames / seconds) * RATE_DIGITS) / RATE_DIGITS : 0,
      frames,
      duration,
      coding: codingOf(await track.getInternalCodecId(), await track.getCodec())
    };
  } finally {
    input.dispose();
  }
}

/** Names of codings in MP4, for containers that name them otherwise. */
const CODINGS: Record<string, string> = {
  avc: 'avc1',
  hevc: 'hvc1',
  vp8: 'vp08',
  vp9: 'vp09',
  av1: 'av01'
};

function codingOf(internal: unknown, codec: string | null): string {
  return typeof internal === 'string' && internal.length === 4
    ? internal
    : (CODINGS[codec ?? ''] ?? codec ?? 'unknown');
}
